import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { caseKeys, dueShardOf, expiryOf } from '#shared/domain/identity.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { instant } from '#shared/domain/primitives.ts';
import type { CasesTable } from './cases-table.ts';
import { documents, isRefused, transact } from './document-client.ts';
import { incidentCustomers } from './incident-customers.ts';
import { type CaseOf, casesIn, caseText } from './outage-tally.ts';
import { outboxWrites } from './outbox-item.ts';

export const incident = z.object({
  incidentId: z.string(),
  type: z.string(),
  /** The one thing that it is an incident of; absent = the whole type. */
  behind: z.string().optional(),
  state: z.enum(['open', 'released']),
  openedAt: instant,
  releasedAt: instant.optional(),
  cases: z.int(),
  causes: z.int(),
});
export type Incident = z.infer<typeof incident>;

/** What opened inside a window: how many cases, and by how many different causes. */
export interface Opened {
  readonly cases: number;
  readonly causes: number;
}

const link = z.object({
  kind: z.enum(['case', 'sku']),
  caseId: z.string().optional(),
  orderId: z.string().optional(),
  sku: z.string().optional(),
  locationId: z.string().optional(),
});
export type IncidentLink = z.infer<typeof link>;

/** One cause behind many cases: what opened per minute and type, the open incident of a type, and what hangs on it. */
export function incidents(cases: CasesTable) {
  const { tableName } = cases;
  const people = incidentCustomers(cases);
  const minute = (at: Date) => at.toISOString().slice(0, 16);
  const about = ({ incidentId, type }: Incident, event: string) => ({
    pk: caseKeys.incident(incidentId),
    sk: (n: string) => `OUT#${event}#${n}`,
    id: (n: string) => `${incidentId}/${event}/${n}`,
    type,
  });

  return {
    /** Counts what has opened in this minute (`of`), or would have. */
    async count(type: string, causes: readonly string[], at: Date, of?: CaseOf): Promise<void> {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: caseKeys.brake(type), sk: minute(at) },
          UpdateExpression: `SET expiresAt = :expiry ADD opened :opened, causes :causes${of ? ', openedCases :cases' : ''}`,
          ExpressionAttributeValues: {
            ':opened': of ? 1 : 0,
            ...(of && { ':cases': new Set([caseText(of)]) }),
            ':causes': new Set(causes),
            ':expiry': Math.floor(at.getTime() / 1000) + 86_400,
          },
        }),
      );
    },

    async openedWithin(type: string, from: Date, to: Date): Promise<Opened & { readonly opened: CaseOf[] }> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': caseKeys.brake(type), ':from': minute(from), ':to': minute(to) },
          ConsistentRead: true,
        }),
      );
      const causes = new Set(Items.flatMap((item) => [...((item.causes as Set<string> | undefined) ?? [])]));
      return {
        cases: Items.reduce((sum, { opened }) => sum + Number(opened ?? 0), 0),
        causes: causes.size,
        opened: casesIn(Items),
      };
    },

    /** The incident that holds a question back: of the whole type, or of what stands behind its case; or nothing. */
    async openOf(type: string, behind: readonly string[] = []): Promise<string | undefined> {
      const pointers = await Promise.all(
        [undefined, ...behind].map((each) => cases.get(caseKeys.incidents, caseKeys.openIncident(type, each))),
      );
      return pointers.find((pointer) => pointer)?.incidentId as string | undefined;
    },

    /** The incident of what stands behind a case, whatever its whole type is in. */
    async openBehind(type: string, behind: string): Promise<string | undefined> {
      const pointer = await cases.get(caseKeys.incidents, caseKeys.openIncident(type, behind));
      return pointer?.incidentId as string | undefined;
    },

    /** When staff last let the questions of a type go: what opened before no longer counts. */
    async releasedAt(type: string, behind?: string): Promise<string | undefined> {
      return (await cases.get(caseKeys.incidents, caseKeys.releasedIncident(type, behind)))?.at as string | undefined;
    },

    async read(incidentId: string): Promise<Incident | undefined> {
      const item = await cases.get(caseKeys.incidents, incidentId);
      return item && incident.parse(item);
    },

    /** One case more belongs to it. @returns how many did before; nothing = it is there no more */
    async oneMore(incidentId: string): Promise<number | undefined> {
      const count = new UpdateCommand({
        TableName: tableName,
        Key: { pk: caseKeys.incidents, sk: incidentId },
        UpdateExpression: 'ADD cases :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      });
      try {
        const { Attributes } = await documents.send(count);
        return Number(Attributes?.cases) - 1;
      } catch (error) {
        if (!isRefused(error)) throw error;
        return undefined;
      }
    },

    async list(): Promise<Incident[]> {
      const items = await cases.under(caseKeys.incidents);
      return items.filter(({ entity }) => entity === 'incident').map((item) => incident.parse(item));
    },

    /** Opens an incident unless there is one of the same; false = there was. From `lookAt` on the sweep looks whether it is over. */
    async open(row: Incident, outgoing: readonly Outgoing[], lookAt?: Date): Promise<boolean> {
      const at = new Date(row.openedAt);
      const kept = { pk: caseKeys.incidents, expiresAt: expiryOf(at) };
      const pointer = {
        ...kept,
        sk: caseKeys.openIncident(row.type, row.behind),
        entity: 'open-incident',
        incidentId: row.incidentId,
      };
      const outcome = await transact([
        cases.putItem(pointer, 'attribute_not_exists(pk)'),
        cases.putItem({
          ...kept,
          sk: row.incidentId,
          entity: 'incident',
          ...row,
          ...(lookAt && { dueShard: dueShardOf(row.incidentId), dueAt: lookAt.toISOString() }),
        }),
        ...outboxWrites(tableName, about(row, 'opened'), at, outgoing),
      ]);
      return outcome.written;
    },

    /** What has to be taken up again when the incident is released. */
    async attach(incidentId: string, linked: IncidentLink, at: Date): Promise<void> {
      const sk = linked.kind === 'case' ? `CASE#${linked.caseId}` : caseKeys.demand(linked.sku!, linked.locationId!);
      await cases.put({ pk: caseKeys.incident(incidentId), sk, entity: 'linked', expiresAt: expiryOf(at), ...linked });
    },

    /** The case is a child of the incident from now on: it is taken up again with it, and found there by its customer. */
    async attachCase(incidentId: string, { orderId, caseId, customerId }: CaseOf, at: Date): Promise<void> {
      await this.attach(incidentId, { kind: 'case', orderId, caseId }, at);
      await people.note(incidentId, customerId, { orderId, caseId }, at);
    },

    async linked(incidentId: string, after?: string): Promise<{ links: IncidentLink[]; next: string | undefined }> {
      const pk = caseKeys.incident(incidentId);
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          Limit: 100,
          ...(after && { ExclusiveStartKey: { pk, sk: after } }),
        }),
      );
      const links = Items.filter(({ entity }) => entity === 'linked').map((item) => link.parse(item));
      return { links, next: LastEvaluatedKey?.sk as string | undefined };
    },

    /** Staff have looked: the pointer goes, the row says so, and its stream record sets what hangs on it going again. */
    async release(row: Incident, at: Date, outgoing: readonly Outgoing[]): Promise<boolean> {
      const released = { ...row, state: 'released' as const, releasedAt: at.toISOString() };
      const outcome = await transact([
        {
          Delete: {
            TableName: tableName,
            Key: { pk: caseKeys.incidents, sk: caseKeys.openIncident(row.type, row.behind) },
            ConditionExpression: 'incidentId = :id',
            ExpressionAttributeValues: { ':id': row.incidentId },
          },
        },
        cases.putItem({
          pk: caseKeys.incidents,
          sk: row.incidentId,
          entity: 'incident',
          expiresAt: expiryOf(at),
          ...released,
        }),
        cases.putItem({
          pk: caseKeys.incidents,
          sk: caseKeys.releasedIncident(row.type, row.behind),
          entity: 'released',
          at: at.toISOString(),
          expiresAt: expiryOf(at),
        }),
        ...outboxWrites(tableName, about(row, 'closed'), at, outgoing),
      ]);
      return outcome.written;
    },
  };
}

export type Incidents = ReturnType<typeof incidents>;
