import { expect, test } from 'vitest';
import { wrongCount } from '#infra/start/case-studies/wrong-count.ts';
import { counts, played } from './playing.ts';

test('a wrong count: repaired by two sources, one order asked, its substitute taken, the difference paid back, the order complete', async () => {
  await using study = await played(wrongCount, 'out-of-stock');
  expect(study.failed).toEqual([]);
  expect(study.cases).toEqual({ 'lin-1': 'not-allocated: refunded by customer' });
  expect(study.mails).toEqual([
    'lin: 訂單 TW-10072：有商品缺貨，請告訴我們如何處理',
    'lin: 訂單 TW-10072：缺貨商品已處理',
  ]);
  expect(study.world.runtime.alerts.map(({ subject }) => subject)).toEqual([
    'stock count of MUG-BLUE corrected',
    'out-of-stock: order TW-10072 (not-allocated)',
  ]);
  expect(counts(study.world)).toEqual({
    CustomerAsked: 1,
    CustomerReplied: 1,
    ExceptionDetected: 1,
    ExceptionResolved: 1,
    OrderAmended: 1,
    OrderHeld: 1,
    OrderReleased: 1,
    RefundCompleted: 1,
    RefundRequested: 1,
    ReplenishmentRequested: 1,
    StockCountCorrected: 1,
  });
  expect(await study.world.payment('lin-1')).toMatchObject({ capturedMinor: 180_000, refundedMinor: 20_000 });
  expect(await study.world.payment('ada-1')).toMatchObject({ capturedMinor: 450_000, refundedMinor: 0 });
  expect((await study.world.order('lin-1')).lines).toMatchObject([
    { sku: 'MUG-BLUE', quantity: 0 },
    { sku: 'MUG-WHITE', quantity: 4 },
  ]);
  expect(await study.world.stock('MUG-BLUE')).toMatchObject({ onHand: 2, committed: 0 });
  expect(await study.world.stock('MUG-WHITE')).toMatchObject({ onHand: 26, committed: 0 });
}, 180_000);
