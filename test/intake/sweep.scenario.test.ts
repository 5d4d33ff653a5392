import { expect, test } from 'vitest';
import { caseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, dueShardOf } from '#shared/domain/identity.ts';
import { idsOf, reports, settled, theRefund } from '#test/support/refund-story.ts';
import { anOrder, aPayment, minutes, stockOf } from '#test/support/shop.ts';
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
