import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { assertMove, type CaseState, type Decision, decision, isClosed, type Wait, wait } from '#shared/domain/case.ts';
import { type CaseRecord, caseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, dueShardOf, expiryOf } from '#shared/domain/identity.ts';
import { isOutstanding, type Refund, refund } from '#shared/domain/refund.ts';
import { documents, isRefused, type TransactItem, transact } from './document-client.ts';
import { type Outgoing, outboxWrites } from './outbox-item.ts';

export type { Outgoing };

/** One move of a case: what changes on its record, what the audit says, what goes out. */
export interface CaseMove {
  readonly to: CaseState;
  readonly at: Date;
  readonly by: string;
  readonly because: string;
  /** A field that is `undefined` here is taken off the record. */
  readonly changes?: { readonly [Field in keyof CaseRecord]?: CaseRecord[Field] | undefined };
  readonly outgoing?: readonly Outgoing[];
}

/** A wake-up counts as lost after this long, and the sweep makes it again. */
const deliveryGraceSeconds = 120;
const undeliveredAfter = (id: string, from: Date) => ({
  dueShard: dueShardOf(id),
  dueAt: new Date(from.getTime() + deliveryGraceSeconds * 1000).toISOString(),
});

/** The Cases table: every conditional write on a case, its decision and its wait is made here. */
export function casesTable(tableName: string) {
  const get = async (pk: string, sk: string) =>
    (await documents.send(new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }))).Item;
  const absent = 'attribute_not_exists(pk)';
  const put = (item: Record<string, unknown>, condition?: string): TransactItem => ({
    Put: { TableName: tableName, Item: item, ...(condition && { ConditionExpression: condition }) },
  });

  const audit = (record: CaseRecord, n: number, { at, by, because, to }: CaseMove): TransactItem =>
    put(
      {
        pk: record.pk,
        sk: caseKeys.audit(record.caseId, n),
        entity: 'audit',
        n,
        at: at.toISOString(),
        by,
        because,
        to,
        expiresAt: expiryOf(at),
      },
      absent,
    );

  /** An outbox item's id is its place in the audit trail, so that a repeated move writes the same item. */
  const outbox = ({ pk, caseId, orderId, type }: CaseRecord, n: number, at: Date, outgoing: readonly Outgoing[] = []) =>
    outboxWrites(
      tableName,
      {
        pk,
        sk: (i) => caseKeys.outbox(caseId, `${n}-${i}`),
        id: (i) => `${caseId}/${n}-${i}`,
        type,
        caseId,
        orderId,
      },
      at,
      outgoing,
    );

  return {
    tableName,

    /** The transaction that opens a case: row with report 1, audit entry 1, what goes out. False = it was open before. */
    async open(record: CaseRecord, outgoing: readonly Outgoing[]): Promise<boolean> {
      const at = new Date(record.openedAt);
      const move: CaseMove = { to: record.state, at, by: 'detector', because: record.causeCode };
      const outcome = await transact([put(record, absent), audit(record, 1, move), ...outbox(record, 1, at, outgoing)]);
      return outcome.written;
    },

    async read(orderId: string, caseId: string): Promise<CaseRecord | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.case(caseId));
      return item && caseRecord.parse(item);
    },

    async markStarted(record: CaseRecord, at: Date): Promise<void> {
      await documents
        .send(
          new UpdateCommand({
            TableName: tableName,
            Key: { pk: record.pk, sk: record.sk },
            UpdateExpression: 'SET startedAt = :at',
            ConditionExpression: 'attribute_not_exists(startedAt)',
            ExpressionAttributeValues: { ':at': at.toISOString() },
          }),
        )
        .catch((error: unknown) => {
          if (!isRefused(error)) throw error;
        });
    },

    /** The writes of one move along the case's table, to be joined with others in one transaction. @throws MoveNotAllowed */
    moveItems(record: CaseRecord, move: CaseMove): TransactItem[] {
      assertMove(record.caseId, record.state, move.to);
      const n = record.auditSequence + 1;
      const { dueAt, dueShard, ...kept } = { ...record, ...move.changes };
      const after = {
        ...kept,
        state: move.to,
        version: record.version + 1,
        auditSequence: n,
        expiresAt: expiryOf(move.at),
        ...(isClosed(move.to)
          ? { closedAt: move.at.toISOString() }
          : { dueAt, dueShard: dueShard ?? dueShardOf(record.caseId) }),
      };
      return [
        {
          Put: {
            TableName: tableName,
            Item: after,
            ConditionExpression: '#version = :read',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':read': record.version },
          },
        },
        audit(record, n, move),
        ...outbox(record, n, move.at, move.outgoing),
      ];
    },

    async decisionOf(orderId: string, caseId: string): Promise<Decision | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.decision(caseId));
      if (!item) return undefined;
      const { pk, sk, entity, expiresAt, dueShard, dueAt, ...fields } = item;
      return decision.parse(fields);
    },

    /**
     * The decision as one write that wins only when nothing was decided; `replacing` names a provisional answer that
     * staff or a cancellation may take the place of.
     */
    decisionItem: (made: Decision, replacing?: Decision): TransactItem => ({
      Put: {
        TableName: tableName,
        Item: {
          ...made,
          pk: caseKeys.order(made.orderId),
          sk: caseKeys.decision(made.caseId),
          entity: 'decision',
          expiresAt: expiryOf(new Date(made.decidedAt)),
          ...undeliveredAfter(`${made.caseId}/decision`, new Date(made.until)),
        },
        ...(replacing
          ? {
              ConditionExpression: 'answerId = :replaced AND phase = :provisional',
              ExpressionAttributeValues: { ':replaced': replacing.answerId, ':provisional': 'provisional' },
            }
          : { ConditionExpression: absent }),
      },
    }),

    /** Turns a provisional answer final if it is still the same answer. */
    finalItem: (made: Decision): TransactItem => ({
      Update: {
        TableName: tableName,
        Key: { pk: caseKeys.order(made.orderId), sk: caseKeys.decision(made.caseId) },
        UpdateExpression: 'SET phase = :final REMOVE dueShard, dueAt',
        ConditionExpression: 'answerId = :answerId AND phase = :provisional',
        ExpressionAttributeValues: { ':final': 'final', ':provisional': 'provisional', ':answerId': made.answerId },
      },
    }),

    /** Puts the decision if the case has none; false = another answer was first. */
    async decide(made: Decision): Promise<boolean> {
      return (await transact([this.decisionItem(made)])).written;
    },

    /** Takes a provisional answer back before `until`; refused = it was final, or another one. */
    takeBackItem: (made: Decision): TransactItem => ({
      Delete: {
        TableName: tableName,
        Key: { pk: caseKeys.order(made.orderId), sk: caseKeys.decision(made.caseId) },
        ConditionExpression: 'answerId = :answerId AND phase = :provisional',
        ExpressionAttributeValues: { ':answerId': made.answerId, ':provisional': 'provisional' },
      },
    }),

    /** The token of the state that waits now; the next wait replaces it. */
    waitItem: (record: CaseRecord, waiting: Omit<Wait, 'caseId' | 'orderId'>, at: Date): TransactItem =>
      put({
        pk: record.pk,
        sk: caseKeys.wait(record.caseId),
        entity: 'wait',
        caseId: record.caseId,
        orderId: record.orderId,
        expiresAt: expiryOf(at),
        ...waiting,
      }),

    async waitOf(orderId: string, caseId: string): Promise<Wait | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.wait(caseId));
      return item && wait.parse(item);
    },

    /** Lets one step of a case through: staff approved it, or the incident around it is over. */
    releaseItem: ({ pk, caseId, orderId }: CaseRecord, step: string, by: string, at: Date): TransactItem =>
      put({
        pk,
        sk: caseKeys.release(caseId, step),
        entity: 'release',
        caseId,
        orderId,
        step,
        by,
        at: at.toISOString(),
        expiresAt: expiryOf(at),
        ...undeliveredAfter(`${caseId}/${step}`, at),
      }),

    /** A step that was let through and could not be taken waits to be let through again. */
    withdrawItem: ({ pk, caseId }: CaseRecord, step: string): TransactItem => ({
      Delete: { TableName: tableName, Key: { pk, sk: caseKeys.release(caseId, step) } },
    }),

    async isReleased(orderId: string, caseId: string, step: string): Promise<boolean> {
      return Boolean(await get(caseKeys.order(orderId), caseKeys.release(caseId, step)));
    },

    /** The intent to send the n-th message of a case, put once; a repeated step finds it. */
    messageItem: ({ pk, caseId }: CaseRecord, n: number, kind: string, at: Date): TransactItem =>
      put({
        pk,
        sk: caseKeys.message(caseId, n),
        entity: 'message',
        n,
        kind,
        at: at.toISOString(),
        expiresAt: expiryOf(at),
      }),

    async messageSent(orderId: string, caseId: string, n: number): Promise<boolean> {
      return Boolean((await get(caseKeys.order(orderId), caseKeys.message(caseId, n)))?.sentAt);
    },

    async markSent(orderId: string, caseId: string, n: number, at: Date): Promise<void> {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: caseKeys.order(orderId), sk: caseKeys.message(caseId, n) },
          UpdateExpression: 'SET sentAt = :at',
          ExpressionAttributeValues: { ':at': at.toISOString() },
        }),
      );
    },

    async refund(orderId: string, caseId: string, refundId: string): Promise<Refund | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.refund(caseId, refundId));
      return item && refund.parse(item);
    },

    /** Moves a refund along if it is the version that was read; what nobody watches leaves the due index. */
    refundItem: (
      row: Refund,
      changes: { readonly [Field in keyof Refund]?: Refund[Field] | undefined },
    ): TransactItem => {
      const { dueAt, dueShard, ...after } = { ...row, ...changes, version: row.version + 1 };
      const watched = dueAt !== undefined && after.state !== 'failed' && isOutstanding(after as Refund);
      return {
        Put: {
          TableName: tableName,
          Item: watched ? { ...after, dueAt, dueShard: dueShard ?? dueShardOf(row.refundId) } : after,
          ConditionExpression: '#version = :read',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':read': row.version },
        },
      };
    },

    /** Every refund that a case has requested. */
    async refundsOf(orderId: string, caseId: string): Promise<Refund[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :refunds)',
          ExpressionAttributeValues: { ':pk': caseKeys.order(orderId), ':refunds': caseKeys.refund(caseId, '') },
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => refund.parse(item));
    },

    async put(item: Record<string, unknown>): Promise<void> {
      await documents.send(new PutCommand({ TableName: tableName, Item: item }));
    },

    get,
    putItem: put,

    /** An outbox item that has left: it no longer is open work. */
    async markPublished(pk: string, sk: string, at: Date): Promise<void> {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk, sk },
          UpdateExpression: 'SET publishedAt = :at REMOVE dueShard, dueAt',
          ExpressionAttributeValues: { ':at': at.toISOString() },
        }),
      );
    },

    /** An outbox item that will never leave: it stays to be read and no longer is open work. */
    notPublishedItem: (pk: string, sk: string, at: Date): TransactItem => ({
      Update: {
        TableName: tableName,
        Key: { pk, sk },
        UpdateExpression: 'SET setAsideAt = :at REMOVE dueShard, dueAt',
        ExpressionAttributeValues: { ':at': at.toISOString() },
      },
    }),

    /** Open work that is due, oldest first, one page of one shard. */
    async due(shard: string, at: Date): Promise<Record<string, unknown>[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'due',
          KeyConditionExpression: 'dueShard = :shard AND dueAt <= :at',
          ExpressionAttributeValues: { ':shard': shard, ':at': at.toISOString() },
          Limit: 100,
        }),
      );
      return Items;
    },

    /** Delivered, or nothing to deliver any more: it no longer is open work. */
    async noLongerDue(pk: string, sk: string): Promise<void> {
      await documents
        .send(
          new UpdateCommand({
            TableName: tableName,
            Key: { pk, sk },
            UpdateExpression: 'REMOVE dueShard, dueAt',
            ConditionExpression: 'attribute_exists(pk)',
          }),
        )
        .catch((error: unknown) => {
          if (!isRefused(error)) throw error;
        });
    },

    /** Looked at: it comes up again later, so that what cannot be helped now does not stand before the rest. */
    async lookAgainAt(pk: string, sk: string, seen: string, next: Date): Promise<void> {
      await documents
        .send(
          new UpdateCommand({
            TableName: tableName,
            Key: { pk, sk },
            UpdateExpression: 'SET dueAt = :next',
            ConditionExpression: 'dueAt = :seen',
            ExpressionAttributeValues: { ':next': next.toISOString(), ':seen': seen },
          }),
        )
        .catch((error: unknown) => {
          if (!isRefused(error)) throw error;
        });
    },
  };
}

export type CasesTable = ReturnType<typeof casesTable>;
