import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { documents } from '#shared/adapters/document-client.ts';
import { questionLock } from '#shared/adapters/question-lock.ts';
import { wakeUpOf } from '#shared/adapters/wake-up.ts';
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

const record = { ...aCaseRecord({ ...ids, state: 'pursuing', openedAt: at, settleUntil: at }), newsSequence: 1, pk };
const decision: Decision = { ...ids, answerId: 'a-1', phase: 'provisional', until: at, by: 'customer', decidedAt: at };
const decided = { ...decision, pk, sk: caseKeys.decision('c-1'), entity: 'decision' };
const released = { ...ids, pk, sk: caseKeys.release('c-1', 'ask'), entity: 'release', step: 'ask' };
const waiting: Wait = { ...ids, token: 'token-1', for: 'release', step: 'ask', heard: record.newsSequence };

/** The case stands with its wait, and these rows beside it. */
function standing(wait: Wait, ...rows: object[]): void {
  const all = [{ ...record, sk: caseKeys.case('c-1') }, { ...wait, pk, sk: caseKeys.wait('c-1') }, ...rows];
  dynamodb.on(BatchGetCommand).resolves({ Responses: { Cases: all as Record<string, unknown>[] } });
  dynamodb
    .on(GetCommand)
    .callsFake(({ Key }) => ({ Item: (rows as { sk: string }[]).find(({ sk }) => sk === Key.sk) }));
}

describe('a wait', () => {
  it.each([
    ['a decision that came before it', [decided]],
    ['its step let through before it', [released]],
  ])('is due by %s', async (_, rows) => {
    standing(waiting, ...rows);
    expect(await wakeUpOf(cases, lock, ids)).toMatchObject(waiting);
  });

  it('that is known to be for a step is looked at in one request', async () => {
    standing(waiting, released);
    expect(await wakeUpOf(cases, lock, { ...ids, step: 'ask' })).toMatchObject(waiting);
    expect(dynamodb.calls()).toHaveLength(1);
  });

  it('that by now is for another step is due by that one', async () => {
    standing({ ...waiting, step: 'errand-call' }, { ...released, sk: caseKeys.release('c-1', 'errand-call') });
    expect(await wakeUpOf(cases, lock, { ...ids, step: 'ask' })).toBeDefined();
    standing({ ...waiting, step: 'errand-call' }, released);
    expect(await wakeUpOf(cases, lock, { ...ids, step: 'ask' })).toBeUndefined();
  });

  it('is due by news that it has not heard', async () => {
    standing({ ...waiting, heard: record.newsSequence - 1 });
    expect(await wakeUpOf(cases, lock, ids)).toBeDefined();
  });

  it('goes on when nothing has happened', async () => {
    standing(waiting);
    expect(await wakeUpOf(cases, lock, ids)).toBeUndefined();
  });

  it('is not ended by the answer that it knows', async () => {
    standing({ ...waiting, knownAnswerId: 'a-1' }, decided);
    expect(await wakeUpOf(cases, lock, ids)).toBeUndefined();
  });
});
