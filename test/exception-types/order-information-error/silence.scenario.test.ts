import { expect, test } from 'vitest';
import { theSweepRests } from '#test/support/refund-story.ts';
import { days, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import { answers, aWorldThatMends, dallas, settled } from './details.ts';

const noStreet = { shippingAddress: { ...dallas, addressLines: ['Chestnut Street'] } };
const promisedDeliveryAt = '2026-06-01T00:00:00.000Z';
const kim = {
  customerId: 'kim',
  kind: 'consumer',
  email: 'kim@customer.example',
  locale: 'en-US',
  timeZone: 'UTC',
} as const;

const marks = async (world: World) =>
  (await world.rows('Cases')).filter(({ entity }) => entity === 'contact').map(({ code }) => code);

/** Asked and reminded three times, without a word for two weeks. */
async function aSilentCustomer(world: World): Promise<void> {
  await theSweepRests(world);
  await settled(world, 'silent', { ...noStreet, customer: kim, promisedDeliveryAt });
  await world.pass(days(14) + minutes(30));
}

test('three reminders without a word: the customer counts as unreachable, until an answer shows that they are not', async () => {
  await using world = await aWorldThatMends();
  await aSilentCustomer(world);
  expect(await marks(world)).toEqual(['SILENT']);
  await settled(world, 'next', { ...noStreet, customer: kim, promisedDeliveryAt });
  expect(await world.cases('next')).toMatchObject([{ state: 'needs-staff', reasonCode: 'CUSTOMER_UNREACHABLE' }]);
  const mails = world.runtime.mailbox.length;
  expect((await answers(world, { 'unit.delivery': 'keep' })).status).toBe(200);
  expect(await marks(world)).toEqual([]);
  await world.pass(minutes(10));
  expect(await world.cases('silent')).toMatchObject([{ state: 'resolved' }]);
  expect(world.runtime.mailbox.slice(mails).map(({ subject }) => subject)).toEqual([
    'Order WEB-silent-0234: delivery details',
  ]);
  await settled(world, 'after', { ...noStreet, customer: kim, promisedDeliveryAt });
  expect(await world.cases('after')).toMatchObject([{ state: 'asking' }]);
}, 120_000);

test('an answer that comes when the case is closed clears the mark as well', async () => {
  await using world = await aWorldThatMends();
  await aSilentCustomer(world);
  const { body } = await world.get(world.link());
  const offer = /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? '';
  await world.change('silent', () => ({ shippingAddress: dallas }));
  await world.pass(minutes(10));
  expect(await world.cases('silent')).toMatchObject([{ state: 'resolved-upstream' }]);
  expect(await marks(world)).toEqual(['SILENT']);
  await world.post(world.link(), { offer, 'unit.delivery': 'keep' });
  expect(await marks(world)).toEqual([]);
}, 120_000);

test('mail that came back stays known: neither silence nor an answer takes its mark away', async () => {
  await using world = await aWorldThatMends();
  world.runtime.recipients.bounce(kim.email);
  await aSilentCustomer(world);
  expect(await marks(world)).toEqual(['MAIL_BOUNCED']);
  expect((await answers(world, { 'unit.delivery': 'keep' })).status).toBe(200);
  await world.pass(minutes(10));
  expect(await marks(world)).toEqual(['MAIL_BOUNCED']);
}, 120_000);
