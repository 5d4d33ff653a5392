import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { expect } from 'vitest';
import { boot, type LocalRuntime, WarmEnvironments } from '#infra/local-runtime/boot.ts';
import type { FaultPlan } from '#infra/local-runtime/faults.ts';
import type { Json, JsonObject } from '#infra/local-runtime/service.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { Operations } from '#shared/domain/operations.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { namesOf } from '#shared/resources.ts';
import { undelivered } from '#test/support/rows.ts';
import { differencesFromTrails } from './audit-trails.ts';
import { misfitsOf } from './published-events.ts';
import { start } from './shop.ts';
import { assembly, code } from './synthesize.ts';

const automatic: Operations = {
  types: { 'out-of-stock': { mode: 'automatic' } },
  pauses: [],
  refundCaps: {},
  channels: { web: { contact: 'direct', amend: true, refundBy: 'us' } },
};

type Table = 'Orders' | 'Payments' | 'Inventory' | 'Shipments' | 'Cases';

/** Functions that a world has loaded are the next one's of the same worker: loading them again is half of a run's work. */
export const warm = new WarmEnvironments();

interface Opening {
  readonly seed?: number;
  /** Serves the reply page and the services to a real browser or SDK; 0 = any that is free. */
  readonly port?: number | undefined;
  readonly faults?: FaultPlan;
  /** The assembly that is deployed. */
  readonly product?: string;
}

/** A shop with OrderMend deployed beside it, on the local runtime; time passes only when a test says so. */
export class World implements AsyncDisposable {
  readonly runtime: LocalRuntime;

  /**
   * Where functions or their calls fail, all are loaded anew, so that no fault falls where an earlier world has cleared the
   * way; where calls fail they are the deployed ones, whose SDK makes a call again.
   */
  static async open(
    settings: Partial<Operations> = {},
    { seed = 1, port, faults = {}, product = assembly }: Opening = {},
  ): Promise<World> {
    const options = {
      ...(port !== undefined && { port }),
      ...(!faults.calls && { code }),
      ...(!faults.calls && !faults.functions && { warm }),
    };
    const world = new World(await boot({ assembly: product, seed, start, faults, ...options }));
    world.runtime.faults.active = false;
    await world.configure({ ...automatic, ...settings });
    world.runtime.faults.active = true;
    return world;
  }

  private constructor(runtime: LocalRuntime) {
    this.runtime = runtime;
  }

  /** Changes what is switched on; what is not named stays as the tests have it. */
  switch(settings: Partial<Operations>): Promise<void> {
    return this.configure({ ...automatic, ...settings });
  }

  async configure(settings: Operations): Promise<void> {
    await this.runtime.call({
      service: 'ssm',
      operation: 'PutParameter',
      input: {
        Name: namesOf('dev').operationsParameter,
        Value: JSON.stringify(settings),
        Type: 'String',
        Overwrite: true,
      },
    });
  }

  /** Writes a row as its owner does: with a version above what stands, if there is a row. */
  async put(table: Table, row: object): Promise<void> {
    const version = await this.#versionAbove(table, row as Record<string, unknown>);
    const input = { TableName: this.table(table), Item: itemOf({ ...row, ...version }) };
    await this.runtime.call({ service: 'dynamodb', operation: 'PutItem', input });
  }

  async #versionAbove(table: Table, row: Readonly<Record<string, unknown>>): Promise<{ version?: number }> {
    if (table === 'Cases' || typeof row.version !== 'number') return {};
    const names = { Orders: ['orderId'], Payments: ['orderId', 'attemptId'], Inventory: ['sku', 'locationId'] };
    const key = (table === 'Shipments' ? ['orderId', 'shipmentId'] : names[table]).map((name) => [name, row[name]]);
    const input = { TableName: this.table(table), Key: itemOf(Object.fromEntries(key)), ConsistentRead: true };
    const { Item } = await this.runtime.call({ service: 'dynamodb', operation: 'GetItem', input });
    const stands = (Item as { version?: { N?: string } } | undefined)?.version?.N;
    return stands === undefined ? {} : { version: Math.max(row.version, Number(stands) + 1) };
  }

  /** Many rows, each as `put` would write it. */
  async putAll(table: Table, rows: readonly object[]): Promise<void> {
    for (let from = 0; from < rows.length; from += 25) {
      const requests = rows.slice(from, from + 25).map((row) => ({ PutRequest: { Item: itemOf(row) } }));
      const input = { RequestItems: { [this.table(table)]: requests } };
      await this.runtime.call({ service: 'dynamodb', operation: 'BatchWriteItem', input });
    }
  }

  /** An item of the Cases table as another part of the system, or nobody, would have written it. */
  async putCases(row: Readonly<Record<string, unknown>>): Promise<void> {
    if (row.entity === 'case') this.#withoutMove.add(String(row.caseId));
    await this.put('Cases', row);
  }

  /** All rows of a table, or those under one partition key. */
  async rows(table: Table, key?: Readonly<Record<string, string>>): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    const [[name, value] = []] = Object.entries(key ?? {});
    const asked = {
      TableName: this.table(table),
      ...(name && {
        KeyConditionExpression: '#key = :key',
        ExpressionAttributeNames: { '#key': name },
        ExpressionAttributeValues: { ':key': { S: value ?? '' } },
      }),
    };
    let start: JsonObject = {};
    do {
      const input = { ...asked, ...start } as JsonObject;
      const page = await this.runtime.call({ service: 'dynamodb', operation: key ? 'Query' : 'Scan', input });
      rows.push(...(page.Items as Json[]).map((item) => unmarshall(item as never)));
      start = page.LastEvaluatedKey ? { ExclusiveStartKey: page.LastEvaluatedKey } : {};
    } while (start.ExclusiveStartKey);
    return rows;
  }

  /** Writes an order as the shop does: with the next version, on what stands now. */
  async change(orderId: string, change: (order: Order) => Partial<Order>): Promise<void> {
    const order = await this.order(orderId);
    const updatedAt = new Date(this.runtime.clock.now()).toISOString();
    await this.put('Orders', { ...order, updatedAt, ...change(order), version: order.version + 1 });
  }

  /** Writes a shelf as the WMS does. */
  async changeStock(sku: string, change: (row: Inventory) => Partial<Inventory>): Promise<void> {
    const row = await this.stock(sku);
    const next = { ...row, ...change(row), version: row.version + 1 };
    await this.put('Inventory', { ...next, available: next.onHand - next.committed - next.safetyStock });
  }

  async order(orderId: string): Promise<Order> {
    return (await this.rows('Orders', { orderId }))[0] as unknown as Order;
  }

  async stock(sku: string): Promise<Inventory> {
    return (await this.rows('Inventory', { sku }))[0] as unknown as Inventory;
  }

  async payment(orderId: string): Promise<Payment> {
    return (await this.rows('Payments', { orderId }))[0] as unknown as Payment;
  }

  async cases(orderId: string): Promise<Record<string, unknown>[]> {
    return (await this.rows('Cases', { pk: caseKeys.order(orderId) })).filter(({ entity }) => entity === 'case');
  }

  /** Staff let one step of a case through: the item that their command writes. */
  async release({ pk, caseId, orderId }: { pk: string; caseId: string; orderId: string }, step: string): Promise<void> {
    await this.putCases({
      pk,
      sk: caseKeys.release(caseId, step),
      entity: 'release',
      caseId,
      orderId,
      step,
      by: 'staff',
      ...undelivered(caseId, new Date(this.runtime.clock.now()).toISOString()),
    });
  }

  /** Staff release an incident: the pointer that holds questions back goes, the row says so, and since when. */
  async releaseIncident(incidentId: string): Promise<void> {
    const row = (await this.rows('Cases')).find(
      (each) => each.incidentId === incidentId && each.entity === 'incident',
    )!;
    const releasedAt = new Date(this.runtime.clock.now()).toISOString();
    const Key = marshall({
      pk: row.pk,
      sk: caseKeys.openIncident(String(row.type), row.behind as string | undefined),
    }) as unknown as JsonObject;
    await this.runtime.call({
      service: 'dynamodb',
      operation: 'DeleteItem',
      input: { TableName: this.table('Cases'), Key },
    });
    await this.putCases({
      pk: row.pk,
      sk: caseKeys.releasedIncident(String(row.type), row.behind as string | undefined),
      entity: 'released',
      at: releasedAt,
    });
    await this.putCases({ ...row, state: 'released', releasedAt });
  }

  /** Another case has the order's question. */
  async holdQuestion(orderId: string, caseId: string): Promise<void> {
    await this.putCases({
      pk: caseKeys.order(orderId),
      sk: caseKeys.question,
      entity: 'question',
      caseId,
      orderId,
      queued: 0,
    });
  }

  /** A schedule of the product rests, as an operator would stop it. */
  async disableRule(id: string): Promise<void> {
    const Name = this.runtime.resourceName(id);
    await this.runtime.call({ service: 'events', operation: 'DisableRule', input: { Name } });
  }

  /** Turns off, or on again, what brings the records of a source to a function. */
  async turnMapping(functionName: string, Enabled: boolean): Promise<void> {
    const lambda = (operation: string, input: JsonObject) => this.runtime.call({ service: 'lambda', operation, input });
    const FunctionName = this.runtime.resourceName(functionName);
    const { EventSourceMappings } = await lambda('ListEventSourceMappings', { FunctionName });
    for (const { UUID } of EventSourceMappings as [{ UUID: string }]) {
      await lambda('UpdateEventSourceMapping', { UUID, Enabled });
    }
  }

  pass(ms: number): Promise<void> {
    return this.runtime.pass(ms);
  }

  /** The newest link that was mailed, as a path of the reply site. */
  link(): string {
    const links = this.runtime.mailbox.flatMap(({ text = '' }) => {
      const [, path] = /https?:\/\/[^/\s]+(?:\/[^/\s]+)*?(\/r\/\S+)/.exec(text) ?? [];
      return path ? [path] : [];
    });
    const path = links.at(-1);
    if (!path) throw new Error(`no link in any of the ${this.runtime.mailbox.length} mails`);
    return path;
  }

  get(path: string) {
    return this.runtime.http({ method: 'GET', path });
  }

  post(path: string, fields: Record<string, string>) {
    return this.runtime.http({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  }

  eventTypes(): string[] {
    return this.runtime.events.map(({ event }) => event['detail-type']);
  }

  /** Set by a scenario in which an event shall not fit. */
  eventsMayMisfit = false;

  /** Cases that a test has put as they never became by a move. */
  readonly #withoutMove = new Set<string>();

  /**
   * Every scenario, whatever it is about, held the contract of events (what was put on the bus, and what was not) and
   * left cases that their audit trails rebuild.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    const { events, alerts } = this.runtime;
    const cases = await this.rows('Cases');
    await this.runtime[Symbol.asyncDispose]();
    expect(differencesFromTrails(cases, this.#withoutMove), 'cases that their trails do not rebuild').toEqual([]);
    if (this.eventsMayMisfit) return;
    const ours = events.map(({ event }) => event).filter(({ source }) => source === 'ordermend');
    const setAside = alerts.flatMap(({ subject, message }) =>
      subject?.startsWith('set aside (outbox)') ? [message] : [],
    );
    expect([...ours.flatMap(misfitsOf), ...setAside], 'events that do not fit their published schema').toEqual([]);
  }

  private table(name: string): string {
    return this.runtime.outputs[`${name}TableName`] ?? this.runtime.resourceName(name);
  }
}

const itemOf = (row: object) => marshall(row, { removeUndefinedValues: true }) as unknown as JsonObject;
