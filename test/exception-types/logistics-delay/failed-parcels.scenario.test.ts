import { expect, test } from 'vitest';
import type { Shipment } from '#shared/domain/shipment.ts';
import { aParcelWorld, aShippedOrder, delayCases, delivered, parcelChanges } from '#test/support/parcels.ts';
import { refundsOf } from '#test/support/refund-story.ts';
import { anOrder, aPayment, days, hours, inDays, minutes, stockOf } from '#test/support/shop.ts';
import { answers, detailsOf, subjects } from '#test/support/shortage.ts';
import type { World } from '#test/support/world.ts';

const linkIn = (world: World, number: string): string => {
  const { text = '' } = world.runtime.mailbox.findLast(({ subject }) => subject.includes(number))!;
  return /https?:\/\/[^/\s]+(?:\/[^/\s]+)*?(\/r\/\S+)/.exec(text)?.[1] ?? '';
};
const mailsOf = (world: World, number: string) => subjects(world).filter((subject) => subject.includes(number));

/** Orders `WEB-<name>`, each with one parcel of its own name. */
async function parcelsOf(world: World, parcels: Readonly<Record<string, Partial<Shipment>>>): Promise<void> {
  for (const [name, parcel] of Object.entries(parcels)) {
    const order = { orderId: name, orderNumber: `WEB-${name}-0234` };
    await aShippedOrder(world, { order, parcel: { shipmentId: name, ...parcel } });
  }
}

const slow = 120_000;

test(
  'a parcel that is damaged, refused by its carrier or without news: each customer chooses, and gets what they chose once',
  async () => {
    await using world = await aParcelWorld();
    await world.put('Inventory', stockOf('MUG-BLUE', 10));
    await parcelsOf(world, { damaged: {}, rejected: {}, expired: {} });
    await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_012' }, 'damaged');
    await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_009' }, 'rejected');
    await parcelChanges(world, { tag: 'Expired', subtag: 'Expired_001' }, 'expired');
    await world.pass(minutes(20));
    const codes = { damaged: 'parcel-damaged', rejected: 'rejected-by-carrier', expired: 'tracking-expired' };
    for (const [name, causeCode] of Object.entries(codes)) {
      expect(await delayCases(world, name), name).toMatchObject([{ causeCode, state: 'asking', severity: 'critical' }]);
    }
    const claimed = detailsOf(world, 'CarrierInquiryRequested').map(({ orderId, kind }) => [orderId, kind]);
    expect(claimed, 'none of it is the recipient’s doing: each is claimed').toEqual([
      ['damaged', 'claim'],
      ['rejected', 'claim'],
      ['expired', 'claim'],
    ]);

    await answers(world, { 'unit.damaged': 'refund' }, linkIn(world, 'WEB-damaged'));
    await answers(world, { 'unit.rejected': 'reship' }, linkIn(world, 'WEB-rejected'));
    await answers(world, { 'unit.expired': 'reship' }, linkIn(world, 'WEB-expired'));
    await world.pass(minutes(20));
    expect(await delayCases(world, 'damaged')).toMatchObject([{ state: 'refunding', refundMinor: 3500 }]);
    expect(await world.order('damaged')).toMatchObject({ orderState: 'Cancelled' });
    expect(detailsOf(world, 'RefundRequested')).toMatchObject([{ orderId: 'damaged', amount: 3500 }]);
    for (const name of ['rejected', 'expired']) {
      expect(await delayCases(world, name)).toMatchObject([{ state: 'resolved' }]);
      expect((await world.order(name)).lines, name).toMatchObject([
        { lineId: 'line-1', quantity: 0 },
        { quantity: 2, reservations: [{ quantity: 2, state: 'held' }] },
      ]);
    }
    expect(await world.stock('MUG-BLUE')).toMatchObject({ available: 6, committed: 4 });
  },
  slow,
);

test(
  'what waits for its customer is told once and never late: an address that is not found, a parcel on its way back, a try that failed',
  async () => {
    await using world = await aParcelWorld();
    await parcelsOf(world, { address: {}, returning: {}, attempt: {} });
    await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_002' }, 'address');
    await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_003' }, 'returning');
    await parcelChanges(world, { tag: 'AttemptFail', subtag: 'AttemptFail_002' }, 'attempt');
    await world.pass(minutes(20));
    expect(mailsOf(world, 'WEB-attempt')).toEqual([
      'Order WEB-attempt-0234: the carrier could not hand over your parcel',
    ]);
    expect(await delayCases(world, 'attempt')).toMatchObject([{ causeCode: 'attempt-failed' }]);
    await delivered(world, 'attempt');
    await world.pass(days(6));
    expect(await delayCases(world, 'attempt')).toMatchObject([{ state: 'resolved-upstream' }]);
    expect(mailsOf(world, 'WEB-attempt')).toHaveLength(1);
    expect(await delayCases(world, 'address')).toMatchObject([{ causeCode: 'address-problem', state: 'pursuing' }]);
    expect(mailsOf(world, 'WEB-address')).toEqual(['Order WEB-address-0234: the carrier cannot find your address']);
    const calls = world.runtime.alerts.filter(({ subject }) => subject?.includes('cannot find the address'));
    expect(calls).toHaveLength(1);
    expect(await delayCases(world, 'returning')).toMatchObject([{ causeCode: 'returning', state: 'pursuing' }]);
    expect(mailsOf(world, 'WEB-returning')).toEqual(['Order WEB-returning-0234: your parcel is on its way back to us']);
    expect(detailsOf(world, 'CompensationRequested')).toEqual([]);

    await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_011' }, 'returning');
    await world.pass(minutes(20));
    expect(await delayCases(world, 'returning')).toMatchObject([{ state: 'asking' }]);
    expect(mailsOf(world, 'WEB-returning').at(-1)).toContain('please tell us what to do with your parcel');
  },
  slow,
);

test(
  'a parcel in a country whose holidays are not known: its business days are guessed, staff are told once, and no customer is',
  async () => {
    await using world = await aParcelWorld();
    const way = { origin: { country: 'NZ' }, destination: { country: 'NZ', region: 'AUK' } };
    const checkpoints = [{ at: inDays(0), tag: 'InTransit', country: 'NZ' } as const];
    await aShippedOrder(world, { parcel: { ...way, checkpoints, promisedDeliveryAt: inDays(20) } });
    await world.pass(days(5) - hours(1));
    expect(await delayCases(world)).toEqual([]);
    await world.pass(days(2));
    expect(await delayCases(world)).toMatchObject([{ causeCode: 'calendar-missing', state: 'pursuing' }]);
    const calls = world.runtime.alerts.filter(({ subject }) => subject?.includes('holidays of NZ-2026 are missing'));
    expect(calls).toHaveLength(1);
    expect(subjects(world)).toEqual([]);
  },
  slow,
);

test(
  'a business whose parcel is lost is asked, and its silence decides nothing: staff do',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world, { order: { customer: { ...anOrder().customer, kind: 'business' } } });
    await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_013' });
    await world.pass(days(4) + hours(1));
    expect(await delayCases(world)).toMatchObject([{ state: 'needs-staff', reasonCode: 'NO_ANSWER' }]);
    expect(world.runtime.mailbox.at(-1)?.text).not.toContain('If we do not hear from you');
    expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 0 });
    expect(await world.order('o-1')).toMatchObject({ orderState: 'Complete' });
  },
  slow,
);

test(
  'silence in the US: a first date within 30 days is waited for; a later one, or none at all, gives the money back unasked',
  async () => {
    await using world = await aParcelWorld();
    await parcelsOf(world, { near: { estimatedDeliveryAt: inDays(20) }, far: { estimatedDeliveryAt: inDays(40) } });
    const lines = [{ ...anOrder().lines[0]!, supply: 'dropship' as const }];
    await world.put('Payments', aPayment(3500, { orderId: 'none' }));
    await world.put(
      'Orders',
      anOrder({ orderId: 'none', orderNumber: 'WEB-none-0234', orderState: 'Confirmed', lines }),
    );
    await world.pass(days(4) + hours(12));
    expect(await delayCases(world, 'near')).toMatchObject([{ state: 'waiting', waitUntil: inDays(20) }]);
    expect(await delayCases(world, 'far')).toMatchObject([{ state: 'refunding', refundMinor: 3500 }]);
    expect(await delayCases(world, 'none')).toMatchObject([{ causeCode: 'not-handed-over', state: 'asking' }]);
    const question = world.runtime.mailbox.findLast(({ subject }) => subject.includes('WEB-none'));
    expect(question?.text).toContain('we will refund it without further ado');
    await world.pass(days(4));
    expect(await delayCases(world, 'none')).toMatchObject([{ state: 'refunding', refundMinor: 3500 }]);
    const refunds = (await refundsOf(world)).map(({ orderId, decidedBy }) => [orderId, decidedBy]);
    expect(refunds.toSorted()).toEqual([
      ['far', 'silence'],
      ['none', 'silence'],
    ]);
  },
  slow,
);
