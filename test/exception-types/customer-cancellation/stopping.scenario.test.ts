import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  anOrderToShip,
  asksToCancel,
  cancellationOf,
  casesOf,
  eventsAbout,
  mailsOf,
  newestMail,
  openWorld,
  refundsOfOrder,
  ships,
  tellsOf,
} from '#test/support/cancellation.ts';
import { reports, settled } from '#test/support/refund-story.ts';
import { aLine, aPayment, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** An order under its own number, so that many live in one world. */
const numbered = (orderId: string) => ({ orderId, orderNumber: `WEB-${orderId}-0001` });

describe('what has not left is cancelled', () => {
  test('by line and quantity: the rest stays on the order, is let go and ships', async () => {
    const order = await anOrderToShip(world, {
      ...numbered('part'),
      lines: [aLine({ quantity: 3 }), aLine({ lineId: 'line-2', sku: 'TEA', title: 'Tea', unitPriceMinor: 700 })],
    });
    await asksToCancel(world, 'part', { scope: 'lines', lines: [{ lineId: 'line-1', quantity: 1 }], text: '買錯顏色' });
    await tellsOf(world, 'part', 'WarehouseHoldConfirmed');
    const after = await world.order('part');
    expect(after).toMatchObject({
      orderState: 'Open',
      holds: [],
      totalPriceMinor: order.totalPriceMinor - 1500,
      lines: [
        { quantity: 2, reservations: [{ quantity: 2, state: 'held' }] },
        { quantity: 2, reservations: [{ quantity: 2, state: 'held' }] },
      ],
    });
    expect(await refundsOfOrder(world, 'part')).toMatchObject([
      { amount: 1500, shipping: { net: 0, tax: 0 }, reasonCode: 'wrong-item' },
    ]);
    expect(newestMail(world, order)).toContain('Cancelled: Mug, blue × 1');
    await ships(world, 'part');
    expect((await casesOf(world, 'part')).map(({ state }) => state)).toEqual(['refunding']);
  });

  test('lines of a bundle go together, whichever of them was named', async () => {
    await anOrderToShip(world, {
      ...numbered('bundle'),
      lines: [
        aLine({ lineId: 'pot', bundleId: 'set', quantity: 1, unitPriceMinor: 2000 }),
        aLine({ lineId: 'cups', bundleId: 'set', quantity: 4, unitPriceMinor: 500 }),
        aLine({ lineId: 'tray', quantity: 1, unitPriceMinor: 900 }),
      ],
    });
    await asksToCancel(world, 'bundle', { scope: 'lines', lines: [{ lineId: 'cups', quantity: 1 }] });
    await tellsOf(world, 'bundle', 'WarehouseHoldConfirmed');
    expect((await world.order('bundle')).lines.map(({ lineId, quantity }) => [lineId, quantity])).toEqual([
      ['pot', 0],
      ['cups', 0],
      ['tray', 1],
    ]);
    expect(await refundsOfOrder(world, 'bundle')).toMatchObject([{ amount: 4000 }]);
  });

  test('at once where nothing has been set aside: nobody can be packing it', async () => {
    const order = await anOrderToShip(world, {
      ...numbered('made'),
      lines: [aLine({ supply: 'digital', sku: 'CARD', title: 'Gift card' })],
    });
    await asksToCancel(world, 'made');
    expect(await cancellationOf(world, 'made')).toMatchObject({ state: 'refunding' });
    expect(eventsAbout(world, 'made', 'WarehouseHoldRequested')).toEqual([]);
    expect(mailsOf(world, order)).toHaveLength(2);
  });

  test('captured money goes back to the payments that it came from, split in the increments of the currency', async () => {
    await anOrderToShip(
      world,
      {
        ...numbered('split'),
        currencyCode: 'TWD',
        market: 'TW',
        lines: [aLine({ quantity: 1, unitPriceMinor: 100_100 })],
        shippingCostMinor: 0,
        totalPriceMinor: 100_100,
      },
      [
        aPayment(33_300, { orderId: 'split', attemptId: 'pay-1', currencyCode: 'TWD' }),
        aPayment(66_800, { orderId: 'split', attemptId: 'pay-2', currencyCode: 'TWD', method: 'points' }),
      ],
    );
    await asksToCancel(world, 'split');
    await tellsOf(world, 'split', 'WarehouseHoldConfirmed');
    const refunds = await refundsOfOrder(world, 'split');
    expect(refunds.map(({ paymentAttemptId, amount }) => [paymentAttemptId, amount])).toEqual([
      ['pay-1', 33_300],
      ['pay-2', 66_800],
    ]);
    expect(refunds.every(({ amount }) => amount % 100 === 0)).toBe(true);
  });

  test('money that was only authorised is released, and the case closes without a refund', async () => {
    const order = await anOrderToShip(world, { ...numbered('auth'), paymentState: 'Pending' }, [
      aPayment(3500, { orderId: 'auth', status: 'authorized', capturedMinor: 0, refundableMinor: 0 }),
    ]);
    await asksToCancel(world, 'auth');
    await tellsOf(world, 'auth', 'WarehouseHoldConfirmed');
    expect(await cancellationOf(world, 'auth')).toMatchObject({ state: 'cancelled' });
    expect(eventsAbout(world, 'auth', 'OrderCancelled')).toMatchObject([
      { authorizationsToRelease: [{ paymentAttemptId: 'pay-1', amount: 3500, currency: 'USD' }] },
    ]);
    expect(await refundsOfOrder(world, 'auth')).toEqual([]);
    expect(newestMail(world, order)).toContain('nothing to pay back');
  });

  test('of two payments the captured one is paid back and the authorised one released, each once', async () => {
    const order = await anOrderToShip(world, numbered('mixed'), [
      aPayment(2000, { orderId: 'mixed', attemptId: 'pay-1' }),
      aPayment(1500, {
        orderId: 'mixed',
        attemptId: 'pay-2',
        status: 'authorized',
        capturedMinor: 0,
        refundableMinor: 0,
      }),
    ]);
    await asksToCancel(world, 'mixed');
    await tellsOf(world, 'mixed', 'WarehouseHoldConfirmed');
    const refunds = await refundsOfOrder(world, 'mixed');
    expect(refunds.map(({ paymentAttemptId, amount }) => [paymentAttemptId, amount])).toEqual([['pay-1', 2000]]);
    expect(eventsAbout(world, 'mixed', 'OrderCancelled')).toMatchObject([
      { authorizationsToRelease: [{ paymentAttemptId: 'pay-2', amount: 1500, currency: 'USD' }] },
    ]);
    expect(newestMail(world, order)).toContain('$20 goes back to the way you paid');
  });

  test('an invoiced order gets its credit document: the money does not wait for it, the case does', async () => {
    await anOrderToShip(world, {
      ...numbered('invoiced'),
      invoice: { kind: 'e-invoice', number: 'AB-12345678', issuedAt: '2026-03-01T00:00:00.000Z' },
    });
    await asksToCancel(world, 'invoiced');
    await tellsOf(world, 'invoiced', 'WarehouseHoldConfirmed');
    const [row] = await refundsOfOrder(world, 'invoiced');
    expect(eventsAbout(world, 'invoiced', 'CreditDocumentRequested')).toMatchObject([{ amount: 3500 }]);
    await reports(world, 'RefundSettled', settled(row!));
    expect(await cancellationOf(world, 'invoiced')).toMatchObject({ state: 'refunding' });
    const { refundId, caseId, orderId } = row!;
    const issuedAt = '2026-03-03T00:00:00.000Z';
    await reports(world, 'CreditDocumentIssued', { refundId, caseId, orderId, number: 'CN-1', issuedAt });
    expect(await cancellationOf(world, 'invoiced')).toMatchObject({ state: 'refunded' });
  });
});

describe('a request', () => {
  test('that is written again changes nothing, while it is worked and after it', async () => {
    const order = await anOrderToShip(world, numbered('again'));
    const wish = await asksToCancel(world, 'again');
    await asksToCancel(world, 'again', wish);
    await tellsOf(world, 'again', 'WarehouseHoldConfirmed');
    await asksToCancel(world, 'again', wish);
    expect(await casesOf(world, 'again')).toHaveLength(1);
    expect(await refundsOfOrder(world, 'again')).toHaveLength(1);
    expect(mailsOf(world, order)).toHaveLength(2);
  });

  test('for a part that was carried out is not carried out once more when it is written again', async () => {
    await anOrderToShip(world, { ...numbered('part-again'), lines: [aLine({ quantity: 3 })] });
    const wish = await asksToCancel(world, 'part-again', {
      scope: 'lines',
      lines: [{ lineId: 'line-1', quantity: 1 }],
    });
    await tellsOf(world, 'part-again', 'WarehouseHoldConfirmed');
    await asksToCancel(world, 'part-again', wish);
    expect((await world.order('part-again')).lines).toMatchObject([{ quantity: 2 }]);
    expect(await refundsOfOrder(world, 'part-again')).toHaveLength(1);
  });

  test('that the shop replaces by another is closed, and the newer one is worked once', async () => {
    await anOrderToShip(world, { ...numbered('newer'), lines: [aLine({ quantity: 3 })] });
    await asksToCancel(world, 'newer', {
      requestId: 'first',
      scope: 'lines',
      lines: [{ lineId: 'line-1', quantity: 1 }],
    });
    await asksToCancel(world, 'newer', { requestId: 'second' });
    await tellsOf(world, 'newer', 'WarehouseHoldConfirmed');
    expect((await casesOf(world, 'newer')).map(({ subject, state }) => [subject, state])).toEqual([
      ['first', 'resolved-upstream'],
      ['second', 'refunding'],
    ]);
    expect(await refundsOfOrder(world, 'newer')).toMatchObject([{ amount: 5000 }]);
  });

  test('about a line that the order does not have goes to staff, with a receipt', async () => {
    const order = await anOrderToShip(world, numbered('unclear'));
    await asksToCancel(world, 'unclear', { scope: 'lines', lines: [{ lineId: 'line-9', quantity: 1 }] });
    expect(await cancellationOf(world, 'unclear')).toMatchObject({
      state: 'needs-staff',
      reasonCode: 'REQUEST_UNCLEAR',
    });
    expect(mailsOf(world, order)).toEqual(['Order WEB-unclear-0001: we have your cancellation request']);
  });

  test('for an order that the shop cancels meanwhile ends with it, and we pay nothing', async () => {
    await anOrderToShip(world, numbered('upstream'));
    await asksToCancel(world, 'upstream');
    await world.change('upstream', () => ({ orderState: 'Cancelled' }));
    await world.pass(minutes(2));
    expect(await cancellationOf(world, 'upstream')).toMatchObject({ state: 'superseded' });
    expect(await refundsOfOrder(world, 'upstream')).toEqual([]);
  });

  test('for an order that is cancelled already opens nothing', async () => {
    await anOrderToShip(world, { ...numbered('gone'), orderState: 'Cancelled' });
    await asksToCancel(world, 'gone');
    expect(await casesOf(world, 'gone')).toEqual([]);
  });

  test('carries what the customer wrote on the order only', async () => {
    await anOrderToShip(world, numbered('private'));
    await asksToCancel(world, 'private', { text: 'ZEBRACROSSING of my aunt' });
    await tellsOf(world, 'private', 'WarehouseHoldConfirmed');
    const { events, mailbox, alerts, logs } = world.runtime;
    const elsewhere = JSON.stringify([await world.rows('Cases'), events, mailbox, alerts, logs]);
    expect(elsewhere).not.toContain('ZEBRACROSSING');
    expect((await world.order('private')).cancelRequest?.text).toContain('ZEBRACROSSING');
  });
});

test('what is only observed is neither stopped nor written to nor paid', async () => {
  await world.switch({
    types: { 'customer-cancellation': { mode: 'observe' }, 'out-of-stock': { mode: 'automatic' } },
  });
  const order = await anOrderToShip(world, numbered('observed'));
  const { holds } = await world.order('observed');
  await asksToCancel(world, 'observed');
  expect(await cancellationOf(world, 'observed')).toMatchObject({ state: 'observed' });
  expect((await world.order('observed')).holds).toEqual(holds);
  expect(mailsOf(world, order)).toEqual([]);
  expect(await refundsOfOrder(world, 'observed')).toEqual([]);
});
