import { expect, test } from 'vitest';
import {
  aParcelWorld,
  aShippedOrder,
  daysWithScans,
  delayCases,
  delivered,
  parcelChanges,
} from '#test/support/parcels.ts';
import { reports } from '#test/support/refund-story.ts';
import { anOrder, aPayment, days, hours, inDays, minutes, stockOf } from '#test/support/shop.ts';
import { answers, subjects } from '#test/support/shortage.ts';
import type { World } from '#test/support/world.ts';

const requested = (world: World) =>
  world.runtime.events.flatMap(({ event }) =>
    event['detail-type'] === 'CompensationRequested' ? [event.detail as Record<string, unknown>] : [],
  );
const ids = async (world: World, orderId = 'o-1') => {
  const record = (await delayCases(world, orderId)).at(-1)!;
  return { caseId: record.caseId, orderId };
};

/** Nothing is granted any more, so that no code is owed either. */
const theBudgetIsUsedUp = (world: World) =>
  world.putCases({ pk: 'BUDGET#compensation#USD', sk: '2026-03', minor: 99_900 });

/** Weeks of sweeps on a busy machine. */
const slow = 120_000;

test(
  'a lost parcel is claimed from the carrier, and sent again when its customer wants that: a line of its own gets stock',
  async () => {
    await using world = await aParcelWorld();
    await world.put('Inventory', stockOf('MUG-BLUE', 10));
    await aShippedOrder(world);
    await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_013' });
    await world.pass(minutes(20));
    expect(await delayCases(world)).toMatchObject([
      { causeCode: 'parcel-lost', severity: 'critical', state: 'asking' },
    ]);
    const inquiries = world.runtime.events.filter(({ event }) => event['detail-type'] === 'CarrierInquiryRequested');
    expect(inquiries.map(({ event }) => (event.detail as { kind: string }).kind)).toEqual(['claim']);
    expect(subjects(world)).toEqual(['Order WEB-100234: please tell us what to do with your parcel']);
    await answers(world, { 'unit.parcel-1': 'reship' });
    await world.pass(minutes(20));
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved' }]);
    const order = await world.order('o-1');
    expect(order).toMatchObject({ orderState: 'Confirmed', shipmentState: 'Partial' });
    expect(order.lines).toMatchObject([
      { lineId: 'line-1', quantity: 0 },
      { quantity: 2, reservations: [{ quantity: 2, state: 'held' }] },
    ]);
    expect(await world.stock('MUG-BLUE')).toMatchObject({ available: 8, committed: 2 });
    expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 0 });
    await world.pass(days(5));
    expect(await delayCases(world), 'what is sent again has a date of its own').toHaveLength(1);
    await world.pass(days(8));
    expect((await delayCases(world)).at(-1)).toMatchObject({ causeCode: 'not-handed-over' });
  },
  slow,
);

test(
  'a returned parcel is refunded with its shipping when its customer says nothing',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world);
    await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_011' });
    await world.pass(days(4) + hours(1));
    expect(await delayCases(world)).toMatchObject([{ causeCode: 'returned-to-sender', state: 'refunding' }]);
    expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3500 });
    expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
    expect(subjects(world)).toEqual([
      'Order WEB-100234: please tell us what to do with your parcel',
      'Reminder: order WEB-100234 is waiting for your choice',
      'Reminder: order WEB-100234 is waiting for your choice',
      'Order WEB-100234: your late parcel has been taken care of',
    ]);
  },
  slow,
);

test(
  'goods that have not left: silence waits once, the date slips, and silence then gives the money back unasked',
  async () => {
    await using world = await aParcelWorld();
    const order = anOrder({
      orderState: 'Confirmed',
      lines: [{ ...anOrder().lines[0]!, supply: 'dropship' }],
      market: 'DE',
    });
    await world.put('Payments', aPayment(3500));
    await world.put('Orders', order);
    await world.pass(days(4) + hours(1));
    expect(await delayCases(world)).toMatchObject([{ causeCode: 'not-handed-over', state: 'asking' }]);
    expect(subjects(world)).toEqual(['Order WEB-100234: please tell us what to do with your parcel']);
    expect(world.runtime.mailbox[0]?.text).toContain('will arrive later than we promised');
    expect(world.runtime.mailbox[0]?.text).toContain('you are willing to wait');
    await world.pass(days(4) + hours(1));
    // No date is known, but the one until which silence waits is; so it is in each reminder, in both parts of the mail.
    const asked = world.runtime.mailbox.slice(0, 3);
    expect(asked.map(({ subject }) => subject.startsWith('Reminder'))).toEqual([false, true, true]);
    for (const part of asked.flatMap(({ text, html }) => [text, html])) {
      expect(part).toContain('you are willing to wait until March 20, 2026');
      expect(part).toContain('If it has not arrived by then, we will refund it');
    }
    // The extra time of the EU: fourteen days after the promise.
    expect(await delayCases(world)).toMatchObject([{ state: 'waiting', waitUntil: inDays(18) }]);
    await world.pass(days(10) + hours(1));
    expect(await delayCases(world)).toMatchObject([{ state: 'slipped' }, { state: 'asking' }]);
    await world.pass(days(4) + hours(1));
    expect((await delayCases(world)).at(-1)).toMatchObject({ state: 'refunding' });
    expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3500 });
  },
  slow,
);

test(
  'a parcel that arrives while its question is open ends the case: the link says so, and no mail is sent',
  async () => {
    await using world = await aParcelWorld();
    await theBudgetIsUsedUp(world);
    await aShippedOrder(world);
    await daysWithScans(world, 11);
    await world.pass(hours(1));
    expect(await delayCases(world)).toMatchObject([{ state: 'asking' }]);
    const mails = world.runtime.mailbox.length;
    const link = world.link();
    await delivered(world);
    await world.pass(hours(1));
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream' }]);
    expect(world.runtime.mailbox).toHaveLength(mails);
    expect((await world.get(link)).body).not.toContain('name="offer"');
  },
  slow,
);

test(
  'an agreed date is watched: what arrives by it is done, with nothing more to say',
  async () => {
    await using world = await aParcelWorld();
    await theBudgetIsUsedUp(world);
    await aShippedOrder(world, { order: { market: 'TW' } });
    await daysWithScans(world, 11);
    await world.pass(hours(1));
    const { status } = await answers(world, { 'unit.parcel-1': 'wait' });
    expect(status).toBe(200);
    await world.pass(minutes(30));
    const [record] = await delayCases(world);
    expect(record).toMatchObject({ state: 'waiting', waitUntil: inDays(14) });
    const mails = world.runtime.mailbox.length;
    await delivered(world);
    await world.pass(hours(1));
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved' }]);
    expect(world.runtime.mailbox).toHaveLength(mails);
  },
  slow,
);

test(
  'compensation: asked of the CRM once the carrier has had its time, told once the code is there, and a higher tier pays the difference',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world);
    await daysWithScans(world, 6);
    await world.pass(days(1) + hours(2));
    expect(requested(world)).toMatchObject([{ tier: 1, amount: 150, currency: 'USD', reasonCode: 'unknown' }]);
    expect(world.runtime.mailbox.some(({ subject }) => subject.includes('voucher'))).toBe(false);
    await reports(world, 'CompensationIssued', { ...(await ids(world)), reference: 'SORRY-150', amount: 150 }, 2);
    expect(world.runtime.mailbox.at(-1)?.text).toContain('SORRY-150');
    expect(subjects(world).filter((subject) => subject.includes('voucher'))).toHaveLength(1);
    await daysWithScans(world, 4);
    await world.pass(hours(1));
    expect(requested(world)).toMatchObject([
      { tier: 1, amount: 150 },
      { tier: 2, amount: 150 },
    ]);
    expect((await world.order('o-1')).compensations).toMatchObject([{ amountMinor: 150 }, { amountMinor: 150 }]);
  },
  slow,
);

test(
  'nothing is granted for a storm, to a business, nor above the budget of the month, which staff are told',
  async () => {
    await using world = await aParcelWorld();
    await theBudgetIsUsedUp(world);
    await aShippedOrder(world);
    const others = [
      { orderId: 'o-2', orderNumber: 'WEB-100235', parcel: { tag: 'Exception', subtag: 'Exception_017' } as const },
      {
        orderId: 'o-3',
        orderNumber: 'WEB-100236',
        order: { customer: { ...anOrder().customer, kind: 'business' as const } },
      },
    ];
    for (const { orderId, orderNumber, parcel, order } of others) {
      await aShippedOrder(world, { order: { orderId, orderNumber, ...order }, ...(parcel && { parcel }) });
    }
    await world.pass(days(8));
    expect(requested(world)).toEqual([]);
    const used = world.runtime.alerts.filter(({ subject }) => subject?.includes('budget for compensation is used up'));
    expect(used).toHaveLength(1);
    expect((await world.order('o-1')).compensations).toBeUndefined();
  },
  slow,
);
