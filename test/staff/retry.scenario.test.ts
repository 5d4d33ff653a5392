import { expect, test } from 'vitest';
import { aRefundOnItsWay, idsOf, refundsOf, reports, settled, theRefund } from '#test/support/refund-story.ts';
import { hours, minutes } from '#test/support/shop.ts';
import { answers, aShortOrder, subjects, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';
import { typed } from './staff-command.ts';

/** Somebody stops a run by hand. */
async function stopped(world: World, name: string, machine = 'ordermend-dev-out-of-stock'): Promise<void> {
  const { stateMachines } = await world.runtime.call({ service: 'states', operation: 'ListStateMachines', input: {} });
  const { stateMachineArn } = (stateMachines as { name: string; stateMachineArn: string }[]).find(
    (each) => each.name === machine,
  )!;
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  await world.runtime.call({ service: 'states', operation: 'StopExecution', input: { executionArn } });
  await world.pass(minutes(1));
}

test('a run that was stopped is run on, and its case ends as if nothing had been', async () => {
  await using world = await World.open({}, { port: 0 });
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  await stopped(world, caseId);
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'RUN_ABORTED' });
  expect((await typed(world, `show ${caseId}`)).out).toContain('Its run ended ABORTED: nothing goes on by itself.');
  const { code, out } = await typed(world, `retry ${caseId}`);
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringContaining(`the run of case ${caseId}, which had ended ABORTED`),
  });
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ state: 'asking', owner: 'customer' });
  expect(subjects(world)).toHaveLength(1);
  await answers(world, { 'unit.line-1': 'refund-line' });
  await world.pass(minutes(12));
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
  expect(subjects(world)).toHaveLength(2);
  expect(await typed(world, `retry ${caseId}`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('is to be retried: its run is SUCCEEDED and no refund has failed'),
  });
});

test('a run that was stopped while it carried a decision out goes on with that decision', async () => {
  await using world = await World.open({}, { port: 0 });
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  await answers(world, { 'unit.line-1': 'refund-line' });
  await world.pass(minutes(5));
  await stopped(world, caseId);
  await typed(world, `retry ${caseId}`);
  await world.pass(minutes(10));
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
  expect(await refundsOf(world)).toHaveLength(1);
});

test('what staff decide on a case whose run has broken is carried out: its run is run on with it', async () => {
  await using world = await World.open({}, { port: 0 });
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  await stopped(world, caseId);
  const { out } = await typed(world, `decide ${caseId} --cancel-order --yes`);
  expect(out).toContain('Its run ended ABORTED and has been run on from where it stopped.');
  await world.pass(minutes(1));
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
});

test('a refund that failed is requested again once, under a new id that supersedes it', async () => {
  await using world = await World.open({}, { port: 0 });
  await aRefundOnItsWay(world);
  const first = await theRefund(world);
  const { caseId } = first;
  await reports(world, 'RefundFailed', { ...idsOf(first), code: 'account_closed' });
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'REFUND_FAILED' });
  const { code, err, out } = await typed(world, `retry ${caseId}`, { answer: 'y' });
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringContaining(`Requested again for case ${caseId}: 1 refund.`),
  });
  expect(err).toContain(`30.00 USD, ${first.refundId} failed with account_closed`);
  expect(await typed(world, `retry ${caseId} --yes`)).toMatchObject({ code: 1 });
  await world.pass(minutes(1));
  const second = (await refundsOf(world)).find(({ supersedes }) => supersedes === first.refundId)!;
  expect(second).toMatchObject({ state: 'requested', amount: 3000 });
  await reports(world, 'RefundSettled', settled(second));
  expect(await theCase(world)).toMatchObject({ state: 'refunded' });
  expect(await world.payment('o-1')).toMatchObject({ refundedMinor: 3000, pendingRefundMinor: 0 });
});

test('the watch of a refund that was stopped is taken up again', async () => {
  await using world = await World.open({}, { port: 0 });
  await aRefundOnItsWay(world);
  const { refundId, caseId } = await theRefund(world);
  await stopped(world, refundId, 'ordermend-dev-refund');
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'RUN_ABORTED' });
  expect(await typed(world, `retry ${caseId}`)).toMatchObject({
    code: 0,
    out: expect.stringContaining(`the watch of ${refundId}`),
  });
  expect(await theCase(world)).toMatchObject({ state: 'refunding', owner: 'finance' });
  const alerts = world.runtime.alerts.length;
  await world.pass(hours(5));
  expect(world.runtime.alerts.slice(alerts)).toMatchObject([{ subject: expect.stringContaining('NOT_ACKNOWLEDGED') }]);
});

test('a case that only a person can end is closed by hand, but not while a refund is on its way', async () => {
  await using world = await World.open({}, { port: 0 });
  await aRefundOnItsWay(world);
  const refund = await theRefund(world);
  const { caseId } = refund;
  await reports(world, 'RefundSettled', settled(refund, { amount: 1 }));
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'REFUND_AMOUNT_DIFFERS' });
  expect(await typed(world, `decide ${caseId} --close --yes`)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`cannot be closed while a refund is on its way: ${refund.refundId}`),
  });
  await reports(world, 'RefundFailed', { ...idsOf(refund), code: 'account_closed' });
  const { code, err } = await typed(world, `decide ${caseId} --close`, { answer: 'y' });
  expect({ code, err }).toEqual({
    code: 0,
    err: expect.stringContaining(`30.00 USD failed and is not paid by us any more: ${refund.refundId}`),
  });
  expect(await theCase(world)).toMatchObject({
    state: 'closed-by-staff',
    reports: [{ version: 1 }, { version: 2, outcome: 'closed-by-staff', decidedBy: 'customer' }],
  });
});

test('where a run has come to its end before its case, nothing is promised that nobody would carry out', async () => {
  await using world = await World.open({ types: {} }, { port: 0 });
  await aShortOrder(world);
  const { closedAt: _, ...observed } = await theCase(world);
  const { caseId } = observed;
  await world.putCases({ ...observed, state: 'needs-staff', reasonCode: 'RUN_ENDED' });
  const { out } = await typed(world, `show ${caseId}`);
  expect(out).toContain(`What you can run\n  npm run case -- decide ${caseId} --close\n\n`);
  expect(await typed(world, `decide ${caseId} --cancel-order --yes`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('has come to its end, so nothing would carry that out'),
  });
  expect(await typed(world, `decide ${caseId} --close --yes`)).toMatchObject({ code: 0 });
  expect(await theCase(world)).toMatchObject({ state: 'closed-by-staff' });
});
