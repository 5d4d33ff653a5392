import { expect, test } from 'vitest';
import { caseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, dueShardOf } from '#shared/domain/identity.ts';
import { idsOf, refundsOf, reports, settled, theRefund } from '#test/support/refund-story.ts';
import { anOrder, aPayment, days, hours, minutes, stockOf } from '#test/support/shop.ts';
import { answers, aShortOrder, detailsOf, subjects, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

/** An order whose money is back with its customer; its case. */
async function aRefundedCase(world: World) {
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  await world.put('Payments', aPayment(3500));
  await world.put('Orders', anOrder({ lines: anOrder().lines.map((line) => ({ ...line, ifUnavailable: 'refund' })) }));
  await world.pass(minutes(5));
  const row = await theRefund(world);
  await reports(world, 'RefundAccepted', idsOf(row));
  await reports(world, 'RefundSettled', settled(row));
  return caseRecord.parse((await world.cases('o-1'))[0]);
}

async function expectItStaysRefunded(world: World): Promise<void> {
  expect(await world.cases('o-1')).toMatchObject([{ state: 'refunded' }]);
  expect(world.runtime.alerts.filter(({ subject }) => subject?.includes('a run ended'))).toEqual([]);
}

test('news that nobody took up before its case was refunded does not reopen the case', async () => {
  await using world = await World.open();
  const { pk, caseId, orderId } = await aRefundedCase(world);
  const dueAt = new Date(world.runtime.clock.now() + minutes(2)).toISOString();
  const news = { pk, sk: caseKeys.news(caseId), entity: 'release', caseId, orderId, step: 'news', by: 'events' };
  await world.putCases({ ...news, dueShard: dueShardOf(`${caseId}/news`), dueAt });
  await world.pass(minutes(65));
  await expectItStaysRefunded(world);
  expect((await world.rows('Cases', { pk })).find(({ sk }) => sk === news.sk)).not.toHaveProperty('dueAt');
});

test('a run that fails when its case has been refunded does not reopen the case', async () => {
  await using world = await World.open();
  const { caseId, orderId } = await aRefundedCase(world);
  const detail = { status: 'FAILED', input: JSON.stringify({ caseId, orderId }) };
  await world.runtime.invoke(world.runtime.resourceName('NoticeRunFailure'), { detail });
  await world.pass(minutes(2));
  await expectItStaysRefunded(world);
});

/** How a run of a machine stands; none = it never started. */
async function statusOf(world: World, machine: string, name: string): Promise<unknown> {
  const stateMachineArn = world.runtime.resourceName(machine);
  const input = { stateMachineArn };
  const { executions } = await world.runtime.call({ service: 'states', operation: 'ListExecutions', input });
  return (executions as { name: string; status: string }[]).find((each) => each.name === name)?.status;
}

async function stopRun(world: World, machine: string, name: string): Promise<void> {
  const stateMachineArn = world.runtime.resourceName(machine);
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  await world.runtime.call({ service: 'states', operation: 'StopExecution', input: { executionArn } });
}

async function expectStaffHaveIt(world: World, ended: string): Promise<void> {
  const record = await theCase(world);
  expect(record).toMatchObject({ state: 'needs-staff', owner: 'staff', reasonCode: 'RUN_ENDED' });
  const told = world.runtime.alerts.filter(({ subject }) => subject?.includes('a run ended'));
  expect(told).toMatchObject([
    {
      subject: `out-of-stock: a run ended ${ended} and left its case open`,
      message: expect.stringContaining(`npm run case -- show ${record.caseId}`),
    },
  ]);
  expect(detailsOf(world, 'ExceptionEscalated')).toMatchObject([
    { caseId: record.caseId, type: 'out-of-stock', reasonCode: 'RUN_ENDED' },
  ]);
}

test('a run that was stopped, which nothing announced, leaves its case to staff when it is due, and tells them once', async () => {
  await using world = await World.open();
  await world.disableRule('NoticeRunFailureRule');
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  await stopRun(world, 'OutOfStock', caseId);
  await world.pass(hours(24));
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
  await world.pass(hours(26));
  await expectStaffHaveIt(world, 'ABORTED');
  await world.pass(days(3));
  await expectStaffHaveIt(world, 'ABORTED');
});

test('staff are called again each week for a case whose refund failed, though it has no run any more, and it is kept', async () => {
  await using world = await World.open();
  const { caseId } = await aRefundedCase(world);
  const [row] = await refundsOf(world);
  await reports(world, 'RefundFailed', { ...idsOf(row!), code: 'returned-by-bank' }, 3);
  const before = await theCase(world);
  expect(before).toMatchObject({ state: 'needs-staff', reasonCode: 'REFUND_FAILED' });
  const calls = () =>
    world.runtime.alerts.filter(({ subject }) => subject === 'out-of-stock: a case still needs staff (REFUND_FAILED)');
  await world.pass(days(6));
  expect(calls()).toEqual([]);
  await world.pass(days(9));
  expect(calls()).toHaveLength(2);
  expect(calls()[0]?.message).toContain(`npm run case -- show ${caseId}`);
  const after = await theCase(world);
  expect(after).toMatchObject({ state: 'needs-staff', reasonCode: 'REFUND_FAILED' });
  expect(after.expiresAt - before.expiresAt).toBeGreaterThan(13 * 86_400);
});

test('a run that came to its end while its case is open leaves it to staff', async () => {
  await using world = await World.open({ types: {} });
  await aShortOrder(world);
  const { closedAt: _, ...observed } = await theCase(world);
  const { caseId } = observed;
  expect(observed).toMatchObject({ state: 'observed' });
  expect(await statusOf(world, 'OutOfStock', caseId)).toBe('SUCCEEDED');
  const dueAt = new Date(world.runtime.clock.now()).toISOString();
  await world.putCases({ ...observed, state: 'asking', dueShard: dueShardOf(caseId), dueAt });
  await world.pass(minutes(35));
  await expectStaffHaveIt(world, 'SUCCEEDED');
});

test('a case that waits for its turn, which came unnoticed, is woken when it is due', async () => {
  await using world = await World.open();
  await world.holdQuestion('o-1', 'another-type-o-1-0123456789ab');
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  expect(await theCase(world)).toMatchObject({ state: 'queued' });
  await world.turnMapping('RelayDecisions', false);
  await world.holdQuestion('o-1', caseId);
  await world.pass(minutes(20));
  expect(await theCase(world)).toMatchObject({ state: 'queued' });
  await world.pass(minutes(75));
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
  expect(subjects(world)).toHaveLength(1);
});

test('an answer that never reached its run is carried out when its delivery is overdue', async () => {
  await using world = await World.open();
  await aShortOrder(world);
  await world.turnMapping('RelayDecisions', false);
  await answers(world, { cancel: 'order' });
  await world.pass(minutes(80));
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
});

test('a refund whose run was never started is watched once it is due, and asked about as any other', async () => {
  await using world = await World.open();
  await aShortOrder(world);
  await answers(world, { 'unit.line-1': 'refund-line' });
  await world.pass(minutes(1));
  await world.turnMapping('RelayDecisions', false);
  await world.pass(minutes(15));
  const { refundId } = await theRefund(world);
  expect(await statusOf(world, 'Refund', refundId)).toBeUndefined();
  await world.pass(hours(6));
  expect(await statusOf(world, 'Refund', refundId)).toBe('RUNNING');
  expect(world.runtime.alerts.at(-1)?.subject).toContain('NOT_ACKNOWLEDGED');
  expect(await refundsOf(world)).toHaveLength(1);
});
