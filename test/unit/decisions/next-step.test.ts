import { describe, expect, it } from 'vitest';
import { askPlan } from '#functions/decisions/ask-plan.ts';
import { nextStep, type Situation, type Step } from '#functions/decisions/next-step.ts';
import type { Decision, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { operations } from '#shared/domain/operations.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { hours, minutes, start } from '#test/support/shop.ts';

const at = (ms: number) => new Date(start.getTime() + ms).toISOString();
const offer = { lines: [{ unitId: 'line-1' }] } as unknown as Offer;
const plan = { mail: undefined, answerDue: at(hours(48)), reminderDue: undefined, timeoutSeconds: 60 };

const aRecord = (changes: Partial<CaseRecord> = {}) =>
  aCaseRecord({ caseId: 'c-1', orderId: 'o-1', state: 'settling', openedAt: at(0), settleUntil: at(0), ...changes });

const aDecision = (changes: Partial<Decision> = {}): Decision => ({
  caseId: 'c-1',
  orderId: 'o-1',
  answerId: 'a-1',
  phase: 'provisional',
  until: at(0),
  by: 'customer',
  answer: { cancelOrder: true },
  decidedAt: at(0),
  ...changes,
});

const standing: Situation = {
  record: aRecord(),
  decision: undefined,
  tells: false,
  stands: true,
  errand: undefined,
  nextLook: undefined,
  takesOver: false,
  offer,
  preset: false,
  plan,
  mode: 'automatic',
  released: new Set(),
  questionHolder: undefined,
  incidentId: undefined,
  turnInIncident: { told: false, theirs: [] },
  contactProblem: undefined,
  mailFrom: undefined,
  noticeFrom: undefined,
  asksByLaw: false,
  urgent: false,
  now: start,
};
const next = (changes: Partial<Situation> = {}): Step => nextStep({ ...standing, ...changes });
const asked: Partial<CaseRecord> = { state: 'asking', askedAt: at(0), answerDue: at(hours(48)), messages: 1 };

describe('where a case goes', () => {
  it('tells of an open incident once: what comes after that waits for its end, what wants something of one parcel does not', () => {
    const told = { turnInIncident: { open: 'incident-1', told: true, theirs: [] } };
    const shared = { key: 'notice-2', notice: 'delay', ofIncident: true };
    expect(next({ ...told, errand: shared })).toMatchObject({ step: 'errand-notice-2', reason: 'incident' });
    expect(next({ ...told, errand: shared, released: new Set(['errand-notice-2']) })).toMatchObject({ next: 'errand' });
    expect(next({ ...told, errand: { key: 'pickup', notice: 'pickup' } })).toMatchObject({ next: 'errand' });
    expect(next({ turnInIncident: { told: true, theirs: [] }, errand: shared })).toMatchObject({ next: 'errand' });
  });

  it('takes the question of a case that has been asking for long enough, and waits for it no longer than until then', () => {
    const other = { questionHolder: 'c-2' };
    const day = hours(24) / 1000;
    expect(next({ ...other, turnFreeAt: at(hours(24)) })).toMatchObject({ reason: 'turn', timeoutSeconds: day });
    expect(next({ ...other, yielding: true })).toMatchObject({ next: 'ask' });
  });

  it.each([
    ['asks', {}, 'ask'],
    ['decides without asking when nothing is wrong any more', { stands: false }, 'decide-unasked'],
    ['waits for news when there is nothing to ask now', { offer: undefined }, 'release'],
    ['runs the errand that is due before it asks', { errand: { key: 'e' } }, 'errand'],
    ['runs no errand for a cause that is gone', { errand: { key: 'e' }, stands: false }, 'decide-unasked'],
    [
      'runs errands while an accepted wait is watched',
      { errand: { key: 'e' }, record: aRecord({ state: 'waiting' }) },
      'errand',
    ],
    ['decides without asking when all is decided beforehand', { preset: true }, 'decide-unasked'],
    ['goes to staff when the customer cannot be written to', { contactProblem: 'NO_MAIL_ADDRESS' }, 'hand-to-staff'],
    ['goes on asking when mail fails after the first question', { record: aRecord(asked), contactProblem: 'X' }, 'ask'],
    ['decides on silence', { record: aRecord(asked), now: new Date(at(hours(48))) }, 'decide-unasked'],
    ['lets an answer stand that may be taken back', { decision: aDecision({ until: at(1) }) }, 'stand'],
    ['makes an answer final', { decision: aDecision() }, 'make-final'],
    ['carries a final answer out', { decision: aDecision({ phase: 'final' }) }, 'carry-out'],
    ['ends', { record: aRecord({ state: 'resolved' }) }, 'closed'],
    ['leaves a refund to its own run', { record: aRecord({ state: 'refunding' }) }, 'closed'],
    ['watches an accepted wait', { record: aRecord({ state: 'waiting' }) }, 'watch'],
    ['waits for staff', { record: aRecord({ state: 'needs-staff' }), decision: aDecision() }, 'staff'],
  ])('%s', (_, changes, expected) => {
    expect(next(changes as Partial<Situation>).next).toBe(expected);
  });

  it('asks with its notice where that leads to the question, and tells it alone while anything holds the question up', () => {
    const first = { errand: { key: 'notice-1', notice: 'delay' }, offer: undefined, plan: undefined };
    const then = (changes: Partial<Situation> = {}): Partial<Situation> => ({
      ...first,
      onceTold: { ...standing, ...changes, plan: { ...plan, mail: 'question' } },
    });
    expect(next(then())).toMatchObject({ next: 'ask' });
    for (const held of [{ questionHolder: 'c-2' }, { mailFrom: at(hours(9)) }, { preset: true }, { mode: 'approve' }]) {
      expect(next(then(held as Partial<Situation>))).toEqual({ next: 'errand' });
    }
    expect(next({ ...then(), noticeFrom: at(hours(9)) })).toMatchObject({ reason: 'morning' });
    expect(next({ ...then(), incidentId: 'i-1' })).toMatchObject({ reason: 'incident' });
  });

  it('closes silently what need not be told, and tells the rest', () => {
    const { answer: _, ...cleared } = aDecision({ phase: 'final', by: 'events' });
    expect(next({ decision: cleared }).next).toBe('close');
    expect(next({ decision: cleared, tells: true }).next).toBe('tell');
  });

  it.each([
    ['approval', { mode: 'approve' }, { step: 'ask', reason: 'approve' }],
    ['the end of an incident', { incidentId: 'i-1' }, { step: 'ask', reason: 'incident' }],
    ['its turn', { questionHolder: 'c-2' }, { step: 'ask', reason: 'turn' }],
    ['approval of the answer', { mode: 'approve', decision: aDecision() }, { step: 'final-a-1', reason: 'approve' }],
  ])('waits for %s', (_, changes, expected) => {
    expect(next(changes as Partial<Situation>)).toMatchObject({ next: 'release', ...expected });
  });

  it('goes on once staff have let it through, incident or not', () => {
    const released = new Set(['ask', 'final-a-1']);
    expect(next({ mode: 'approve', released }).next).toBe('ask');
    expect(next({ incidentId: 'i-1', released }).next).toBe('ask');
    expect(next({ mode: 'approve', released, decision: aDecision() }).next).toBe('make-final');
  });

  it('urges nobody who was asked before while what is behind their case is out of order, and lets no time run out', () => {
    const record = aRecord({ ...asked, behind: ['provider:psp'], reminders: 1 });
    const still = { next: 'release', step: 'reminder-2', reason: 'incident' };
    const out = { record, incidentId: 'i-1', now: new Date(at(hours(48))) };
    expect(next(out)).toMatchObject(still);
    expect(next({ ...out, preset: true, mode: 'approve', released: new Set(['ask']) })).toMatchObject(still);
    expect(next({ ...out, nextLook: at(hours(49)) })).toMatchObject({ ...still, timeoutSeconds: 3600 });
    expect(next({ ...out, released: new Set(['reminder-2']) }).next).toBe('decide-unasked');
    expect(next({ ...out, errand: { key: 'e' } }).next).toBe('errand');
    expect(next({ ...out, record: aRecord(asked), now: start }).next).toBe('ask');
  });

  it('follows staff when they decide for the customer', () => {
    const record = aRecord({ state: 'needs-staff' });
    expect(next({ record, decision: aDecision({ by: 'staff' }) }).next).toBe('make-final');
    expect(next({ record, decision: aDecision(), released: new Set(['final-a-1']) }).next).toBe('make-final');
  });

  it('takes the answer of a customer who had been given up on, and not one from before', () => {
    const record = aRecord({ state: 'needs-staff', staffSince: at(hours(48)) });
    expect(next({ record, decision: aDecision({ decidedAt: at(hours(50)) }) }).next).toBe('make-final');
    expect(next({ record, decision: aDecision({ decidedAt: at(hours(47)) }) }).next).toBe('staff');
  });

  it('looks again for what falls due while it waits for an answer or for news', () => {
    const nextLook = at(30_000);
    expect(next({ nextLook })).toMatchObject({ next: 'ask', timeoutSeconds: 30 });
    expect(next({ nextLook, offer: undefined })).toMatchObject({ reason: 'news', timeoutSeconds: 30 });
  });

  it.each([
    ['its approval', { mode: 'approve', errand: { key: 'e', notice: 'n' } }, 'approve'],
    ['its approval, for a letter to a partner', { mode: 'approve', errand: { key: 'e', letter: {} } }, 'approve'],
    ['the end of an incident', { incidentId: 'i-1', errand: { key: 'e', notice: 'n' } }, 'incident'],
  ])('holds an errand back until %s', (_, changes, reason) => {
    expect(next(changes as Partial<Situation>)).toMatchObject({ next: 'release', step: 'errand-e', reason });
    expect(next({ ...(changes as Partial<Situation>), released: new Set(['errand-e']) }).next).toBe('errand');
  });

  it('waits for the morning with a mail that nobody waits for, and hears what happens meanwhile', () => {
    const night = { mailFrom: at(hours(9)), noticeFrom: at(hours(9)), plan: { ...plan, mail: 'question' } } as const;
    const morning = { next: 'release', step: 'news', reason: 'morning', timeoutSeconds: 9 * 3600 };
    expect(next(night)).toMatchObject(morning);
    expect(next({ ...night, errand: { key: 'e', notice: 'n' } })).toMatchObject(morning);
    expect(next({ ...night, urgent: true }).next).toBe('ask');
    const others = { noticeFrom: at(minutes(5)), errand: { key: 'e', notice: 'n' } };
    expect(next(others), 'for others of its order').toMatchObject({ reason: 'morning', timeoutSeconds: 300 });
    expect(next({ ...night, errand: { key: 'e', notice: 'n', urgent: true } }).next).toBe('errand');
    const letter = { to: 'a-partner', code: 'l', answerDue: at(0) };
    expect(next({ ...night, errand: { key: 'e', letter } }).next, 'a partner is no customer').toBe('errand');
    expect(next({ ...night, plan }).next).toBe('ask');
  });

  it('lets nobody wait for what only tells staff', () => {
    expect(next({ mode: 'approve', errand: { key: 'e', outgoing: [] } }).next).toBe('errand');
  });

  it('takes the question from whoever has it when its type does', () => {
    expect(next({ questionHolder: 'c-2', takesOver: true }).next).toBe('ask');
  });

  it('acts no more by itself when its type is switched back to watching', () => {
    expect(next({ mode: 'observe' })).toMatchObject({ next: 'release', reason: 'approve' });
    expect(next({ mode: 'observe', decision: aDecision() })).toMatchObject({ next: 'release', reason: 'approve' });
  });
});

describe('when to ask', () => {
  const rhythm = { answerHours: 48, reminderHours: [24], keepable: (due: Date) => due };
  const settings = (pauses: object[] = []) => operations.parse({ types: {}, pauses });
  const plannedAt = (ms: number, changes: object = {}, pauses: object[] = []) =>
    askPlan(aRecord(changes), rhythm, settings(pauses), new Date(at(ms)));

  it('mails the question first, and waits for the reminder', () => {
    expect(plannedAt(0)).toEqual({
      mail: 'question',
      answerDue: at(hours(48)),
      reminderDue: at(hours(24)),
      timeoutSeconds: 24 * 3600,
    });
  });

  it('reminds once, and then waits for the end of the time', () => {
    const reminded = plannedAt(hours(24), { ...asked, reminderDue: at(hours(24)) });
    expect(reminded).toMatchObject({ mail: 'reminder', reminderDue: undefined, timeoutSeconds: 24 * 3600 });
  });

  it('mails nothing when it takes the question up again between two mails', () => {
    expect(plannedAt(hours(10), { ...asked, reminderDue: at(hours(24)) })).toMatchObject({
      mail: undefined,
      timeoutSeconds: 14 * 3600,
    });
  });

  it('does not end before a respite has', () => {
    const respiteUntil = at(hours(60));
    expect(plannedAt(hours(50), { ...asked, respiteUntil })).toMatchObject({ answerDue: respiteUntil });
    expect(plannedAt(hours(50), { ...asked, respiteUntil: at(hours(40)) })).toMatchObject({ answerDue: at(hours(48)) });
  });

  it('ends by day also after a pause has moved it', () => {
    const pauses = [{ from: at(hours(5)), to: at(hours(15)) }];
    const keepable = (due: Date) => (due.toISOString() === at(hours(58)) ? new Date(at(hours(72))) : due);
    const plan = (stopped: object[]) =>
      askPlan(aRecord(asked), { ...rhythm, keepable }, settings(stopped), new Date(at(hours(24))));
    expect(plan([])).toMatchObject({ answerDue: at(hours(48)) });
    expect(plan(pauses)).toMatchObject({ answerDue: at(hours(72)) });
  });

  it('adds the time of a pause to both times', () => {
    const pauses = [{ from: at(hours(5)), to: at(hours(15)) }];
    expect(plannedAt(hours(24), { ...asked, reminderDue: at(hours(24)) }, pauses)).toMatchObject({
      mail: undefined,
      answerDue: at(hours(58)),
      reminderDue: at(hours(34)),
    });
  });
});
