import type { Random } from '#infra/local-runtime/random.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import type { Decision } from '#shared/domain/case.ts';
import { caseKeys, dueShardOf, expiryOf } from '#shared/domain/identity.ts';
import { logNormal } from '../chance.ts';
import type { Schedule } from '../schedule.ts';
import { fromItem, toItem } from '../shop/attributes.ts';
import type { Tables } from '../shop/tables.ts';

const hour = 3_600_000;
/** Staff look sooner or later around the median (standard deviation of the logarithm). */
const spread = 0.6;

interface StaffWorld {
  readonly tables: Tables;
  readonly schedule: Schedule;
  readonly random: Random;
  /** Median hours until they have looked at an incident. */
  readonly hours: number;
  /** Median hours until they have seen to a case. */
  readonly caseHours: number;
}

interface CaseIds {
  readonly caseId: string;
  readonly orderId: string;
}

/**
 * Staff look at an incident and let its questions go out. A case that needs them they see to outside of OrderMend, which
 * would need judgement here, and close it; one that is decided for good already, as when its refund has failed, stays open.
 */
export class Staff {
  readonly #world: StaffWorld;
  readonly #known = new Set<string>();
  /** How often each case has come to them. */
  readonly #calls = new Map<string, number>();
  opened = 0;
  released = 0;
  closed = 0;

  constructor(world: StaffWorld) {
    this.#world = world;
  }

  /** An IncidentOpened has come over the bus. */
  receive({ incidentId }: JsonObject): void {
    const id = String(incidentId);
    if (this.#known.has(id)) return;
    this.#known.add(id);
    this.opened++;
    const { schedule, random, hours } = this.#world;
    const after = logNormal(random.fork(`staff/${id}`), hours, spread) * hour;
    schedule.at(schedule.now() + after, () => this.#release(id));
  }

  /** A case has gone to them. */
  seeTo({ caseId, orderId }: CaseIds): void {
    const { schedule, random, caseHours } = this.#world;
    const call = (this.#calls.get(caseId) ?? 0) + 1;
    this.#calls.set(caseId, call);
    const after = logNormal(random.fork(`staff/${caseId}/${call}`), caseHours, spread) * hour;
    schedule.at(schedule.now() + after, () => this.#close({ caseId, orderId }));
  }

  /** What `npm run case -- decide CASE --close` writes. */
  async #close({ caseId, orderId }: CaseIds): Promise<void> {
    const { tables, schedule } = this.#world;
    const rows = (await tables.caseRows(orderId)).filter((row) => row.caseId === caseId);
    const has = (wanted: object) => rows.some((row) => Object.entries(wanted).every(([name, is]) => row[name] === is));
    if (!has({ entity: 'case', state: 'needs-staff' }) || has({ entity: 'decision', phase: 'final' })) return;
    const now = new Date(schedule.now());
    const at = now.toISOString();
    const keys = { pk: caseKeys.order(orderId), sk: caseKeys.decision(caseId), entity: 'decision' };
    const due = { dueShard: dueShardOf(`${caseId}/decision`), dueAt: at, expiresAt: expiryOf(now) };
    const answerId = `staff-${this.#calls.get(caseId)}`;
    const made: Decision = { caseId, orderId, answerId, phase: 'final', until: at, by: 'staff', decidedAt: at };
    await tables.put('Cases', { ...made, ...keys, ...due });
    this.closed++;
  }

  /** What `npm run case -- release INCIDENT` writes: the pointer goes, and the row says that it is released. */
  async #release(incidentId: string): Promise<void> {
    const { tables, schedule } = this.#world;
    const TableName = tables.nameOf('Cases');
    const key = { pk: caseKeys.incidents, sk: incidentId };
    const { Item } = await tables.call('GetItem', { TableName, Key: toItem(key), ConsistentRead: true });
    if (!Item) return;
    const row = fromItem(Item as JsonObject);
    const at = new Date(schedule.now()).toISOString();
    const { type, expiresAt } = row;
    const written = await tables.transact([
      {
        Delete: {
          TableName,
          Key: toItem({ pk: caseKeys.incidents, sk: caseKeys.openIncident(String(type)) }),
          ConditionExpression: 'incidentId = :id',
          ExpressionAttributeValues: { ':id': { S: incidentId } },
        },
      },
      { Put: { TableName, Item: toItem({ ...row, state: 'released', releasedAt: at }) } },
      {
        Put: {
          TableName,
          Item: toItem({ pk: caseKeys.incidents, sk: `RELEASED#${String(type)}`, entity: 'released', at, expiresAt }),
        },
      },
    ]);
    if (written) this.released++;
  }
}
