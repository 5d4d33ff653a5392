import { expect, test } from 'vitest';
import {
  aParcel,
  aParcelWorld,
  aShippedOrder,
  daysWithScans,
  delayCases,
  delivered,
  parcelChanges,
} from '#test/support/parcels.ts';
import { reports } from '#test/support/refund-story.ts';
import { aLine, anOrder, days, hours, inDays, minutes } from '#test/support/shop.ts';
import { subjects } from '#test/support/shortage.ts';
import type { World } from '#test/support/world.ts';

const newestMail = (world: World): string => world.runtime.mailbox.at(-1)?.text ?? '';
const ids = async (world: World, orderId = 'o-1') => {
  const [record] = await delayCases(world, orderId);
  return { caseId: record!.caseId, orderId };
};

/** Weeks of sweeps on a busy machine. */
const slow = 120_000;

test(
  'a storm: the customer gets the reason and the new date, the carrier is asked and answers, the next message says what it said, and the arrival is silent',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world);
    await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_017', estimatedDeliveryAt: inDays(6) });
    await world.pass(minutes(20));
    expect(await delayCases(world)).toMatchObject([{ causeCode: 'delayed-weather', state: 'pursuing' }]);
    expect(newestMail(world)).toContain('We now expect it on March 8, 2026.');
    expect(newestMail(world)).toContain('bad weather in the region');
    expect(newestMail(world)).toContain('We have asked the carrier');
    expect(world.eventTypes()).toContain('CarrierInquiryRequested');
    await reports(world, 'CarrierAnswered', {
      ...(await ids(world)),
      code: 'breakdown',
      estimatedDeliveryAt: inDays(8),
    });
    expect(world.runtime.mailbox).toHaveLength(1);
    await world.pass(days(2));
    expect(subjects(world)).toHaveLength(2);
    expect(newestMail(world)).toContain('We now expect it on March 10, 2026.');
    expect(newestMail(world)).toContain('a vehicle breakdown');
    expect(newestMail(world)).not.toContain('We have asked the carrier');
    await delivered(world);
    await world.pass(hours(1));
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream' }]);
    expect(world.runtime.mailbox).toHaveLength(2);
  },
  slow,
);

test(
  'an estimate that has not moved is not told again, and one that has is told on day 2 and on day 5, no more',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world, { parcel: { estimatedDeliveryAt: inDays(6), promisedDeliveryAt: inDays(5) } });
    await world.pass(hours(1));
    expect(world.runtime.mailbox).toHaveLength(1);
    await daysWithScans(world, 2);
    await world.pass(hours(1));
    expect(world.runtime.mailbox).toHaveLength(1);
    await parcelChanges(world, { estimatedDeliveryAt: inDays(7.5) });
    expect(world.runtime.mailbox).toHaveLength(2);
    await parcelChanges(world, { estimatedDeliveryAt: inDays(9) });
    expect(world.runtime.mailbox).toHaveLength(2);
    await daysWithScans(world, 3);
    expect(subjects(world).filter((subject) => subject.includes('later than planned'))).toHaveLength(3);
    await parcelChanges(world, { estimatedDeliveryAt: inDays(11) });
    expect(subjects(world).filter((subject) => subject.includes('later than planned'))).toHaveLength(3);
    expect((await world.order('o-1')).deliveryNotices).toHaveLength(3);
  },
  slow,
);

test(
  'a notice names the items of its own parcel only',
  async () => {
    await using world = await aParcelWorld();
    const lines = [aLine(), aLine({ lineId: 'line-2', sku: 'TEA-100', title: 'Tea' })];
    await aShippedOrder(world, { order: { lines }, parcel: { lineIds: ['line-2'] } });
    await world.put('Shipments', aParcel({ shipmentId: 'parcel-2', tag: 'Delivered', deliveredAt: inDays(0) }));
    await daysWithScans(world, 3);
    await world.pass(days(1) + hours(1));
    expect(newestMail(world)).toContain('Tea × 2');
    expect(newestMail(world)).not.toContain('Mug');
  },
  slow,
);

test(
  'a carrier that does not answer within a day is for staff to call, once',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world);
    await world.pass(days(3) + hours(1));
    expect(await delayCases(world)).toMatchObject([{ causeCode: 'no-scan' }]);
    expect(world.runtime.mailbox, 'nothing is late yet').toEqual([]);
    const calls = () => world.runtime.alerts.filter(({ subject }) => subject?.includes('has not answered'));
    expect(calls()).toEqual([]);
    await world.pass(days(3));
    expect(calls()).toHaveLength(1);
    expect(world.eventTypes().filter((type) => type === 'ExceptionEscalated')).toHaveLength(1);
  },
  slow,
);

test(
  'a parcel at the pickup point gets a reminder and another after three days; one held for documents gets an instruction; neither is late nor compensated',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world, { parcel: { tag: 'AvailableForPickup', subtag: 'AvailableForPickup_001' } });
    const order = anOrder({
      orderId: 'o-2',
      orderNumber: 'WEB-100235',
      orderState: 'Complete',
      shipmentState: 'Shipped',
    });
    await world.put('Orders', order);
    await world.put('Shipments', aParcel({ orderId: 'o-2', tag: 'Exception', subtag: 'Exception_018' }));
    await world.pass(hours(1));
    expect(subjects(world).toSorted()).toEqual([
      'Order WEB-100234: your parcel is ready to be picked up',
      'Order WEB-100235: the carrier needs something from you',
    ]);
    await world.pass(days(3));
    expect(subjects(world).filter((subject) => subject.includes('picked up'))).toHaveLength(2);
    await world.pass(days(10));
    expect(subjects(world).filter((subject) => subject.includes('picked up'))).toHaveLength(2);
    expect(subjects(world).filter((subject) => subject.includes('something from you'))).toHaveLength(3);
    expect(world.eventTypes()).not.toContain('CompensationRequested');
    expect(world.eventTypes()).not.toContain('CarrierInquiryRequested');
  },
  slow,
);

test(
  'what arrives within the grace is closed before anybody is written to',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world, {
      parcel: { milestonesOnly: true, promisedDeliveryAt: new Date(Date.parse(inDays(1)) + minutes(-1)).toISOString() },
    });
    await world.pass(days(1) - minutes(3));
    await world.pass(minutes(5));
    expect(await delayCases(world)).toMatchObject([{ state: 'detected' }]);
    await delivered(world);
    await world.pass(hours(1));
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream', messages: 0 }]);
    expect(world.runtime.mailbox).toEqual([]);
  },
  slow,
);

test(
  'a label that nobody picks up and a status that no table has are for staff: no mail',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world, {
      parcel: {
        tag: 'InfoReceived',
        subtag: 'InfoReceived_001',
        checkpoints: [],
        promisedDeliveryAt: inDays(20),
        ...{ handedOverAt: undefined },
      },
    });
    await world.put(
      'Orders',
      anOrder({ orderId: 'o-2', orderNumber: 'WEB-100235', orderState: 'Complete', shipmentState: 'Shipped' }),
    );
    await world.put(
      'Shipments',
      aParcel({ orderId: 'o-2', tag: 'InTransit', subtag: 'InTransit_999', promisedDeliveryAt: inDays(20) }),
    );
    await world.pass(days(4) + hours(1));
    const alerts = world.runtime.alerts.map(({ subject }) => subject);
    expect(alerts).toContain('logistics-delay: order WEB-100234 was not handed over');
    expect(alerts).toContain('logistics-delay: unknown status of order WEB-100235');
    expect(world.runtime.mailbox).toEqual([]);
  },
  slow,
);

test(
  'observe writes nothing and mails nothing',
  async () => {
    await using world = await aParcelWorld();
    await world.switch({ types: {} });
    await aShippedOrder(world);
    await world.pass(days(5));
    expect(await delayCases(world)).toMatchObject([{ state: 'observed' }]);
    expect((await world.order('o-1')).version).toBe(1);
    expect(world.runtime.mailbox).toEqual([]);
    expect(world.eventTypes()).not.toContain('CarrierInquiryRequested');
  },
  slow,
);
