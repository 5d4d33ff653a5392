import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  anOrderToShip,
  asksToCancel,
  cancellationOf,
  decides,
  eventsAbout,
  mailsOf,
  openWorld,
  refundsOfOrder,
  ships,
  tellsOf,
} from '#test/support/cancellation.ts';
import { aLine, days, hours, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(0);
});
afterAll(() => world[Symbol.asyncDispose]());

/** An order under its own number, so that many live in one world. */
const numbered = (orderId: string) => ({ orderId, orderNumber: `WEB-${orderId}-0001` });

describe('the warehouse', () => {
  test('that cannot stop it any more turns the request into a return, and the order goes on its way', async () => {
    const order = await anOrderToShip(world, numbered('refused'));
    await asksToCancel(world, 'refused');
    await tellsOf(world, 'refused', 'WarehouseHoldRefused', { code: 'on-truck' });
    expect(await cancellationOf(world, 'refused')).toMatchObject({ state: 'pursuing' });
    expect(await world.order('refused')).toMatchObject({ holds: [], lines: [{ quantity: 2 }] });
    expect(eventsAbout(world, 'refused', 'ReturnRequested')).toMatchObject([
      { lines: [{ lineId: 'line-1', quantity: 2 }] },
    ]);
    expect(mailsOf(world, order)).toEqual([
      'Order WEB-refused-0001: we have your cancellation request',
      'Order WEB-refused-0001: please send the goods back',
    ]);
    expect(await refundsOfOrder(world, 'refused')).toEqual([]);
  });

  test('that is silent makes an alert after an hour; its late answer still lets the case go on', async () => {
    await anOrderToShip(world, numbered('silent'));
    await asksToCancel(world, 'silent');
    const alerts = () =>
      world.runtime.alerts.filter(({ subject }) => subject?.includes('the warehouse does not answer'));
    const before = alerts().length;
    await world.pass(minutes(61));
    expect(alerts().slice(before)).toMatchObject([{ subject: 'order WEB-silent-0001: the warehouse does not answer' }]);
    await tellsOf(world, 'silent', 'WarehouseHoldConfirmed');
    expect(await cancellationOf(world, 'silent')).toMatchObject({ state: 'refunding' });
  });

  test('that never answers leaves it to staff after a day, and nothing was promised', async () => {
    await anOrderToShip(world, numbered('never'));
    await asksToCancel(world, 'never');
    await world.pass(hours(25));
    expect(await cancellationOf(world, 'never')).toMatchObject({
      state: 'needs-staff',
      reasonCode: 'WAREHOUSE_SILENT',
    });
    expect(await world.order('never')).toMatchObject({ orderState: 'Open', holds: [{ reason: 'OTHER' }] });
    expect(await refundsOfOrder(world, 'never')).toEqual([]);
  });

  test('that let it go although it had been asked makes it a return as well', async () => {
    await anOrderToShip(world, numbered('crossed'));
    await asksToCancel(world, 'crossed');
    await ships(world, 'crossed');
    expect(eventsAbout(world, 'crossed', 'ReturnRequested')).toHaveLength(1);
    expect(await cancellationOf(world, 'crossed')).toMatchObject({ state: 'pursuing' });
  });
});

describe('an answer that comes when staff have the case already', () => {
  const alerts = (part: string) => world.runtime.alerts.filter(({ subject = '' }) => subject.includes(part));

  async function isWithStaff(orderId: string) {
    const order = await anOrderToShip(world, numbered(orderId));
    await asksToCancel(world, orderId);
    await world.pass(hours(26));
    expect(await cancellationOf(world, orderId)).toMatchObject({ state: 'needs-staff', owner: 'staff' });
    return order;
  }

  test('cancels as if it had come in time, and staff are told that they need not look any more', async () => {
    const order = await isWithStaff('late-yes');
    await tellsOf(world, 'late-yes', 'WarehouseHoldConfirmed');
    const { state, reasonCode, owner } = await cancellationOf(world, 'late-yes');
    expect({ state, reasonCode, owner }).toEqual({ state: 'refunding', reasonCode: undefined, owner: 'finance' });
    expect(await world.order('late-yes')).toMatchObject({ orderState: 'Cancelled', holds: [] });
    expect(await refundsOfOrder(world, 'late-yes')).toMatchObject([{ amount: 3500, decidedBy: 'customer' }]);
    expect(mailsOf(world, order).at(-1)).toBe('Order WEB-late-yes-0001 is cancelled');
    expect(alerts('late-yes goes on by itself')).toHaveLength(1);
  });

  test('that it had left makes it a return', async () => {
    const order = await isWithStaff('late-no');
    await tellsOf(world, 'late-no', 'WarehouseHoldRefused', { code: 'on-truck' });
    expect(await cancellationOf(world, 'late-no')).toMatchObject({ state: 'pursuing', owner: 'workflow' });
    expect(eventsAbout(world, 'late-no', 'ReturnRequested')).toHaveLength(1);
    expect(mailsOf(world, order).at(-1)).toBe('Order WEB-late-no-0001: please send the goods back');
    await tellsOf(world, 'late-no', 'ReturnReceived', { code: 'complete' });
    expect(await refundsOfOrder(world, 'late-no')).toHaveLength(1);
  });

  test('that leads to another question for staff calls them for that one, not as if they had let it lie', async () => {
    const order = await anOrderToShip(world, {
      ...numbered('late-files'),
      lines: [aLine(), aLine({ lineId: 'card', sku: 'CARD', title: 'Gift card', supply: 'digital', quantity: 1 })],
    });
    await asksToCancel(world, 'late-files');
    await world.pass(hours(26));
    await tellsOf(world, 'late-files', 'WarehouseHoldRefused', { code: 'on-truck' });
    const calls = alerts(`${order.orderNumber} needs staff`);
    expect(calls.map(({ subject = '' }) => /\((.*)\)/.exec(subject)?.[1])).toEqual([
      'WAREHOUSE_SILENT',
      'DIGITAL_CONTENT',
    ]);
    expect(calls.some(({ message }) => message.includes('for a week'))).toBe(false);
  });

  test('changes nothing of what staff have decided, and is heard once', async () => {
    await isWithStaff('late-after');
    await decides(world, 'late-after', { 'line-1': 'keep' });
    const { state } = await cancellationOf(world, 'late-after');
    await tellsOf(world, 'late-after', 'WarehouseHoldConfirmed');
    expect(await cancellationOf(world, 'late-after')).toMatchObject({ state });
    expect(await refundsOfOrder(world, 'late-after')).toEqual([]);
    expect(alerts('late-after goes on by itself')).toEqual([]);
  });

  test('about anything else leaves the case with staff, who are not called again for it', async () => {
    await isWithStaff('late-other');
    const before = alerts('WEB-late-other-0001 needs staff').length;
    await tellsOf(world, 'late-other', 'ReturnReceived', { code: 'complete' });
    await world.pass(days(1));
    expect(await cancellationOf(world, 'late-other')).toMatchObject({ state: 'needs-staff' });
    expect(alerts('WEB-late-other-0001 needs staff')).toHaveLength(before);
  });
});
