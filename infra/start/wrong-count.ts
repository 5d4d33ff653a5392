import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { filledIn, formsOf, radioGroups } from '../trial/people/reply-page.ts';
import { zoneByDay } from './daytime.ts';
import type { Narrator } from './narrator.ts';
import type { Shop } from './shop.ts';

/** Who plays in the case study, and where they meet. */
export interface Stage {
  readonly runtime: LocalRuntime;
  readonly shop: Shop;
  readonly narrator: Narrator;
}

const minutes = (n: number) => n * 60_000;
const hours = (n: number) => n * 3_600_000;

const mug = (quantity: number): OrderLine => ({
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

const customers = {
  ada: {
    customerId: 'c-ada',
    kind: 'consumer',
    email: 'ada@customer.example',
    locale: 'en-US',
    timeZone: 'Asia/Taipei',
  },
  lin: {
    customerId: 'c-lin',
    kind: 'consumer',
    email: 'lin@customer.example',
    locale: 'zh-TW',
    timeZone: 'Asia/Taipei',
  },
} as const satisfies Record<string, Order['customer']>;

const inTaiwan = { market: 'TW', currencyCode: 'TWD' } as const;

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
    customer: customers.ada,
    lines: [mug(10)],
  });
  narrator.say('shop', 'order TW-10071: Ada buys 10 blue mugs');
  await narrator.pass(minutes(2));
  await shop.orders({
    ...inTaiwan,
    orderId: 'lin-1',
    orderNumber: 'TW-10072',
    customer: customers.lin,
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

  await narrator.pass(minutes(20));
  narrator.say('customer', 'Lin opens the link on the phone and takes the white mugs');
  await takeSubstitute(runtime);
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
  const [payment] = ((await shop.rows('Payments')) as unknown as Payment[]).filter(
    ({ orderId }) => orderId === 'lin-1',
  );
  narrator.check('NT$200 came back to the card that was charged', payment?.refundedMinor === 20_000);
  narrator.check('Lin heard from us twice: the question, and how it ended', mailsTo(runtime, 'lin').length === 2);
  narrator.check('Ada never heard of it', mailsTo(runtime, 'ada').length === 0);
  narrator.check('the case is closed as refunded', (await caseOf(shop, 'lin-1'))?.state === 'refunded');
  narrator.check('the order is complete', (await shop.order('lin-1'))?.orderState === 'Complete');
}

const mailsTo = ({ mailbox }: LocalRuntime, name: string) =>
  mailbox.filter(({ to }) => to.some((address) => address.startsWith(`${name}@`)));

async function caseOf(shop: Shop, orderId: string) {
  return (await shop.rows('Cases')).find((row) => row.entity === 'case' && row.orderId === orderId);
}

/** What a browser does: opens the mail's link, fills in the form, and confirms on the second page. */
async function takeSubstitute(runtime: LocalRuntime): Promise<void> {
  const { text = '' } = mailsTo(runtime, 'lin').at(-1) ?? {};
  const [path = ''] = /https:\/\/\S+\/r\/\S+/.exec(text) ?? [];
  let page = await runtime.http({ method: 'GET', path });
  for (let step = 0; step < 2; step++) {
    const form = formsOf(page.body).find(
      ({ method, fields }) => method === 'post' && fields.some(({ name }) => name === 'offer'),
    );
    if (!form) return;
    const chosen = new Map([...radioGroups(form)].map(([name, values]) => [name, values[0]!]));
    const body = filledIn(form, { chosen, ticked: new Set(), typed: '0072' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    page = await runtime.http({ method: 'POST', path, headers, body });
  }
}

async function settleRefund({ runtime, shop, narrator }: Stage): Promise<void> {
  const requested = runtime.events.find(({ event }) => event['detail-type'] === 'RefundRequested');
  const { refundId, caseId, orderId, amount, currency } = (requested?.event.detail ?? {}) as Record<string, unknown>;
  await narrator.pass(hours(1));
  await shop.finance('RefundAccepted', { refundId, caseId, orderId });
  narrator.say('finance', 'accepts the refund of the difference');
  await narrator.pass(hours(22));
  const settled = { refundId, caseId, orderId, amount, currency, settledAt: shop.now, reference: 'bank-0001' };
  await shop.finance('RefundSettled', settled);
  narrator.say('finance', 'the bank has paid it back');
  await narrator.pass(minutes(5));
}

/** One more order that is short, its question open: for whoever looks at the pages. */
export async function yourTurn({ shop, narrator }: Stage): Promise<void> {
  narrator.title('Your turn');
  const timeZone = zoneByDay(new Date(shop.now));
  const you = { ...customers.ada, customerId: 'c-you', email: 'you@customer.example', timeZone };
  await shop.orders({ ...inTaiwan, orderId: 'you-1', orderNumber: 'TW-10073', customer: you, lines: [mug(3)] });
  narrator.say('shop', 'order TW-10073: you buy 3 blue mugs, and 2 are left');
  await narrator.pass(minutes(3));
}
