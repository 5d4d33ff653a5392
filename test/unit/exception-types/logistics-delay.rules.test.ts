import { describe, expect, it } from 'vitest';
import type { Facts } from '#functions/exception-types/exception-type.ts';
import { logisticsDelay } from '#functions/exception-types/logistics-delay/definition.ts';
import { messagePolicy } from '#shared/domain/message-times.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Shipment } from '#shared/domain/shipment.ts';
import { shipmentTags, subtagsOf } from '#shared/domain/tracking/subtags.ts';
import { stepOf, type TransitTimes } from '#shared/domain/transit-times.ts';
import { aParcel } from '#test/support/parcels.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { aLine, anOrder, days, hours, inDays, start } from '#test/support/shop.ts';

const rules = logisticsDelay.under({}, messagePolicy.parse({}));
const at = (ms: number) => new Date(start.getTime() + ms);

const factsOf = (shipments: Shipment[], order: Partial<Order> = {}, transit: TransitTimes[] = []): Facts => ({
  order: anOrder({ orderState: 'Complete', shipmentState: shipments.length > 0 ? 'Shipped' : 'Pending', ...order }),
  payments: [],
  stock: [],
  siblings: [],
  shipments,
  transit,
});
const causes = (facts: Facts, now: Date) => rules.rules.shipments!(facts, now).map(({ causeCode }) => causeCode);
const scanned = (when: Date, fields: Partial<Shipment> = {}) =>
  aParcel({ checkpoints: [{ at: when.toISOString(), tag: 'InTransit', country: 'US' }], ...fields });

describe('a parcel', () => {
  it('is no trouble while it moves and its promise holds', () => {
    expect(causes(factsOf([aParcel()]), at(days(2)))).toEqual([]);
  });

  it('is late from the moment of its promise on, under a key of parcel and promise', () => {
    const facts = factsOf([scanned(at(days(3)))]);
    expect(causes(facts, at(days(4) - 1000))).toEqual([]);
    const [found] = rules.rules.shipments!(facts, at(days(4)));
    expect(found).toMatchObject({
      causeKey: `parcel-1@${inDays(4)}`,
      causeCode: 'late',
      subject: 'parcel-1',
      impact: { moneyMinor: 3000, lines: 1 },
      behind: ['example-post US NY'],
    });
    const late = rules.rules.shipments!(facts, at(days(9)));
    expect(late).toMatchObject([{ causeKey: found!.causeKey, impact: { daysLate: 5 } }]);
  });

  it('stands still after three business days without a scan, five when it goes abroad', () => {
    const home = aParcel({ promisedDeliveryAt: inDays(30) });
    // Monday, 2 March: Thursday is the third business day after it.
    expect(causes(factsOf([home]), at(days(3) - 1000))).toEqual([]);
    expect(causes(factsOf([home]), at(days(3)))).toEqual(['no-scan']);
    const abroad = { ...home, destination: { country: 'DE' } };
    expect(causes(factsOf([abroad]), at(days(6)))).toEqual([]);
    expect(causes(factsOf([abroad]), at(days(7)))).toEqual(['no-scan']);
  });

  it('is not said to stand still by a feed that knows the hand-over and the delivery only', () => {
    const parcel = aParcel({ milestonesOnly: true, checkpoints: [], promisedDeliveryAt: inDays(30) });
    expect(causes(factsOf([parcel]), at(days(20)))).toEqual([]);
  });

  it('whose label nobody picked up for four business days is for the warehouse', () => {
    const { handedOverAt: _, ...label } = aParcel({
      tag: 'InfoReceived',
      subtag: 'InfoReceived_001',
      promisedDeliveryAt: inDays(30),
      checkpoints: [],
    });
    expect(causes(factsOf([label]), at(days(4) - 1000))).toEqual([]);
    expect(causes(factsOf([label]), at(days(4)))).toEqual(['label-without-pickup']);
  });

  it('counts business days by the holidays of its country', () => {
    // Ching Ming and the days around it: from Thursday, 2 April 2026, Taiwan works again on Tuesday, the 7th.
    const scannedAt = new Date('2026-04-02T02:00:00.000Z');
    const parcel = scanned(scannedAt, { promisedDeliveryAt: '2026-05-01T00:00:00.000Z' });
    const inTaiwan = { ...parcel, checkpoints: [{ ...parcel.checkpoints[0]!, country: 'TW' }] };
    expect(causes(factsOf([inTaiwan]), new Date('2026-04-09T01:59:00.000Z'))).toEqual([]);
    expect(causes(factsOf([inTaiwan]), new Date('2026-04-09T02:00:00.000Z'))).toEqual(['no-scan']);
  });

  it('calls for staff when the holidays of its year are missing, naming the calendar', () => {
    const facts = factsOf([
      scanned(at(0), {
        checkpoints: [{ at: inDays(0), tag: 'InTransit', country: 'TH' }],
        promisedDeliveryAt: inDays(30),
      }),
    ]);
    const [found] = rules.rules.shipments!(facts, at(days(6)));
    expect(found).toMatchObject({ causeCode: 'calendar-missing', behind: ['TH-2026'] });
  });

  it.each([
    ['Exception_013', 'parcel-lost'],
    ['Exception_012', 'parcel-damaged'],
    ['Exception_011', 'returned-to-sender'],
    ['Exception_010', 'returning'],
    ['Exception_007', 'address-problem'],
    ['Exception_017', 'delayed-weather'],
    ['Exception_018', 'awaiting-documents'],
    ['AttemptFail_002', 'attempt-failed'],
    ['AvailableForPickup_001', 'awaiting-pickup'],
    ['Expired_001', 'tracking-expired'],
  ])('that is %s is %s', (subtag, causeCode) => {
    const tag = subtag.split('_')[0] as Shipment['tag'];
    expect(causes(factsOf([aParcel({ tag, subtag })]), at(hours(5)))).toEqual([causeCode]);
  });

  it('has a cause for every subtag of an exception, and none for one that moves', () => {
    for (const tag of shipmentTags) {
      for (const subtag of subtagsOf[tag]) {
        const found = causes(factsOf([aParcel({ tag, subtag })]), at(hours(5)));
        const quiet = ['Pending', 'InfoReceived', 'InTransit', 'OutForDelivery', 'Delivered'].includes(tag);
        expect(found, subtag).toHaveLength(quiet ? 0 : 1);
      }
    }
  });

  it('with a subtag that no table has is a case for staff, not something else', () => {
    const facts = factsOf([aParcel({ tag: 'Exception', subtag: 'Exception_099' })]);
    expect(causes(facts, at(hours(5)))).toEqual(['status-unknown']);
  });

  it('that waits for its customer is not late', () => {
    for (const subtag of ['AvailableForPickup_001', 'Exception_018']) {
      const parcel = aParcel({ tag: subtag.split('_')[0] as Shipment['tag'], subtag });
      expect(causes(factsOf([parcel]), at(days(20)))).not.toContain('late');
    }
  });

  it('that has been delivered, refunded or cancelled is no trouble', () => {
    const parcel = aParcel({ tag: 'Delivered', deliveredAt: inDays(9) });
    expect(causes(factsOf([parcel]), at(days(20)))).toEqual([]);
    expect(causes(factsOf([aParcel()], { orderState: 'Cancelled' }), at(days(20)))).toEqual([]);
    expect(causes(factsOf([aParcel()], { lines: [aLine({ quantity: 0 })] }), at(days(20)))).toEqual([]);
  });

  it('is foretold to be late by its lane, and by the carrier before the lane', () => {
    const counts: Record<number, number> = { [stepOf(days(2))]: 70, [stepOf(days(8))]: 30 };
    const lane = { lane: 'LANE#example-post#US-CA>US-NY', counts };
    const young = factsOf([scanned(at(days(1)))], {}, [lane]);
    expect(causes(young, at(days(1)))).toEqual([]);
    const old = factsOf([scanned(at(days(2.5)))], {}, [lane]);
    expect(causes(old, at(days(2.5)))).toEqual(['late-predicted']);
    const sure = factsOf([scanned(at(days(2.5)), { estimatedDeliveryAt: inDays(3.5) })], {}, [lane]);
    expect(causes(sure, at(days(2.5)))).toEqual([]);
    const slow = factsOf([scanned(at(hours(5)), { estimatedDeliveryAt: inDays(6) })], {}, []);
    expect(causes(slow, at(hours(5)))).toEqual(['late-predicted']);
  });
});

describe('goods that were not handed over', () => {
  const open: Partial<Order> = { orderState: 'Confirmed', shipmentState: 'Pending' };

  it('are late once their promise breaks', () => {
    expect(causes(factsOf([], open), at(days(4)))).toEqual(['not-handed-over']);
  });

  it.each([
    ['held', { holds: [{ holdId: 'h', reason: 'INCORRECT_ADDRESS' as const, since: start.toISOString() }] }],
    ['unpaid', { paymentState: 'Pending' as const }],
    ['ordered before they exist', { lines: [aLine({ supply: 'preorder' })] }],
    ['digital', { lines: [aLine({ supply: 'digital' })] }],
  ])('are not late while they are %s', (_, changes) => {
    expect(causes(factsOf([], { ...open, ...changes }), at(days(20)))).toEqual([]);
  });

  it('are late when they are paid at the door', () => {
    const facts = factsOf([], { ...open, paymentState: 'Pending' });
    const payments = [{ status: 'pending', method: 'cash-on-delivery' }] as unknown as Facts['payments'];
    expect(causes({ ...facts, payments }, at(days(5)))).toEqual(['not-handed-over']);
  });

  it('are what no parcel of the order holds', () => {
    const lines = [aLine(), aLine({ lineId: 'line-2', sku: 'TEA' })];
    const facts = factsOf([aParcel({ tag: 'Delivered', deliveredAt: inDays(3) })], {
      orderState: 'Confirmed',
      shipmentState: 'Partial',
      lines,
    });
    expect(rules.rules.orders!(facts, at(days(5)))).toMatchObject([
      { causeCode: 'not-handed-over', impact: { lines: 1 } },
    ]);
  });
});

describe('what nobody named a date for', () => {
  const open: Partial<Order> = { orderState: 'Confirmed', shipmentState: 'Pending', promisedDeliveryAt: undefined };
  const moving = aParcel({ milestonesOnly: true, checkpoints: [], promisedDeliveryAt: undefined });
  const foundIn = (market: string, shipments: Shipment[] = [], day = 65, by = rules) => {
    const facts = factsOf(shipments, { ...open, ...(shipments.length > 0 && { shipmentState: 'Shipped' }), market });
    return by.rules.shipments!(facts, at(days(day))).map(({ causeCode }) => causeCode);
  };

  it.each(['US', 'DE', 'FR'])('is late in %s when it has not left within thirty days of the order', (market) => {
    expect(foundIn(market, [], 29.99)).toEqual([]);
    expect(foundIn(market, [], 30)).toEqual(['not-handed-over']);
    const [found] = rules.rules.orders!(factsOf([], { ...open, market }), at(days(31)));
    expect(found).toMatchObject({ causeKey: `not-handed-over@${inDays(30)}`, impact: { daysLate: 1 } });
    expect(rules.watch!(factsOf([], { ...open, market }), at(0))).toBe(inDays(30));
  });

  it.each(['TW', 'CN', 'HK', 'BR'])('is never late in %s, where no time is set', (market) => {
    expect(foundIn(market)).toEqual([]);
    expect(foundIn(market, [moving])).toEqual([]);
    expect(rules.watch!(factsOf([], { ...open, market }), at(0))).toBeUndefined();
  });

  it('must be there by then in the EU; in the US it must have left', () => {
    expect(foundIn('DE', [moving], 29.99)).toEqual([]);
    expect(foundIn('DE', [moving], 30)).toEqual(['late']);
    expect(foundIn('US', [moving])).toEqual([]);
  });

  it('is not late when the shop has shipped it, of which it keeps no parcel', () => {
    const shipped = { ...open, shipmentState: 'Shipped' } as const;
    expect(causes(factsOf([], { ...shipped, market: 'DE' }), at(days(65)))).toEqual([]);
    const reservations = [{ locationId: 'main', quantity: 2, state: 'consumed', roundId: 'round-0' } as const];
    const partly: Partial<Order> = {
      ...open,
      shipmentState: 'Partial',
      lines: [aLine({ reservations: [...reservations] })],
    };
    expect(causes(factsOf([], { ...partly, market: 'US' }), at(days(65)))).toEqual([]);
  });

  it('goes by the date that was agreed on since, wherever it is', () => {
    const deliveryAgreements = [{ caseId: 'c', at: inDays(31), lineIds: ['line-1'], until: inDays(40) }];
    const agreed = factsOf([moving], { ...open, shipmentState: 'Shipped', deliveryAgreements });
    expect(causes(agreed, at(days(39)))).toEqual([]);
    expect(causes(agreed, at(days(40)))).toEqual(['late']);
  });

  it('is given the days that a deployment sets', () => {
    const set = logisticsDelay.under({ defaultPromiseDays: { TW: 7, US: 0 } }, messagePolicy.parse({}));
    expect(foundIn('TW', [], 7, set)).toEqual(['not-handed-over']);
    expect(foundIn('TW', [], 6.99, set)).toEqual([]);
    expect(foundIn('US', [], 65, set)).toEqual([]);
    expect(foundIn('DE', [], 30, set)).toEqual(['not-handed-over']);
  });

  it('is asked about without a word of a promise, under a title of its own', () => {
    const lineIds = ['line-1'];
    const told = { ...open, market: 'DE', deliveryNotices: [{ caseId: 'c', at: inDays(30), lineIds }] };
    const offer = rules.offer(factsOf([], told), aCaseRecord({ type: 'logistics-delay' }), at(days(31)))!;
    expect(offer.lines).toMatchObject([
      { title: 'overdue', onSilence: 'wait', options: [{ kind: 'wait', until: inDays(44) }, { kind: 'refund' }] },
    ]);
  });
});

describe('the next look', () => {
  it('is at the limit of standing still, then at the promise, and none once it has arrived', () => {
    expect(rules.watch!(factsOf([aParcel()]), at(0))).toBe(inDays(3));
    expect(rules.watch!(factsOf([scanned(at(days(3)))]), at(days(3)))).toBe(inDays(4));
    expect(rules.watch!(factsOf([aParcel({ tag: 'Delivered', deliveredAt: inDays(2) })]), at(days(2)))).toBeUndefined();
  });

  it('is when the lane makes a parcel doubtful, if that is sooner', () => {
    const counts: Record<number, number> = { [stepOf(days(1))]: 70, [stepOf(days(8))]: 30 };
    const facts = factsOf([aParcel({ milestonesOnly: true, checkpoints: [] })], {}, [{ lane: 'ALL', counts }]);
    const next = rules.watch!(facts, at(0))!;
    expect(Date.parse(next)).toBeGreaterThan(start.getTime() + days(1));
    expect(Date.parse(next)).toBeLessThanOrEqual(start.getTime() + days(1.25));
    expect(causes(facts, new Date(next))).toEqual(['late-predicted']);
  });
});
