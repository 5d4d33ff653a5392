import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { assertMove, type CaseState, type Decision, decision, isClosed } from '#shared/domain/case.ts';
import { type CaseRecord, caseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, dueShardOf } from '#shared/domain/identity.ts';
import { type Refund, refund } from '#shared/domain/refund.ts';
import { documents, isRefused, type TransactItem, transact } from './document-client.ts';

/** Something that must leave the system because of a change, written with the change and delivered by publish-outbox. */
export type Outgoing =
  | { readonly kind: 'event'; readonly detailType: string; readonly detail: Record<string, unknown> }
  | {
      readonly kind: 'alert';
      readonly severity: 'critical' | 'warning';
      readonly subject: string;
      readonly text: string;
    };

/** One move of a case: what changes on its record, what the audit says, what goes out. */
export interface CaseMove {
  readonly to: CaseState;
  readonly at: Date;
  readonly by: string;
  readonly because: string;
  readonly changes?: Partial<CaseRecord>;
  readonly outgoing?: readonly Outgoing[];
}

/** The Cases table: every key and every conditional write on a case is made here. */
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
      },
      absent,
    );

  /** An outbox item's id is its place in the audit trail, so that a repeated move writes the same item. */
  const outbox = (record: CaseRecord, n: number, at: Date, outgoing: readonly Outgoing[] = []): TransactItem[] =>
    outgoing.map((item, i) => {
      const id = `${n}-${i}`;
      return put({
        pk: record.pk,
        sk: caseKeys.outbox(record.caseId, id),
        entity: 'outbox',
        id: `${record.caseId}/${id}`,
        caseId: record.caseId,
        orderId: record.orderId,
        type: record.type,
        at: at.toISOString(),
        dueShard: dueShardOf(`${record.caseId}/${id}`),
        dueAt: new Date(at.getTime() + 120_000).toISOString(),
        ...item,
      });
    });

  return {
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

    /** The writes of one move along the case's table, to be joined with others in one transaction. */
    moveItems(record: CaseRecord, move: CaseMove): TransactItem[] {
      assertMove(record.caseId, record.state, move.to);
      const n = record.auditSequence + 1;
      const { dueAt, dueShard, ...kept } = { ...record, ...move.changes };
      const closed = isClosed(move.to);
      const after = {
        ...kept,
        state: move.to,
        version: record.version + 1,
        auditSequence: n,
        ...(closed ? { closedAt: move.at.toISOString() } : { dueAt, dueShard: dueShard ?? dueShardOf(record.caseId) }),
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
      const { pk, sk, entity, ...fields } = item;
      return decision.parse(fields);
    },

    /** The decision as one write that wins only when nothing was decided. */
    decisionItem: (made: Decision): TransactItem =>
      put(
        {
          ...made,
          pk: caseKeys.order(made.orderId),
          sk: caseKeys.decision(made.caseId),
          entity: 'decision',
        },
        absent,
      ),

    /** Turns a provisional answer final if it is still the same answer. */
    finalItem: (made: Decision): TransactItem => ({
      Update: {
        TableName: tableName,
        Key: { pk: caseKeys.order(made.orderId), sk: caseKeys.decision(made.caseId) },
        UpdateExpression: 'SET phase = :final',
        ConditionExpression: 'answerId = :answerId AND phase = :provisional',
        ExpressionAttributeValues: { ':final': 'final', ':provisional': 'provisional', ':answerId': made.answerId },
      },
    }),

    /** Puts the decision if the case has none; false = another answer was first. */
    async decide(made: Decision): Promise<boolean> {
      return (await transact([this.decisionItem(made)])).written;
    },

    /** Takes a provisional answer back before `until`; false = it was final, or another one. */
    takeBackItem: (made: Decision): TransactItem => ({
      Delete: {
        TableName: tableName,
        Key: { pk: caseKeys.order(made.orderId), sk: caseKeys.decision(made.caseId) },
        ConditionExpression: 'answerId = :answerId AND phase = :provisional',
        ExpressionAttributeValues: { ':answerId': made.answerId, ':provisional': 'provisional' },
      },
    }),

    /** The token of the state that waits now; the next round replaces it. */
    waitItem: (record: CaseRecord, token: string, round: number): TransactItem =>
      put({
        pk: record.pk,
        sk: caseKeys.wait(record.caseId),
        entity: 'wait',
        caseId: record.caseId,
        orderId: record.orderId,
        token,
        round,
      }),

    async waitOf(orderId: string, caseId: string): Promise<{ token: string; round: number } | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.wait(caseId));
      return item && { token: item.token as string, round: item.round as number };
    },

    /** One open question per order: held by the case that asks, refused to any other. */
    questionItem: (record: CaseRecord): TransactItem => ({
      Put: {
        TableName: tableName,
        Item: { pk: record.pk, sk: caseKeys.question, entity: 'question', caseId: record.caseId },
        ConditionExpression: 'attribute_not_exists(pk) OR caseId = :caseId',
        ExpressionAttributeValues: { ':caseId': record.caseId },
      },
    }),

    releaseQuestionItem: (record: CaseRecord): TransactItem => ({
      Delete: {
        TableName: tableName,
        Key: { pk: record.pk, sk: caseKeys.question },
        ConditionExpression: 'attribute_not_exists(pk) OR caseId = :caseId',
        ExpressionAttributeValues: { ':caseId': record.caseId },
      },
    }),

    async refund(orderId: string, caseId: string, refundId: string): Promise<Refund | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.refund(caseId, refundId));
      return item && refund.parse(item);
    },

    /** Moves a refund along if it still is where it was read; a refund at its end leaves the due index. */
    refundItem: (row: Refund, changes: Partial<Refund>): TransactItem => {
      const { dueAt, dueShard, ...after } = { ...row, ...changes };
      const ended = after.state === 'settled' || after.state === 'failed';
      return {
        Put: {
          TableName: tableName,
          Item: ended ? after : { ...after, dueAt, dueShard },
          ConditionExpression: '#state = :read AND watched = :watched',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':read': row.state, ':watched': row.watched },
        },
      };
    },

    /** Whether a refund of the case has been requested and has not come to its end. */
    async hasOpenRefund(orderId: string, caseId: string, besides = ''): Promise<boolean> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :refunds)',
          ExpressionAttributeValues: { ':pk': caseKeys.order(orderId), ':refunds': caseKeys.refund(caseId, '') },
          ConsistentRead: true,
        }),
      );
      return Items.some(
        ({ state, refundId }) => refundId !== besides && (state === 'requested' || state === 'accepted'),
      );
    },

    async put(item: Record<string, unknown>): Promise<void> {
      await documents.send(new PutCommand({ TableName: tableName, Item: item }));
    },

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
  };
}

export type CasesTable = ReturnType<typeof casesTable>;
