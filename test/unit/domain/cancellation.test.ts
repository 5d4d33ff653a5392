import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CancelRequest, cancelRequest } from '#shared/domain/cancel-request.ts';
import { cancellableUnits, coversOrder, unknownLines, unwantedUnits } from '#shared/domain/cancellation.ts';
import { mayWithdraw } from '#shared/domain/withdrawal.ts';
import { aLine, anOrder } from '#test/support/shop.ts';

const wish = (request: Partial<CancelRequest> = {}): CancelRequest => ({
  requestId: 'r-1',
  requestedAt: '2026-03-02T08:00:00.000Z',
  scope: 'order',
  ...request,
});
const consumed = (quantity: number) => [
  { locationId: 'main', quantity, state: 'consumed' as const, roundId: 'round-0' },
];
const parcel = (fields: object = {}) => ({ lineIds: ['line-1'], tag: 'Delivered' as const, ...fields });

describe('what a request is about', () => {
  it('is never more than the order has, and what is still here first', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 20 }), (quantity, away, asked) => {
        const order = anOrder({ lines: [aLine({ quantity, reservations: away > 0 ? consumed(away) : [] })] });
        const request = wish({ scope: 'lines', lines: [{ lineId: 'line-1', quantity: asked }] });
        const [unit] = unwantedUnits({ order, shipments: [] }, request);
        const total = (unit?.open ?? 0) + (unit?.away ?? 0);
        expect(total).toBe(Math.min(asked, quantity));
        expect(unit?.open ?? 0).toBe(Math.min(total, quantity - Math.min(away, quantity)));
      }),
    );
  });

  it('has left by the order’s state, by what was taken for it, or by a parcel that was handed over', () => {
    const order = anOrder();
    const away = (shipments: Parameters<typeof unwantedUnits>[0]['shipments'], changes = {}) =>
      unwantedUnits({ order: { ...order, ...changes }, shipments }, wish())[0]?.away;
    expect(away([])).toBe(0);
    expect(away([parcel({ tag: 'InfoReceived' })])).toBe(0);
    expect(away([parcel({ tag: 'InTransit' })])).toBe(2);
    expect(away([parcel({ tag: 'Pending', handedOverAt: '2026-03-02T08:00:00.000Z' })])).toBe(2);
    expect(away([], { shipmentState: 'Shipped' })).toBe(2);
    expect(away([], { lines: [aLine({ reservations: consumed(1) })] })).toBe(1);
  });

  it('names lines that the order does not have', () => {
    const request = wish({ scope: 'lines', lines: [{ lineId: 'line-9', quantity: 1 }] });
    expect(unknownLines(anOrder(), request)).toEqual(['line-9']);
    expect(unwantedUnits({ order: anOrder(), shipments: [] }, request)).toEqual([]);
  });

  it('is the whole order when every unit is asked for, however that is said', () => {
    const order = anOrder({ lines: [aLine(), aLine({ lineId: 'gone', quantity: 0 })] });
    const covers = (request: CancelRequest) => coversOrder(order, unwantedUnits({ order, shipments: [] }, request));
    expect(covers(wish())).toBe(true);
    expect(covers(wish({ scope: 'lines', lines: [{ lineId: 'line-1', quantity: 2 }] }))).toBe(true);
    expect(covers(wish({ scope: 'lines', lines: [{ lineId: 'line-1', quantity: 1 }] }))).toBe(false);
  });

  it('can be asked by line, or by bundle as a whole; empty lines are not offered', () => {
    const lines = [
      aLine(),
      aLine({ lineId: 'pot', bundleId: 'set' }),
      aLine({ lineId: 'cups', bundleId: 'set' }),
      aLine({ lineId: 'gone', quantity: 0 }),
    ];
    expect(cancellableUnits({ lines }).map(({ unitId, whole, lines: of }) => [unitId, whole, of.length])).toEqual([
      ['line-1', false, 1],
      ['set', true, 2],
    ]);
  });
});

describe('a request', () => {
  it('names lines exactly when it is about lines', () => {
    expect(cancelRequest.safeParse(wish()).success).toBe(true);
    expect(cancelRequest.safeParse(wish({ scope: 'lines' })).error?.issues[0]?.message).toMatch(/^LINES_REQUIRED/);
    expect(cancelRequest.safeParse(wish({ lines: [{ lineId: 'a', quantity: 1 }] })).success).toBe(false);
    expect(cancelRequest.safeParse({ ...wish(), requestId: 'a b' }).success).toBe(false);
  });
});

describe('the right to withdraw', () => {
  const at = (iso: string) => new Date(iso);
  const berlin = { ...anOrder().customer, timeZone: 'Europe/Berlin' };
  const may = (now: string, deliveredAt?: string, changes: object = {}) =>
    mayWithdraw(
      {
        order: anOrder({ market: 'DE', customer: berlin, shipmentState: 'Delivered', ...changes }),
        shipments: deliveredAt ? [parcel({ deliveredAt })] : [],
      },
      at(now),
    );

  it('lasts fourteen days after the day of receipt, to midnight where the customer lives', () => {
    // Received on Tuesday, 3 March 2026; the last day is Tuesday, 17 March.
    expect(may('2026-03-17T22:59:59.000Z', '2026-03-03T15:00:00.000Z')).toBe(true);
    expect(may('2026-03-17T23:00:00.000Z', '2026-03-03T15:00:00.000Z')).toBe(false);
  });

  it('runs on to Monday when its last day is a Saturday or a Sunday', () => {
    // Received on Saturday, 7 March 2026; the fourteenth day is Saturday, 21 March.
    expect(may('2026-03-23T20:00:00.000Z', '2026-03-07T15:00:00.000Z')).toBe(true);
    expect(may('2026-03-24T20:00:00.000Z', '2026-03-07T15:00:00.000Z')).toBe(false);
  });

  it.each([
    // Labour Day on a Friday, and the weekend after it.
    ['DE', '2026-04-17T10:00:00.000Z', '2026-05-04'],
    // Christmas Day on a Friday, and Boxing Day made up for on the Monday.
    ['GB', '2026-12-11T10:00:00.000Z', '2026-12-29'],
    ['DE', '2026-12-11T10:00:00.000Z', '2026-12-28'],
    // The new year holidays of both; in mainland China the Saturday before them is worked.
    ['TW', '2026-02-10T04:00:00.000Z', '2026-02-23'],
    ['CN', '2026-02-09T04:00:00.000Z', '2026-02-24'],
    ['CN', '2026-02-07T04:00:00.000Z', '2026-02-14'],
    // A year whose holidays nobody knows yet: Christmas on a Monday counts, the weekend is known.
    ['DE', '2034-12-11T10:00:00.000Z', '2034-12-25'],
    ['DE', '2034-12-09T10:00:00.000Z', '2034-12-25'],
  ])('in %s runs on past public holidays: received %s, the last day is %s', (market, deliveredAt, last) => {
    const customer = { ...berlin, timeZone: 'UTC' };
    expect(may(`${last}T23:59:00.000Z`, deliveredAt, { market, customer })).toBe(true);
    const after = new Date(Date.parse(`${last}T00:00:00.000Z`) + 86_400_000).toISOString();
    expect(may(after, deliveredAt, { market, customer })).toBe(false);
  });

  it('is open until everything has been received, and while nobody knows when it was', () => {
    expect(may('2027-01-01T00:00:00.000Z')).toBe(true);
    const order = anOrder({ market: 'DE', customer: berlin, shipmentState: 'Partial' });
    const shipments = [parcel({ deliveredAt: '2026-03-03T15:00:00.000Z' })];
    expect(mayWithdraw({ order, shipments }, at('2026-06-01T00:00:00.000Z'))).toBe(true);
  });

  it('is seven days in Taiwan and China, none in the United States, and never a business’s', () => {
    expect(may('2026-03-10T12:00:00.000Z', '2026-03-03T03:00:00.000Z', { market: 'TW' })).toBe(true);
    expect(may('2026-03-11T12:00:00.000Z', '2026-03-03T03:00:00.000Z', { market: 'CN' })).toBe(false);
    expect(may('2026-03-03T12:00:00.000Z', '2026-03-03T03:00:00.000Z', { market: 'US' })).toBe(false);
    expect(may('2026-03-03T12:00:00.000Z', undefined, { customer: { ...berlin, kind: 'business' } })).toBe(false);
  });

  it('reads a zone that does not exist as UTC', () => {
    const customer = { ...berlin, timeZone: 'Mars/Base' };
    expect(may('2026-03-17T23:30:00.000Z', '2026-03-03T15:00:00.000Z', { customer })).toBe(true);
  });
});
