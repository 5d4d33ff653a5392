import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { changedFields } from '#shared/domain/audit.ts';
import { assertMove, type CaseState, isClosed } from '#shared/domain/case.ts';
import { type CaseRecord, caseRecord, parseCase } from '#shared/domain/case-record.ts';
import { caseKeys, dueShardOf, expiryOf } from '#shared/domain/identity.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { caseDecisions } from './case-decisions.ts';
import { absent, caseItems } from './case-items.ts';
import { caseLetters } from './case-letters.ts';
import { caseMessages } from './case-messages.ts';
import { caseRefunds } from './case-refunds.ts';
import { documents, isRefused, type TransactItem, transact } from './document-client.ts';
import { dueWork } from './due-work.ts';
import { outboxWrites } from './outbox-item.ts';

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

/** Where news takes a case that somebody else had, and what changes by it. */
export type Resumption = Pick<CaseMove, 'to' | 'changes' | 'outgoing'>;

const standing = caseRecord.pick({ state: true, newsSequence: true });

/** The Cases table: a case's row and its moves here, what hangs on a case in the modules beside this one. */
export function casesTable(tableName: string) {
  const items = caseItems(tableName);
  const { get, putItem: put } = items;

  const audit = (before: CaseRecord | undefined, after: CaseRecord, { at, by, because, to }: CaseMove): TransactItem =>
    put(
      {
        pk: after.pk,
        sk: caseKeys.audit(after.caseId, after.auditSequence),
        entity: 'audit',
        n: after.auditSequence,
        at: at.toISOString(),
        by,
        because,
        to,
        ...changedFields(before, after),
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
    ...items,
    ...caseDecisions(items),
    ...caseMessages(items),
    ...caseLetters(items),
    ...caseRefunds(items),
    ...dueWork(items),

    /** The transaction that opens a case: row with report 1, audit entry 1, what goes out. False = it was open before. */
    async open(record: CaseRecord, outgoing: readonly Outgoing[]): Promise<boolean> {
      const at = new Date(record.openedAt);
      const move: CaseMove = { to: record.state, at, by: 'detector', because: record.causeCode };
      const outcome = await transact([
        put(record, absent),
        audit(undefined, record, move),
        ...outbox(record, 1, at, outgoing),
      ]);
      return outcome.written;
    },

    async read(orderId: string, caseId: string): Promise<CaseRecord | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.case(caseId));
      return item && parseCase(item);
    },

    /** As much of a case as says whether its run has anything to look at. */
    async standingOf(orderId: string, caseId: string): Promise<z.infer<typeof standing> | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.case(caseId));
      return item && standing.parse(item);
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

    /** What is heard of a case while it waits: kept on its row, and its run is woken. */
    newsItems(
      record: CaseRecord,
      at: Date,
      because: string,
      news: CaseRecord['news'] = {},
      { to, changes, outgoing }: Resumption = { to: record.state },
    ): TransactItem[] {
      const heard = { ...changes, news: { ...record.news, ...news }, newsSequence: record.newsSequence + 1 };
      return [
        ...this.moveItems(record, { to, at, by: 'events', because, changes: heard, ...(outgoing && { outgoing }) }),
        this.heardItem(record, at),
      ];
    },

    /** The writes of one move along the case's table, to be joined with others in one transaction. @throws MoveNotAllowed */
    moveItems(record: CaseRecord, move: CaseMove): TransactItem[] {
      return this.movesItems(record, [move]);
    },

    /** Moves that follow on each other at once: each has its entry in the trail, the row is written once, as the last leaves it. */
    movesItems(record: CaseRecord, moves: readonly CaseMove[]): TransactItem[] {
      let standing = record;
      const trail: TransactItem[] = [];
      for (const move of moves) {
        const after = caseAfter(standing, move);
        trail.push(audit(standing, after, move), ...outbox(standing, after.auditSequence, move.at, move.outgoing));
        standing = after;
      }
      const row = {
        TableName: tableName,
        Item: standing,
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':read': record.version },
      };
      return [{ Put: row }, ...trail];
    },
  };
}

/** A case as a move leaves it. @throws MoveNotAllowed */
export function caseAfter(record: CaseRecord, move: CaseMove): CaseRecord {
  assertMove(record.caseId, record.state, move.to);
  const n = record.auditSequence + 1;
  const { dueAt, dueShard, ...kept } = { ...record, ...move.changes };
  return {
    ...kept,
    state: move.to,
    version: record.version + 1,
    auditSequence: n,
    expiresAt: expiryOf(move.at),
    ...(isClosed(move.to)
      ? { closedAt: move.at.toISOString() }
      : { dueAt, dueShard: dueShard ?? dueShardOf(record.caseId) }),
  } as CaseRecord;
}

export type CasesTable = ReturnType<typeof casesTable>;
