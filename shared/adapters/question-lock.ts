import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { CasesTable } from './cases-table.ts';
import { documents, type TransactItem } from './document-client.ts';

/** The question of an order: which case has it, and how often another has stood in its queue so far. */
export interface HeldQuestion {
  readonly caseId: string;
  readonly queued: number;
}

/** A case with its place in the queue. */
interface Turn {
  readonly record: CaseRecord;
  readonly rank: number;
}

/**
 * One open question per order. The item `QUESTION` names the case that asks; the others stand in a queue by rank, and
 * whoever is done hands the question to the first of them in the transaction that ends its own asking.
 */
export function questionLock(cases: CasesTable) {
  const { tableName } = cases;
  const key = (pk: string) => ({ pk, sk: caseKeys.question });

  /** The question of a case that is no more goes to another. */
  const inPlaceOf = (held: Record<string, unknown>, { pk, caseId }: CaseRecord, at: Date): TransactItem => ({
    Update: {
      TableName: tableName,
      Key: key(pk),
      UpdateExpression: 'SET caseId = :to, expiresAt = :expiry',
      ConditionExpression: 'caseId = :from',
      ExpressionAttributeValues: { ':to': caseId, ':from': held.caseId, ':expiry': expiryOf(at) },
    },
  });

  async function firstInQueue(pk: string): Promise<Record<string, unknown> | undefined> {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :queue)',
        ExpressionAttributeValues: { ':pk': pk, ':queue': caseKeys.queue },
        ConsistentRead: true,
        Limit: 1,
      }),
    );
    return Items[0];
  }

  return {
    async held(orderId: string): Promise<HeldQuestion | undefined> {
      return (await cases.get(caseKeys.order(orderId), caseKeys.question)) as HeldQuestion | undefined;
    },

    async holder(orderId: string): Promise<string | undefined> {
      return (await this.held(orderId))?.caseId;
    },

    /** What else a case writes while it has the question is written only if it has. */
    keepItem: ({ pk, caseId }: CaseRecord): TransactItem => ({
      ConditionCheck: {
        TableName: tableName,
        Key: key(pk),
        ConditionExpression: 'caseId = :own',
        ExpressionAttributeValues: { ':own': caseId },
      },
    }),

    /** Takes the question; refused while another case has it. */
    takeItem: (record: CaseRecord, at: Date): TransactItem => ({
      Update: {
        TableName: tableName,
        Key: key(record.pk),
        UpdateExpression:
          'SET entity = :entity, caseId = :caseId, orderId = :orderId, expiresAt = :expiry ADD queued :none',
        ConditionExpression: 'attribute_not_exists(pk) OR caseId = :caseId',
        ExpressionAttributeValues: {
          ':entity': 'question',
          ':caseId': record.caseId,
          ':orderId': record.orderId,
          ':expiry': expiryOf(at),
          ':none': 0,
        },
      },
    }),

    /** Stands in the queue while another case asks; refused when there is nobody to wait for any more. */
    queueItems: (record: CaseRecord, rank: number, at: Date): TransactItem[] => [
      {
        Update: {
          TableName: tableName,
          Key: key(record.pk),
          UpdateExpression: 'ADD queued :one',
          ConditionExpression: 'attribute_exists(pk) AND caseId <> :caseId',
          ExpressionAttributeValues: { ':one': 1, ':caseId': record.caseId },
        },
      },
      cases.putItem({
        pk: record.pk,
        sk: caseKeys.queued(rank, record.openedAt, record.caseId),
        entity: 'queued',
        caseId: record.caseId,
        orderId: record.orderId,
        expiresAt: expiryOf(at),
      }),
    ],

    /** The question goes from the case that has it to another; that one stands in the queue until this is done. */
    yieldItems: (from: Turn, to: Turn, at: Date): TransactItem[] => [
      {
        Update: {
          TableName: tableName,
          Key: key(to.record.pk),
          UpdateExpression: 'SET caseId = :to, expiresAt = :expiry ADD queued :one',
          ConditionExpression: 'caseId = :from',
          ExpressionAttributeValues: {
            ':to': to.record.caseId,
            ':from': from.record.caseId,
            ':expiry': expiryOf(at),
            ':one': 1,
          },
        },
      },
      {
        Delete: {
          TableName: tableName,
          Key: { pk: to.record.pk, sk: caseKeys.queued(to.rank, to.record.openedAt, to.record.caseId) },
        },
      },
      cases.putItem({
        pk: from.record.pk,
        sk: caseKeys.queued(from.rank, from.record.openedAt, from.record.caseId),
        entity: 'queued',
        caseId: from.record.caseId,
        orderId: from.record.orderId,
        expiresAt: expiryOf(at),
      }),
    ],

    /** Takes the question from cases that are no more, and their places in the queue: whoever is left has it alone. */
    async keepFor(record: CaseRecord, gone: ReadonlySet<string>, at: Date): Promise<TransactItem[]> {
      const held = await cases.get(record.pk, caseKeys.question);
      if (!held) return [];
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :queue)',
          ExpressionAttributeValues: { ':pk': record.pk, ':queue': caseKeys.queue },
          ConsistentRead: true,
        }),
      );
      const left = Items.filter(({ caseId }) => gone.has(String(caseId)) || caseId === record.caseId);
      return [
        ...(gone.has(String(held.caseId)) ? [inPlaceOf(held, record, at)] : []),
        ...left.map(({ pk, sk }) => ({ Delete: { TableName: tableName, Key: { pk, sk } } })),
      ];
    },

    /** The writes by which a case gives the question up: to the first in the queue, or altogether. */
    async handOver(record: CaseRecord, held: HeldQuestion | undefined): Promise<TransactItem[]> {
      if (held?.caseId !== record.caseId) return [];
      const next = held.queued > 0 ? await firstInQueue(record.pk) : undefined;
      const unchanged = { ':own': record.caseId, ':queued': held.queued };
      if (!next) {
        return [
          {
            Delete: {
              TableName: tableName,
              Key: key(record.pk),
              ConditionExpression: 'caseId = :own AND queued = :queued',
              ExpressionAttributeValues: unchanged,
            },
          },
        ];
      }
      return [
        {
          Update: {
            TableName: tableName,
            Key: key(record.pk),
            UpdateExpression: 'SET caseId = :next',
            ConditionExpression: 'caseId = :own AND queued = :queued',
            ExpressionAttributeValues: { ...unchanged, ':next': next.caseId },
          },
        },
        { Delete: { TableName: tableName, Key: { pk: next.pk, sk: next.sk } } },
      ];
    },
  };
}

export type QuestionLock = ReturnType<typeof questionLock>;
