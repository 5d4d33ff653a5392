import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { documents } from '#shared/adapters/document-client.ts';
import { questionLock } from '#shared/adapters/question-lock.ts';
import { isDue } from '#shared/adapters/wake-up.ts';
import type { Decision, Wait } from '#shared/domain/case.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { start } from '#test/support/shop.ts';

const dynamodb = mockClient(documents);
beforeEach(() => dynamodb.reset());
afterAll(() => dynamodb.restore());

const cases = casesTable('Cases');
const lock = questionLock(cases);
const at = start.toISOString();
const ids = { caseId: 'c-1', orderId: 'o-1' };
const pk = caseKeys.order('o-1');

const record = { ...aCaseRecord({ ...ids, state: 'pursuing', openedAt: at, settleUntil: at }), pk };
const decision: Decision = { ...ids, answerId: 'a-1', phase: 'provisional', until: at, by: 'customer', decidedAt: at };
const decided = { ...decision, pk, sk: caseKeys.decision('c-1'), entity: 'decision' };
const released = { ...ids, pk, sk: caseKeys.release('c-1', 'ask'), entity: 'release', step: 'ask' };
const waiting: Wait = { ...ids, token: 'token-1', for: 'release', step: 'ask', heard: record.newsSequence };

const rowsAre = (...rows: object[]) => {
  const row = { ...record, sk: caseKeys.case('c-1') };
  dynamodb.on(BatchGetCommand).resolves({ Responses: { Cases: [row, ...rows] as Record<string, unknown>[] } });
};

describe('who has just written a wait', () => {
  it.each([
    ['a decision that came before it', [decided]],
    ['its step let through before it', [released]],
  ])('finds %s', async (_, rows) => {
    rowsAre(...rows);
    expect(await isDue(cases, lock, ids, waiting)).toEqual(waiting);
  });

  it('finds news that it has not heard', async () => {
    rowsAre();
    expect(await isDue(cases, lock, ids, { ...waiting, heard: record.newsSequence - 1 })).toBeDefined();
  });

  it('waits on when nothing has happened, and has asked for it all in one request', async () => {
    rowsAre();
    expect(await isDue(cases, lock, ids, waiting)).toBeUndefined();
    expect(dynamodb.commandCalls(BatchGetCommand)).toHaveLength(1);
    expect(dynamodb.commandCalls(GetCommand)).toEqual([]);
  });

  it('is not woken by the answer that it knows', async () => {
    rowsAre(decided);
    expect(await isDue(cases, lock, ids, { ...waiting, knownAnswerId: 'a-1' })).toBeUndefined();
  });
});
