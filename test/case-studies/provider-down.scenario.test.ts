import { expect, test } from 'vitest';
import { providerDown } from '#infra/start/case-studies/provider-down.ts';
import { counts, played } from './playing.ts';

test('a provider that is down: one alert, no declined mail; who has not paid gets other methods, and one of them resumes the order', async () => {
  await using study = await played(providerDown, 'payment-failure');
  expect(study.failed).toEqual([]);
  expect(Object.keys(study.cases)).toHaveLength(22);
  expect(new Set(Object.values(study.cases))).toEqual(new Set(['provider-fault: resolved-upstream by events']));
  expect(study.mails).toEqual([
    'jonas: Order TW-10220: the payment is not complete yet',
    'mei: 訂單 TW-10221：付款尚未完成',
    'jonas: Order TW-10220: the payment has been taken care of',
    'mei: 提醒：訂單 TW-10221 尚未付款',
    'mei: 提醒：訂單 TW-10221 尚未付款',
    'mei: 訂單 TW-10221：付款事宜已處理',
  ]);
  expect(study.world.runtime.alerts).toHaveLength(1);
  expect(counts(study.world)).toEqual({
    CustomerAsked: 4,
    ExceptionDetected: 22,
    ExceptionResolved: 22,
    IncidentClosed: 1,
    IncidentOpened: 1,
    OrderHeld: 1,
    OrderReleased: 1,
  });
  const paid = (await study.world.rows('Payments', { orderId: 'mei-1' })).map(({ method, status, capturedMinor }) => ({
    method,
    status,
    capturedMinor,
  }));
  expect(paid).toEqual([
    { method: 'card', status: 'failed', capturedMinor: 0 },
    { method: 'line-pay', status: 'captured', capturedMinor: 120_000 },
  ]);
  expect(await study.world.order('mei-1')).toMatchObject({ orderState: 'Complete', holds: [] });
  expect(await study.world.stock('TEAPOT')).toMatchObject({ onHand: 18, committed: 0 });
}, 180_000);
