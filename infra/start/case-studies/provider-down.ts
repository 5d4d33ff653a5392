import type { OrderLine } from '#shared/domain/order.ts';
import { provider } from '../shop.ts';
import { customerIn, detailsOf, hours, inTaiwan, mailsTo, minutes, type Stage } from '../stage.ts';
import { Visitor } from '../visitor.ts';

const teapot: OrderLine = {
  lineId: 'line-1',
  sku: 'TEAPOT',
  title: '手拉坯茶壺',
  quantity: 1,
  unitPriceMinor: 120_000,
  tax: { rate: 0.05, included: true },
  discountShareMinor: 0,
  supply: 'stock',
  reservations: [],
};

/** Enough tries within minutes for their rate to say something (`outage.minimumTries`). */
const others = 20;
const numberOf = (n: number) => `TW-${10_200 + n}`;

/**
 * Case study 2: the payment provider refuses every card for a while. Staff get one alert and no customer reads that a
 * card was declined; who has not paid when it is over is written to with the other methods, and pays by one of them.
 */
export async function providerDown(stage: Stage): Promise<void> {
  const { runtime, shop, narrator } = stage;
  narrator.title('Case study 2: the payment provider is down');
  await shop.stock({ sku: 'TEAPOT', title: '手拉坯茶壺', onHand: 40, unitPriceMinor: 120_000 });
  const [alerts, mails] = [runtime.alerts.length, runtime.mailbox.length];
  await refusals(stage);
  narrator.say('provider', `fails on ${others + 2} orders in a row`);
  await narrator.pass(minutes(30));
  narrator.check('staff have one alert, for all of them', runtime.alerts.length === alerts + 1);
  narrator.check('it is one incident', detailsOf(runtime, 'IncidentOpened').at(-1)?.behind === `provider:${provider}`);
  narrator.check('nobody was told that a card was declined', runtime.mailbox.length === mails);

  narrator.say('provider', 'works again');
  for (let n = 0; n < others; n++) await shop.paid(`tea-${n}`, { method: 'card', provider });
  narrator.say('customer', `${others} customers have tried again by themselves, Jonas and Mei have not`);
  await narrator.pass(minutes(15));
  narrator.check('the incident is over', detailsOf(runtime, 'IncidentClosed').at(-1)?.type === 'payment-failure');
  narrator.check('only who has not paid is written to', runtime.mailbox.length === mails + 2);
  const said = mailsTo(runtime, 'jonas')[0]?.text ?? '';
  narrator.check('the mail speaks of a technical problem', said.includes('a technical problem of the payment system'));

  narrator.say('customer', 'Jonas opens the link and picks Apple Pay');
  narrator.check('the page leads on to pay by it', await goesOnBy(stage, 'jonas', numberOf(others), 'apple-pay'));
  await shop.paid('jonas-1', { method: 'apple-pay', provider: 'example-wallet' });
  await narrator.pass(minutes(5));
  await secondThoughts(stage);
  await goingOn(stage);
}

async function refusals({ shop, narrator }: Stage): Promise<void> {
  const refused = (orderId: string, n: number, locale: string, name: string) =>
    shop.refused(
      { ...inTaiwan, orderId, orderNumber: numberOf(n), customer: customerIn(locale, name), lines: [teapot] },
      'processing_error',
    );
  for (let n = 0; n < others; n++) {
    await refused(`tea-${n}`, n, 'zh-TW', `customer-${n}`);
    if (n % 5 === 4) await narrator.pass(minutes(1));
  }
  await refused('jonas-1', others, 'en-GB', 'jonas');
  await refused('mei-1', others + 1, 'zh-TW', 'mei');
}

/** Chooses a method. @returns whether the page then shows where the same order is paid by it */
async function goesOnBy({ runtime }: Stage, name: string, orderNumber: string, method: string): Promise<boolean> {
  const visitor = await Visitor.open(runtime, name);
  await visitor.choose(`method:${method}`, orderNumber);
  return visitor.page.body.includes(`${orderNumber}?by=${method}`);
}

/** Mei waits so long that her order is held and its teapot goes back to the shelf. */
async function secondThoughts(stage: Stage): Promise<void> {
  const { shop, narrator } = stage;
  const aside = async () => (await shop.shelf('TEAPOT'))?.committed;
  const all = others + 2;
  await narrator.pass(hours(25));
  const held = (await shop.order('mei-1'))?.holds.map(({ reason }) => reason);
  narrator.check('after a day the order of Mei is on hold', held?.join() === 'AWAITING_PAYMENT');
  narrator.check('her teapot is still set aside', (await aside()) === all);
  await narrator.pass(hours(24));
  narrator.check('after two days it is back on the shelf', (await aside()) === all - 1);
  narrator.say('customer', 'Mei opens the link after all and picks LINE Pay');
  narrator.check('the page leads on to pay by it', await goesOnBy(stage, 'mei', numberOf(others + 1), 'line-pay'));
  narrator.check('and a teapot is set aside for her again', (await aside()) === all);
  await narrator.pass(minutes(2));
  await shop.paid('mei-1', { method: 'line-pay', provider: 'line-pay' });
  await narrator.pass(minutes(5));
}

async function goingOn({ runtime, shop, narrator }: Stage): Promise<void> {
  const mei = await shop.order('mei-1');
  narrator.check('her order is free to ship', mei?.holds.length === 0 && mei.paymentState === 'Paid');
  narrator.check('she heard four times: the question, two reminders, thanks', mailsTo(runtime, 'mei').length === 4);
  narrator.check('Jonas heard twice: the question, thanks', mailsTo(runtime, 'jonas').length === 2);
  const cases = (await shop.rows('Cases')).filter((row) => row.entity === 'case' && row.type === 'payment-failure');
  const solved = cases.filter(({ state }) => state === 'resolved-upstream');
  narrator.check(
    'all cases are solved by the payments',
    solved.length === others + 2 && cases.length === solved.length,
  );
  const orders = [...Array.from({ length: others }, (_, n) => `tea-${n}`), 'jonas-1', 'mei-1'];
  for (const orderId of orders) await shop.ships(orderId);
  narrator.say('warehouse', 'all orders are shipped');
  await narrator.pass(minutes(5));
  narrator.check('nothing is set aside any more', (await shop.shelf('TEAPOT'))?.committed === 0);
  for (const orderId of orders) await shop.arrives(orderId);
  narrator.say('carrier', 'all have arrived');
}
