import { expect, test } from 'vitest';
import { theSweepRests } from '#test/support/refund-story.ts';
import { days, minutes } from '#test/support/shop.ts';
import { answers, aShortOrder, subjects, theCase, theDecision } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';
import { typed } from './staff-command.ts';

const approveMode = { types: { 'out-of-stock': { mode: 'approve' } } } as const;

test('in approve mode nothing is mailed, written or paid before staff approve the step that does it', async () => {
  await using world = await World.open(approveMode, { port: 0 });
  await theSweepRests(world);
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  await world.pass(days(1));
  expect(subjects(world)).toEqual([]);
  expect(await world.order('o-1')).toMatchObject({ version: 1, holds: [] });
  const asked = await typed(world, `approve ${caseId}`, { answer: 'y' });
  expect(asked.err).toContain('the customer is asked by mail');
  expect(asked.out).toContain(`Approved for case ${caseId}: the customer is asked by mail.`);
  await world.pass(minutes(1));
  expect(subjects(world)).toHaveLength(1);
  const { version } = await world.order('o-1');
  await answers(world, { 'unit.line-1': 'refund-line' });
  await world.pass(days(1));
  expect(await theDecision(world)).toMatchObject({ phase: 'provisional' });
  expect((await world.order('o-1')).version).toBe(version);
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 0 });
  expect(subjects(world)).toHaveLength(1);
  const paid = await typed(world, `approve ${caseId}`, { answer: 'y' });
  expect(paid.err).toContain('customer answered: line-1=refund-line\n  refund: 30.00 USD');
  await world.pass(minutes(1));
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3000 });
  expect(subjects(world)).toHaveLength(2);
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
});

test('a step is approved once, and where nothing waits the command says what to do instead', async () => {
  await using world = await World.open(approveMode, { port: 0 });
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  expect(await typed(world, `approve ${caseId} --yes`)).toMatchObject({ code: 0 });
  expect(await typed(world, `approve ${caseId} --yes`)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/"ask" was approved 2026-03-02 08:03 by staff-\w+ and is on its way/),
  });
  await world.pass(minutes(1));
  expect(await typed(world, `approve ${caseId} --yes`)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`nothing of case ${caseId} waits for approval. Where it stands: npm run case -- show`),
  });
});

test('a refund above the cap is paid when staff approve it', async () => {
  await using world = await World.open(
    { refundCaps: { USD: { perCase: 2000, perHour: 9000, perDay: 9000 } } },
    { port: 0 },
  );
  await aShortOrder(world);
  await answers(world, { 'unit.line-1': 'refund-line' });
  await world.pass(minutes(12));
  const { caseId, reasonCode } = await theCase(world);
  expect(reasonCode).toBe('REFUND_CAP');
  expect(await typed(world, `approve ${caseId} --yes`)).toMatchObject({ code: 0 });
  await world.pass(minutes(1));
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3000 });
});

test('staff who decide a refund above the cap have approved it with that', async () => {
  await using world = await World.open(
    { refundCaps: { USD: { perCase: 2000, perHour: 9000, perDay: 9000 } } },
    { port: 0 },
  );
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  await typed(world, `decide ${caseId} --cancel-order --yes`);
  await world.pass(minutes(1));
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3500 });
});

test('a refund that staff approved and that may not be paid stops once, and is paid when they approve it again', async () => {
  await using world = await World.open(approveMode, { port: 0 });
  await theSweepRests(world);
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  await typed(world, `approve ${caseId} --yes`);
  await world.pass(minutes(1));
  await answers(world, { 'unit.line-1': 'refund-line' });
  await world.pass(minutes(12));
  await typed(world, `approve ${caseId} --yes`);
  const payment = await world.payment('o-1');
  await world.put('Payments', { ...payment, disputed: true, version: payment.version + 1 });
  const alerts = world.runtime.alerts.length;
  await world.pass(days(2));
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'PAYMENT_DISPUTED' });
  expect(world.runtime.alerts).toHaveLength(alerts + 1);
  expect(await typed(world, `approve ${caseId} --yes`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('it cannot be refunded (PAYMENT_DISPUTED)'),
  });
  await world.put('Payments', { ...payment, version: payment.version + 2 });
  expect(await typed(world, `approve ${caseId} --yes`)).toMatchObject({ code: 0 });
  await world.pass(minutes(1));
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3000 });
});

test('staff who do not decide are reminded after a week', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { order: { channel: 'bazaar' } });
  const calls = () => world.runtime.alerts.filter(({ subject }) => subject?.includes('needs staff')).length;
  expect(calls()).toBe(1);
  await world.pass(days(6));
  expect(calls()).toBe(1);
  await world.pass(days(2));
  expect(calls()).toBe(2);
  expect(world.runtime.alerts.at(-1)?.message).toContain('it has waited for staff for a week');
  await world.pass(days(6));
  expect(calls()).toBe(3);
});
