import type { OrderLine } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import type { Shop } from '../shop.ts';
import { customerIn, detailsOf, hours, inTaiwan, mailsTo, minutes, type Stage } from '../stage.ts';
import { Visitor } from '../visitor.ts';

export const mug = (quantity: number): OrderLine => ({
  lineId: 'line-1',
  sku: 'MUG-BLUE',
  title: '青花馬克杯',
  quantity,
  unitPriceMinor: 45_000,
  tax: { rate: 0.05, included: true },
  discountShareMinor: 0,
  supply: 'stock',
  reservations: [],
});

/**
 * Case study 1: the system counts 120 mugs where 12 stand. The count is repaired because two sources agree, the order
 * that can no longer be served is asked, and its customer takes a substitute.
 */
export async function wrongCount({ runtime, shop, narrator }: Stage): Promise<void> {
  narrator.title('Case study 1: a wrong count turns an order into a shortage');
  await shop.stock({
    sku: 'MUG-BLUE',
    title: '青花馬克杯',
    onHand: 120,
    unitPriceMinor: 45_000,
    substitutes: ['MUG-WHITE'],
  });
  await shop.stock({ sku: 'MUG-WHITE', title: '白瓷馬克杯', onHand: 30, unitPriceMinor: 40_000 });
  narrator.say('warehouse', 'the system says: 120 blue mugs, 30 white ones');
  await shop.orders({
    ...inTaiwan,
    orderId: 'ada-1',
    orderNumber: 'TW-10071',
    customer: customerIn('en-US', 'ada'),
    lines: [mug(10)],
  });
  narrator.say('shop', 'order TW-10071: Ada buys 10 blue mugs');
  await narrator.pass(minutes(2));
  await shop.orders({
    ...inTaiwan,
    orderId: 'lin-1',
    orderNumber: 'TW-10072',
    customer: customerIn('zh-TW', 'lin'),
    lines: [mug(4)],
  });
  narrator.say('shop', 'order TW-10072: Lin buys 4 blue mugs');
  await narrator.pass(minutes(3));
  narrator.check('both orders have their stock set aside', (await shop.shelf('MUG-BLUE'))?.committed === 14);

  const countedAt = shop.now;
  await shop.counted('MUG-BLUE', [
    { source: 'wms', quantity: 12, countedAt },
    { source: 'scan', quantity: 12, countedAt },
  ]);
  narrator.say('warehouse', 'the warehouse system says 12, and so does the last scan');
  await narrator.pass(minutes(4));
  const shelf = await shop.shelf('MUG-BLUE');
  narrator.check('the count is repaired to 12, as two sources agree', shelf?.onHand === 12);
  narrator.check('nothing is promised twice: 12 on the shelf, 12 set aside', shelf?.committed === 12);
  narrator.check('Ada keeps her 10, Lin is short of 2 and is asked', (await caseOf(shop, 'lin-1'))?.state === 'asking');
  const told = runtime.alerts.filter(({ subject }) => subject?.includes('TW-10072'));
  narrator.check('staff have one alert of it, with nothing to do', told.length === 1 && tellsOnly(told[0]));

  await narrator.pass(minutes(20));
  narrator.say('customer', 'Lin opens the link on the phone and takes the white mugs');
  await (await Visitor.open(runtime, 'lin')).choose('substitute:', 'TW-10072');
  await narrator.pass(minutes(12));
  const order = (await shop.order('lin-1'))!;
  const substitute = order.lines.find(({ sku }) => sku === 'MUG-WHITE');
  narrator.check('4 white mugs are on the order and set aside', substitute?.reservations[0]?.quantity === 4);
  narrator.check('the blue ones went back to the shelf', (await shop.shelf('MUG-BLUE'))?.available === 2);
  narrator.check('the order is free to ship', order.holds.length === 0);

  await settleRefund({ runtime, shop, narrator });
  for (const orderId of ['ada-1', 'lin-1']) await shop.ships(orderId);
  narrator.say('warehouse', 'both orders are shipped');
  await narrator.pass(minutes(5));
  for (const orderId of ['ada-1', 'lin-1']) await shop.arrives(orderId);
  narrator.say('carrier', 'both have arrived');
  const [payment] = ((await shop.rows('Payments')) as unknown as Payment[]).filter(
    ({ orderId }) => orderId === 'lin-1',
  );
  narrator.check('NT$200 came back to the card that was charged', payment?.refundedMinor === 20_000);
  narrator.check('Lin heard from us twice: the question, and how it ended', mailsTo(runtime, 'lin').length === 2);
  narrator.check('Ada never heard of it', mailsTo(runtime, 'ada').length === 0);
  narrator.check('the case is closed as refunded', (await caseOf(shop, 'lin-1'))?.state === 'refunded');
  narrator.check('the order is complete', (await shop.order('lin-1'))?.orderState === 'Complete');
}

const tellsOnly = (alert: Stage['runtime']['alerts'][number] | undefined) =>
  alert?.message.includes('Nothing to do unless it is handed to staff.') ?? false;

async function caseOf(shop: Shop, orderId: string) {
  return (await shop.rows('Cases')).find((row) => row.entity === 'case' && row.orderId === orderId);
}

async function settleRefund({ runtime, shop, narrator }: Stage): Promise<void> {
  const [requested = {}] = detailsOf(runtime, 'RefundRequested');
  const { refundId, caseId, orderId, amount, currency } = requested;
  await narrator.pass(hours(1));
  await shop.reports('RefundAccepted', { refundId, caseId, orderId });
  narrator.say('finance', 'accepts the refund of the difference');
  await narrator.pass(hours(22));
  const settled = { refundId, caseId, orderId, amount, currency, settledAt: shop.now, reference: 'bank-0001' };
  await shop.reports('RefundSettled', settled);
  narrator.say('finance', 'the bank has paid it back');
  await narrator.pass(minutes(5));
}
