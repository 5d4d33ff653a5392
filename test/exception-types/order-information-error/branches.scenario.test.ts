import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLine, days, hours, minutes, stockOf } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import { answers, aWorldThatMends, casesOf, dallas, filledIn, placed, settled, subjectsOf, taipei } from './details.ts';

let world: World;
beforeAll(async () => {
  world = await aWorldThatMends();
});
afterAll(() => world[Symbol.asyncDispose]());

const noStreet = { ...dallas, addressLines: [''] };
const mailsOf = (orderId: string) => subjectsOf(world).filter((subject) => subject.includes(`WEB-${orderId}-`));

describe('the cause goes away', () => {
  test('while it settles: the order is let go and nobody was written to', async () => {
    await placed(world, 'quick', { shippingAddress: noStreet });
    expect(await world.order('quick')).toMatchObject({ holds: [{ reason: 'INCORRECT_ADDRESS' }] });
    await world.change('quick', () => ({ shippingAddress: dallas }));
    await world.pass(minutes(5));
    expect(await world.order('quick')).toMatchObject({ holds: [] });
    expect(await world.cases('quick')).toMatchObject([{ state: 'resolved-upstream' }]);
    expect(mailsOf('quick')).toEqual([]);
  });

  test('while the question is open: our own hold is taken off, the shop’s stays, and the customer hears of it', async () => {
    const theirs = { holdId: 'fraud-check', reason: 'HIGH_RISK_OF_FRAUD', since: '2026-03-02T08:00:00.000Z' } as const;
    await settled(world, 'mended', { shippingAddress: noStreet, holds: [theirs] });
    expect((await world.order('mended')).holds).toHaveLength(2);
    await world.change('mended', () => ({ shippingAddress: dallas }));
    await world.pass(minutes(5));
    expect((await world.order('mended')).holds).toEqual([theirs]);
    expect(await world.cases('mended')).toMatchObject([{ state: 'resolved-upstream' }]);
    expect(mailsOf('mended')).toHaveLength(2);
  });
});

test('a store that has closed: the customer names another one, by program too', async () => {
  const pickupPoint = { network: '7-ELEVEN', storeId: '131386', storeName: '松山門市', status: 'closed' } as const;
  const { customer } = await placed(world, 'store', {
    market: 'TW',
    pickupPoint,
    customer: {
      customerId: 'customer-of-store',
      kind: 'consumer',
      email: 'lin@customer.example',
      phone: '0912345678',
      locale: 'zh-TW',
      timeZone: 'UTC',
    },
  });
  await world.pass(minutes(3));
  expect(customer.locale).toBe('zh-TW');
  expect(mailsOf('store')).toEqual(['訂單 WEB-store-0234：請改選其他取貨門市']);
  const { body } = await world.get(world.link());
  expect(body).toContain('您選擇的門市已無法取貨。');
  expect(body).toContain('<label class="field" for="input-storeId">店號</label>');
  const json = { accept: 'application/json', 'content-type': 'application/json' };
  const question = JSON.parse((await world.runtime.http({ method: 'GET', path: world.link(), headers: json })).body);
  expect(question.inputs.map(({ name }: { name: string }) => name)).toEqual(['storeId', 'storeName']);
  const post = (fields: Record<string, string>) =>
    world.runtime.http({
      method: 'POST',
      path: world.link(),
      headers: json,
      body: JSON.stringify({ offer: question.offerHash, 'unit.pickup-point': 'correct', ...fields }),
    });
  const refused = await post({ 'input.storeId': '99', 'input.storeName': '南港門市' });
  expect(refused.status).toBe(422);
  expect(JSON.parse(refused.body)).toMatchObject({ code: 'FIELDS_WRONG', fields: { storeId: 'store-form' } });
  expect((await post({ 'input.storeId': '991182', 'input.storeName': '南港門市' })).status).toBe(200);
  await world.pass(minutes(5));
  expect(await world.order('store')).toMatchObject({
    holds: [],
    pickupPoint: { network: '7-ELEVEN', storeId: '991182', storeName: '南港門市' },
  });
});

describe('the same order twice', () => {
  const twice = async (orderId: string) => {
    const first = await placed(world, `${orderId}-1`, { shippingAddress: dallas });
    await settled(world, `${orderId}-2`, { shippingAddress: dallas, customer: first.customer });
  };

  test('silence ships both after 24 hours', async () => {
    await twice('both');
    expect(await world.order('both-2')).toMatchObject({ holds: [{ reason: 'OTHER' }] });
    expect(mailsOf('both-2')).toEqual(['Order WEB-both-2-0234: did you mean to order this twice?']);
    await world.pass(hours(25));
    expect(await world.order('both-2')).toMatchObject({ holds: [], orderState: 'Open' });
    expect(await world.cases('both-2')).toMatchObject([{ state: 'resolved' }]);
    expect(await world.cases('both-1')).toEqual([]);
    expect(mailsOf('both-2')).toHaveLength(1);
  });

  test('the customer cancels one of them, confirmed by its number, and gets the money back', async () => {
    await twice('once');
    const asked = await answers(world, { cancel: 'order' });
    expect(asked.body).toContain('Last 4 characters of your order number');
    await answers(world, { cancel: 'order', confirm: '0234' });
    await world.pass(minutes(15));
    expect(await world.order('once-2')).toMatchObject({ orderState: 'Cancelled' });
    expect(await world.cases('once-2')).toMatchObject([{ state: 'refunding', refundMinor: 3500 }]);
    expect(await world.order('once-1')).toMatchObject({ orderState: 'Open' });
  });
});

test('a price far from the catalogue’s goes to staff with the order stopped; the customer never hears of it', async () => {
  await world.put('Inventory', stockOf('MUG-GOLD', 10, { unitPriceMinor: 90_000 }));
  await settled(world, 'price', { shippingAddress: dallas, lines: [aLine({ sku: 'MUG-GOLD', unitPriceMinor: 900 })] });
  expect(await world.cases('price')).toMatchObject([{ state: 'needs-staff', reasonCode: 'PRICE_OFF' }]);
  expect((await world.order('price')).holds).toMatchObject([{ reason: 'OTHER' }]);
  const alert = world.runtime.alerts.find(({ subject }) => subject?.includes('WEB-price-0234 needs staff'));
  expect(alert?.message).toContain('line line-1 (SKU MUG-GOLD): 900 minor units a piece');
  await world.change('price', ({ lines: [line] }) => ({ lines: [{ ...line!, unitPriceMinor: 90_000 }] }));
  await world.pass(minutes(5));
  expect(await world.order('price')).toMatchObject({ holds: [] });
  expect(await world.cases('price')).toMatchObject([{ state: 'resolved-upstream' }]);
  expect(mailsOf('price')).toEqual([]);
});

test('a mail address that looks mistyped is asked about and stops nothing; silence keeps it', async () => {
  const customer = {
    customerId: 'x',
    kind: 'consumer',
    email: 'kim@gmial.com',
    locale: 'en',
    timeZone: 'UTC',
  } as const;
  await settled(world, 'typo', { shippingAddress: dallas, customer });
  expect(await world.cases('typo')).toMatchObject([{ state: 'asking', causeCode: 'mail-domain' }]);
  expect(await world.order('typo')).toMatchObject({ holds: [] });
  expect(await filledIn(world)).toEqual({ 'input.email': 'kim@gmail.com' });
  await answers(world, { 'unit.mail': 'correct', 'input.email': 'kim@gmail.com' });
  await world.pass(minutes(5));
  expect((await world.order('typo')).customer.email).toBe('kim@gmail.com');
});

test('an unusual address passes when the customer says that it is exactly so', async () => {
  await settled(world, 'unusual', { shippingAddress: { ...dallas, addressLines: ['Chestnut Street'] } });
  const fields = await filledIn(world);
  const doubted = await answers(world, { 'unit.delivery': 'correct', ...fields, 'input.addressLine1': 'The Old Mill' });
  expect(doubted.status).toBe(422);
  const insisted = {
    'unit.delivery': 'correct',
    ...fields,
    'input.addressLine1': 'The Old Mill',
    'input.asWritten': 'yes',
  };
  expect((await answers(world, insisted)).status).toBe(200);
  await world.pass(hours(2));
  expect(await world.order('unusual')).toMatchObject({
    holds: [],
    shippingAddress: { addressLines: ['The Old Mill'] },
  });
  expect(await world.cases('unusual')).toMatchObject([{ state: 'resolved' }]);
});

test('an address written over with the old mistake is mended once more', async () => {
  const mistake = { shippingAddress: { ...dallas, city: 'Dalas' } };
  await settled(world, 'again', mistake);
  expect((await world.order('again')).shippingAddress?.city).toBe('Dallas');
  await world.change('again', () => mistake);
  await world.pass(minutes(5));
  expect((await world.order('again')).shippingAddress?.city).toBe('Dallas');
  expect(await world.cases('again')).toMatchObject([{ state: 'resolved' }, { state: 'resolved' }]);
});

test('mode observe writes and mails nothing', async () => {
  await world.switch({ types: { 'order-information-error': { mode: 'observe' } } });
  await settled(world, 'observed', { market: 'TW', shippingAddress: { ...taipei, postalCode: '' } });
  expect(await world.order('observed')).toMatchObject({ version: 1, holds: [] });
  expect(await world.cases('observed')).toMatchObject([{ state: 'observed' }]);
  await world.switch({
    types: { 'order-information-error': { mode: 'automatic' }, 'out-of-stock': { mode: 'automatic' } },
  });
});

test('after a day without an answer another question of the order goes first, and the link goes on taking the answer', async () => {
  await settled(world, 'yields', {
    shippingAddress: noStreet,
    lines: [aLine({ sku: 'MUG-RED' })],
    promisedDeliveryAt: '2026-12-01T00:00:00.000Z',
  });
  const link = world.link();
  expect(mailsOf('yields')).toEqual(['Order WEB-yields-0234: please check where we should deliver']);
  await world.pass(hours(12));
  expect(mailsOf('yields')).toHaveLength(1);
  await world.pass(days(1));
  expect(mailsOf('yields').at(-1)).toContain('an item is out of stock');
  const taken = await answers(
    world,
    { 'unit.delivery': 'correct', ...(await filledIn(world, link)), 'input.addressLine1': '1 Main St' },
    link,
  );
  expect(taken.status).toBe(200);
  await world.pass(minutes(10));
  expect((await world.order('yields')).shippingAddress?.addressLines[0]).toBe('1 Main St');
  const cases = await casesOf(world, 'yields');
  expect(Object.fromEntries(cases.map(({ type, state }) => [type, state]))).toEqual({
    'order-information-error': 'resolved',
    'out-of-stock': 'asking',
  });
});
