import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  anOrderToShip,
  asksToCancel,
  cancellationOf,
  decides,
  eventsAbout,
  mailsOf,
  newestMail,
  openWorld,
  refundsOfOrder,
  ships,
} from '#test/support/cancellation.ts';
import { assemblyWithThresholds } from '#test/support/configured.ts';
import { days } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';

/** A shop that takes nothing back without a right to it, and gives up on what never came. */
const configured = assemblyWithThresholds('customer-cancellation', { unreturned: 'close', voluntaryReturnDays: 0 });

let world: World;
beforeAll(async () => {
  world = await openWorld(0, configured.root);
});
afterAll(async () => {
  configured[Symbol.dispose]();
  await world[Symbol.asyncDispose]();
});

test('what has left is not taken back without a right: staff decide, and the customer is told nothing of a return', async () => {
  const order = await anOrderToShip(world, { orderId: 'no-right', orderNumber: 'WEB-no-right-0001' });
  await ships(world, 'no-right');
  await asksToCancel(world, 'no-right');
  expect(await cancellationOf(world, 'no-right')).toMatchObject({
    state: 'needs-staff',
    reasonCode: 'RETURN_PERIOD_OVER',
  });
  expect(eventsAbout(world, 'no-right', 'ReturnRequested')).toEqual([]);
  expect(mailsOf(world, order)).toEqual(['Order WEB-no-right-0001: we have your cancellation request']);
  expect(newestMail(world, order)).not.toContain('send the goods back');
  await decides(world, 'no-right', { 'line-1': 'keep' });
  expect(await cancellationOf(world, 'no-right')).toMatchObject({ state: 'resolved' });
  expect(await refundsOfOrder(world, 'no-right')).toEqual([]);
});

test('goods of a withdrawal that never come back close the case: the order stays as it is, nothing is paid, and its customer hears it once', async () => {
  const order = await anOrderToShip(world, {
    orderId: 'unreturned',
    orderNumber: 'WEB-unreturned-0001',
    market: 'DE',
    currencyCode: 'EUR',
  });
  await ships(world, 'unreturned');
  await asksToCancel(world, 'unreturned', { statutory: true });
  await world.pass(days(27));
  expect(await cancellationOf(world, 'unreturned')).toMatchObject({ state: 'pursuing' });
  await world.pass(days(3));
  expect(await cancellationOf(world, 'unreturned')).toMatchObject({ state: 'resolved' });
  expect(await refundsOfOrder(world, 'unreturned')).toEqual([]);
  expect(await world.order('unreturned')).toMatchObject({ shipmentState: 'Shipped', lines: [{ quantity: 2 }] });
  expect(mailsOf(world, order)).toEqual([
    'Order WEB-unreturned-0001: receipt of your withdrawal',
    'Order WEB-unreturned-0001: we have not had your return yet',
    'Order WEB-unreturned-0001: about your cancellation',
  ]);
  expect(newestMail(world, order)).toContain('have not come back, so we have closed your request');
  expect(world.runtime.alerts.filter(({ subject }) => subject?.includes('unreturned-0001 needs staff'))).toEqual([]);
});
