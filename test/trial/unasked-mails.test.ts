import { expect, test } from 'vitest';
import { Findings } from '#infra/trial/invariants/findings.ts';
import { UnaskedMailWatch } from '#infra/trial/invariants/watch-unasked-mails.ts';
import type { ChangeListener } from '#infra/trial/observation/change-feed.ts';
import type { TableName } from '#infra/trial/shop/tables.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { messagePolicy } from '#shared/domain/message-times.ts';
import { anOrder } from '#test/support/shop.ts';
import { aChange } from './a-change.ts';

/** Mails of a customer in Taipei, at their wall time; gives how many were found to be unwelcome. */
function mailing({ by = 'clock', urgent = [] as string[], owed = '' } = {}) {
  const listeners: ChangeListener[] = [];
  const findings = new Findings();
  const feed = { watch: (_: TableName, listener: ChangeListener) => void listeners.push(listener) };
  const watch = new UnaskedMailWatch(feed, findings, {
    messages: messagePolicy.parse({}),
    cases: { get: () => ({ type: 'out-of-stock' }) as CaseRecord },
    orderOf: () => anOrder({ customer: { ...anOrder().customer, customerId: 'c-1', timeZone: 'Asia/Taipei' } }),
    urgent: new Set(urgent),
  });
  const decided = { entity: 'decision', caseId: 'case-1', by };
  for (const listener of listeners) listener(aChange(undefined, decided));
  const written = { entity: 'message', sk: 'CASE#case-1#MSG#3', kind: owed, dueByLaw: true };
  if (owed) for (const listener of listeners) listener(aChange(undefined, written));
  return (kind: string, time: string, more: object = {}) => {
    const from = findings.count;
    watch.mail({ at: `2026-03-02T${time}:00+08:00`, tags: { caseId: 'case-1', orderId: 'o-1', kind, ...more } });
    return findings.count - from;
  };
}

test('an unasked mail in the night is found; receipts, answers, letters and retries of the evening are none', () => {
  expect(mailing()('question', '20:59')).toBe(0);
  expect(mailing()('question', '21:30')).toBe(1);
  expect(mailing()('reminder', '03:00')).toBe(1);
  expect(mailing()('delay', '07:59')).toBe(1);
  expect(mailing()('done', '03:00')).toBe(1);
  expect(mailing()('reminder', '21:05')).toBe(0);
  expect(mailing({ by: 'customer' })('done', '03:00')).toBe(0);
  expect(mailing({ by: 'staff' })('done', '03:00')).toBe(0);
  expect(mailing()('withdrawal-received', '03:00')).toBe(0);
  expect(mailing()('question-again', '03:00')).toBe(0);
  expect(mailing()('inquiry', '03:00', { letter: 'ask-carrier' })).toBe(0);
  expect(mailing({ urgent: ['out-of-stock'] })('question', '03:00')).toBe(0);
});

test('a third unasked mail to a customer on one day of theirs is found', () => {
  const mail = mailing();
  expect([mail('question', '08:00'), mail('withdrawal-received', '09:00'), mail('delay', '10:00')]).toEqual([0, 0, 0]);
  expect(mail('reminder', '11:00')).toBe(1);
  const owed = mailing({ owed: 'delay' });
  const day = ['question', 'delay', 'reminder', 'delay'].map((kind) => owed(kind, '10:00'));
  expect(day, 'what the law demands is none of the two').toEqual([0, 0, 0, 0]);
  expect([owed('delay', '03:00'), owed('done', '11:00')]).toEqual([1, 1]);
  const answered = mailing({ by: 'customer' });
  expect(['question', 'reminder', 'done'].map((kind) => answered(kind, '10:00'))).toEqual([0, 0, 0]);
});
