import type { OrderLine } from '#shared/domain/order.ts';
import { customerIn, detailsOf, hours, inTaiwan, mailsTo, minutes, type Stage } from '../stage.ts';
import { Visitor } from '../visitor.ts';

const tea: OrderLine = {
  lineId: 'line-1',
  sku: 'TEA-200',
  title: '高山烏龍茶 200 克',
  quantity: 2,
  unitPriceMinor: 60_000,
  tax: { rate: 0.05, included: true },
  discountShareMinor: 0,
  supply: 'stock',
  reservations: [],
};

const carrier = 'island-express';
/** Six parcels for the east coast, and one that the storm does not meet. */
const east = ['aki', 'bo', 'chen', 'dana', 'emi', 'fang'];
const west = 'gao';
const names = [...east, west];

/**
 * Case study 3: a storm cuts off one region. Staff get one alert for all of its parcels, each customer the reason and a new
 * date, the carrier is asked and answers; the parcels arrive, and the page behind the mail asks who is content.
 */
export async function storm(stage: Stage): Promise<void> {
  const { runtime, shop, narrator } = stage;
  narrator.title('Case study 3: a storm delays one region');
  const promised = inHours(stage, 30);
  await onTheWay(stage, promised);
  const alerts = runtime.alerts.length;
  const expected = inHours(stage, 54);
  for (const name of east) {
    await shop.parcelChanges(`${name}-1`, {
      tag: 'Exception',
      subtag: 'Exception_017',
      estimatedDeliveryAt: expected,
    });
  }
  narrator.say('carrier', 'a storm has closed the roads to Hualien: two days later than planned');
  await narrator.pass(minutes(25));
  narrator.check('staff have one alert for the region', runtime.alerts.length === alerts + 1);
  const behind = detailsOf(runtime, 'IncidentOpened').at(-1)?.behind;
  narrator.check('it is one incident', behind === `${carrier} TW Hualien`);
  narrator.check(
    'every customer of the region has one mail',
    east.every((name) => mailsTo(runtime, name).length === 1),
  );
  const said = mailsTo(runtime, 'aki')[0]?.text ?? '';
  narrator.check('with the reason', said.includes('bad weather in the region'));
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'Asia/Taipei' }).format(
    Date.parse(expected),
  );
  narrator.check('and the new date', said.includes(`We now expect it on ${day}`));
  await answered(stage, expected);
  await arrivals(stage);
  await closingPages(stage);
}

const inHours = ({ shop }: Stage, n: number) => new Date(Date.parse(shop.now) + hours(n)).toISOString();

async function onTheWay({ shop, narrator }: Stage, promisedDeliveryAt: string): Promise<void> {
  await shop.stock({ sku: 'TEA-200', title: tea.title, onHand: 50, unitPriceMinor: 60_000 });
  for (const [i, name] of names.entries()) {
    const customer = customerIn(name === 'aki' || name === 'dana' ? 'en-US' : 'zh-TW', name);
    const orderNumber = `TW-${10_300 + i}`;
    await shop.orders({ ...inTaiwan, orderId: `${name}-1`, orderNumber, customer, promisedDeliveryAt, lines: [tea] });
  }
  narrator.say('shop', `${names.length} orders of tea, ${east.length} of them to Hualien`);
  await narrator.pass(minutes(10));
  for (const name of names) {
    const handedOverAt = shop.now;
    await shop.ships(`${name}-1`);
    await shop.parcel({
      orderId: `${name}-1`,
      shipmentId: `parcel-${name}`,
      carrier,
      trackingNumber: `IE-${name}`,
      lineIds: [tea.lineId],
      tag: 'InTransit',
      origin: { country: 'TW', region: 'Taipei' },
      destination: { country: 'TW', region: name === west ? 'Taipei' : 'Hualien' },
      createdAt: handedOverAt,
      handedOverAt,
      promisedDeliveryAt,
      checkpoints: [{ at: handedOverAt, tag: 'InTransit' }],
    });
  }
  narrator.say('warehouse', `hands all parcels to ${carrier}`);
  await narrator.pass(hours(1));
}

async function answered({ runtime, shop, narrator }: Stage, estimatedDeliveryAt: string): Promise<void> {
  const asked = detailsOf(runtime, 'CarrierInquiryRequested');
  narrator.check('the carrier was asked about each parcel', asked.length === east.length);
  await narrator.pass(hours(2));
  for (const { caseId, orderId } of asked) {
    await shop.reports('CarrierAnswered', { caseId, orderId, code: 'weather', estimatedDeliveryAt });
  }
  narrator.say('carrier', 'answers: the roads are being cleared, the date stands');
  await narrator.pass(minutes(5));
  const heard = (await delayCases(shop)).filter(({ news }) => (news as Record<string, unknown>).CarrierAnswered);
  narrator.check('its answer is on every case', heard.length === east.length);
}

async function arrivals(stage: Stage): Promise<void> {
  const { runtime, shop, narrator } = stage;
  await narrator.pass(hours(22));
  await shop.parcelChanges(`${west}-1`, { tag: 'Delivered', subtag: 'Delivered_001', deliveredAt: shop.now });
  narrator.say('carrier', 'delivers in Taipei, in time');
  await narrator.pass(hours(27));
  for (const name of east) {
    await shop.parcelChanges(`${name}-1`, { tag: 'Delivered', subtag: 'Delivered_001', deliveredAt: shop.now });
  }
  narrator.say('carrier', 'delivers in Hualien');
  await narrator.pass(minutes(10));
  const cases = await delayCases(shop);
  narrator.check(
    'every case is closed by the arrival',
    cases.every(({ state }) => state === 'resolved-upstream'),
  );
  narrator.check('no parcel outside the region had a case', cases.length === east.length);
  narrator.check('the incident is over', detailsOf(runtime, 'IncidentClosed').at(-1)?.type === 'logistics-delay');
  narrator.check(
    'nobody was written to twice',
    names.every((name) => mailsTo(runtime, name).length < 2),
  );
  narrator.check('a storm is nobody’s fault: no voucher', detailsOf(runtime, 'CompensationRequested').length === 0);
}

async function closingPages({ runtime, shop, narrator }: Stage): Promise<void> {
  narrator.say('customer', 'Aki and Bo open the link of their mail once more');
  const [aki, bo] = [await Visitor.open(runtime, 'aki'), await Visitor.open(runtime, 'bo')];
  narrator.check(
    'the page asks whether they are content',
    (await aki.says('content')) && (await bo.says('not-content')),
  );
  narrator.check('and thanks them', aki.page.body.includes('Thank you for telling us'));
  const counted = (await shop.rows('Cases')).filter(({ entity }) => entity === 'satisfaction-count');
  const answers = counted.map(({ sk, answers: n }) => `${sk} ${n}`).sort();
  narrator.check('both answers are counted', answers.join() === 'content 1,not-content 1');
}

const delayCases = async (shop: Stage['shop']) =>
  (await shop.rows('Cases')).filter((row) => row.entity === 'case' && row.type === 'logistics-delay');
