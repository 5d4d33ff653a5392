import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type AuditEntry, auditEntry } from '#shared/domain/audit.ts';
import { type Decision, decision, wait } from '#shared/domain/case.ts';
import { type CaseRecord, parseCase } from '#shared/domain/case-record.ts';
import { caseKeys, dueShards } from '#shared/domain/identity.ts';
import { type LateReply, lateReplies } from '#shared/domain/late-reply.ts';
import { instant } from '#shared/domain/primitives.ts';
import { type Refund, refund } from '#shared/domain/refund.ts';
import { type GivenSatisfaction, givenSatisfaction } from '#shared/domain/satisfaction.ts';
import { casesIndexes } from '#shared/resources.ts';
import { documents } from './document-client.ts';
import { readItem } from './item-reads.ts';

const release = z.object({ step: z.string(), by: z.string(), at: instant });
const message = z.object({ n: z.int(), kind: z.string(), at: instant, sentAt: instant.optional() });
const letter = z.object({
  to: z.string(),
  code: z.string(),
  at: instant,
  sentAt: instant.optional(),
  returned: z.string().optional(),
});
const waiting = wait.omit({ token: true });
/** The decision without the attributes of its place in the table. */
const decided = z.object(decision.shape);
const quarantined = z.object({ at: instant, keys: z.string(), code: z.string(), field: z.string() });

export type Release = z.infer<typeof release>;
export type Message = z.infer<typeof message>;
export type Letter = z.infer<typeof letter>;
export type Quarantined = z.infer<typeof quarantined> & { readonly source: string };

/** Everything that is kept of one case, without the token by which its run waits. */
export interface CaseFile {
  readonly record: CaseRecord;
  readonly decision: Decision | undefined;
  readonly waiting: z.infer<typeof waiting> | undefined;
  readonly releases: readonly Release[];
  readonly messages: readonly Message[];
  /** What was written to others than the customer, oldest first. */
  readonly letters: readonly Letter[];
  readonly refunds: readonly Refund[];
  /** What its customer said of how it was handled. */
  readonly satisfaction: GivenSatisfaction | undefined;
  /** What they answered when it had been decided without them. */
  readonly late: readonly LateReply[];
  readonly audit: readonly AuditEntry[];
}

type Row = Readonly<Record<string, unknown>>;

/** Reads of the Cases table for a person who looks: whole cases, lists of them, and what was set aside. */
export function caseFiles(tableName: string) {
  async function* rows(input: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Row> {
    let from: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await documents.send(
        new QueryCommand({ ...input, TableName: tableName, ...(from && { ExclusiveStartKey: from }) }),
      );
      yield* page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from);
  }

  const under = (orderId: string, prefix: string) =>
    rows({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': caseKeys.order(orderId), ':prefix': prefix },
      ConsistentRead: true,
    });

  async function* indexed(IndexName: string, key: string, value: string): AsyncGenerator<CaseRecord> {
    const found = rows({
      IndexName,
      KeyConditionExpression: '#key = :value',
      FilterExpression: 'entity = :case',
      ExpressionAttributeNames: { '#key': key },
      ExpressionAttributeValues: { ':value': value, ':case': 'case' },
    });
    for await (const row of found) yield parseCase(row);
  }

  return {
    /** Every case that an order has had, newest first. */
    async ofOrder(orderId: string): Promise<CaseRecord[]> {
      const found: CaseRecord[] = [];
      for await (const row of under(orderId, caseKeys.case(''))) {
        if (row.entity === 'case') found.push(parseCase(row));
      }
      return found.sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
    },

    async read(orderId: string, caseId: string): Promise<CaseFile | undefined> {
      const of: Record<string, Row[]> = {};
      for await (const row of under(orderId, caseKeys.case(caseId))) {
        const kind = String(row.entity);
        of[kind] = [...(of[kind] ?? []), row];
      }
      const [record] = of.case ?? [];
      if (!record) return undefined;
      const [made] = of.decision ?? [];
      const [held] = of.wait ?? [];
      const [said] = of.satisfaction ?? [];
      const [late] = of['late-reply'] ?? [];
      return {
        record: parseCase(record),
        decision: made && decided.parse(made),
        waiting: held && waiting.parse(held),
        releases: (of.release ?? []).map((row) => release.parse(row)),
        messages: (of.message ?? []).map((row) => message.parse(row)).sort((a, b) => a.n - b.n),
        letters: (of.letter ?? []).map((row) => letter.parse(row)).sort((a, b) => (a.at < b.at ? -1 : 1)),
        satisfaction: said && givenSatisfaction.parse(said),
        late: late ? lateReplies.parse(late).replies : [],
        refunds: (of.refund ?? []).map((row) => refund.parse(row)),
        audit: (of.audit ?? []).map((row) => auditEntry.parse(row)),
      };
    },

    /** Open cases, oldest due first: the first `limit` that are `wanted`, and whether there are more. */
    open: (wanted: (record: CaseRecord) => boolean, limit: number) =>
      firstOf(
        Array.from({ length: dueShards }, (_, shard) => indexed(casesIndexes.due, 'dueShard', `due#${shard}`)),
        wanted,
        { limit, by: ({ dueAt }) => dueAt ?? '' },
      ),

    /** Cases of the types, open or closed, that were opened in a month (`yyyy-mm`), oldest first. */
    opened: (types: readonly string[], month: string, wanted: (record: CaseRecord) => boolean, limit: number) =>
      firstOf(
        types.flatMap((type) =>
          Array.from({ length: dueShards }, (_, shard) =>
            indexed(casesIndexes.opened, 'openedShard', `${type}#${month}#${shard}`),
          ),
        ),
        wanted,
        { limit, by: ({ openedAt }) => openedAt },
      ),

    /** What could not be worked and was set aside, newest first. */
    async quarantined(sources: readonly string[]): Promise<Quarantined[]> {
      const found: Quarantined[] = [];
      for (const source of sources) {
        const aside = rows({
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: 'entity = :quarantine',
          ExpressionAttributeValues: { ':pk': `QUARANTINE#${source}`, ':quarantine': 'quarantine' },
        });
        for await (const row of aside) found.push({ source, ...quarantined.parse(row) });
      }
      return found.sort((a, b) => (a.at < b.at ? 1 : -1));
    },
  };
}

export type CaseFiles = ReturnType<typeof caseFiles>;

/** The first of several sorted lists, merged; no list is read further than it has to be. */
async function firstOf(
  lists: readonly AsyncGenerator<CaseRecord>[],
  wanted: (record: CaseRecord) => boolean,
  { limit, by }: { limit: number; by: (record: CaseRecord) => string },
): Promise<{ records: CaseRecord[]; more: boolean }> {
  const heads = await Promise.all(
    lists.map(async (list) => {
      const found: CaseRecord[] = [];
      for await (const record of list) {
        if (wanted(record)) found.push(record);
        if (found.length > limit) break;
      }
      return found;
    }),
  );
  const merged = heads.flat().sort((a, b) => (by(a) < by(b) ? -1 : 1));
  return { records: merged.slice(0, limit), more: merged.length > limit };
}

/** The numbers that customers and shops know orders by. */
export async function orderNumbers(ordersTable: string, orderIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await Promise.all(orderIds.map((orderId) => readItem(ordersTable, { orderId })));
  return new Map(rows.flatMap((row) => (row ? [[String(row.orderId), String(row.orderNumber)] as const] : [])));
}
