import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allot, giveBackExcess, type StockMove, takeAway } from '#shared/domain/allotment.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import { type Order, reservedQuantity, shortQuantity } from '#shared/domain/order.ts';
import { anInventoryRow } from '#test/support/rows.ts';
import { aLine, anOrder } from '#test/support/shop.ts';

const skus = ['A', 'B', 'C'];
const locations = ['north', 'south'];

const shelves = fc
  .array(fc.integer({ min: -3, max: 40 }), { minLength: 6, maxLength: 6 })
  .map((units): Inventory[] =>
    skus.flatMap((sku, i) =>
      locations.map((locationId, j) =>
        anInventoryRow({ sku, locationId, onHand: 99, available: units[i * 2 + j]!, committed: 20 }),
      ),
    ),
  );

/** Orders of up to 500 lines that repeat three SKUs, some lines with stock set aside already. */
const orders = fc
  .array(fc.record({ sku: fc.constantFrom(...skus), quantity: fc.nat(9), held: fc.nat(12) }), { maxLength: 500 })
  .map(
    (lines): Order =>
      anOrder({
        lines: lines.map(({ sku, quantity, held }, i) =>
          aLine({
            lineId: `line-${i}`,
            sku,
            quantity,
            reservations:
              held > 0 ? [{ locationId: locations[i % 2]!, quantity: held, state: 'held', roundId: 'round-0' }] : [],
          }),
        ),
      }),
  );

const reserved = (order: Pick<Order, 'lines'>, sku: string) =>
  order.lines.filter((line) => line.sku === sku).reduce((sum, line) => sum + reservedQuantity(line), 0);
const movedOf = (moves: readonly StockMove[], sku: string) =>
  moves.filter((move) => move.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0);

describe('setting stock aside', () => {
  it('never takes more from a shelf than is available, nor a shelf twice, nor more than a line lacks', () => {
    fc.assert(
      fc.property(orders, shelves, fc.integer({ min: 1, max: 6 }), (order, stock, most) => {
        const { lines, moves } = allot(order, stock, most);
        expect(moves.length).toBeLessThanOrEqual(most);
        expect(new Set(moves.map(({ sku, locationId }) => `${sku} ${locationId}`)).size).toBe(moves.length);
        for (const { sku, locationId, quantity } of moves) {
          const shelf = stock.find((row) => row.sku === sku && row.locationId === locationId)!;
          expect(quantity).toBeGreaterThan(0);
          expect(quantity).toBeLessThanOrEqual(shelf.available);
        }
        for (const sku of skus) expect(reserved({ lines }, sku) - reserved(order, sku)).toBe(movedOf(moves, sku));
        for (const [i, line] of lines.entries()) {
          expect(shortQuantity(line)).toBeGreaterThanOrEqual(0);
          expect(reservedQuantity(line)).toBeLessThanOrEqual(
            Math.max(line.quantity, reservedQuantity(order.lines[i]!)),
          );
        }
      }),
    );
  });

  it('leaves nothing short that the shelves could cover', () => {
    fc.assert(
      fc.property(orders, shelves, (order, stock) => {
        const { lines, moves } = allot(order, stock, 90);
        for (const sku of skus) {
          const left =
            stock.filter((row) => row.sku === sku).reduce((sum, row) => sum + Math.max(0, row.available), 0) -
            movedOf(moves, sku);
          const short = lines.filter((line) => line.sku === sku).reduce((sum, line) => sum + shortQuantity(line), 0);
          expect(Math.min(left, short)).toBe(0);
        }
      }),
    );
  });
});

describe('giving stock back', () => {
  it('returns exactly what is held beyond what is wanted, in groups of any size', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 3 }), (order, most) => {
        const excess = (row: Order) =>
          row.lines.reduce((sum, line) => sum + Math.max(0, reservedQuantity(line) - line.quantity), 0);
        let present = order;
        let returned = 0;
        for (let turn = 0; turn < 10; turn++) {
          const { lines, moves } = giveBackExcess(present, most);
          if (moves.length === 0) break;
          expect(moves.length).toBeLessThanOrEqual(most);
          returned += moves.reduce((sum, { quantity }) => sum + quantity, 0);
          present = { ...present, lines };
        }
        expect(excess(present)).toBe(0);
        expect(returned).toBe(excess(order));
      }),
    );
  });

  it('takes away at one place only, and no more than is asked for', () => {
    fc.assert(
      fc.property(orders, fc.nat(60), (order, units) => {
        const { lines, moves } = takeAway(order, 'A', 'north', units);
        const held = order.lines
          .filter(({ sku }) => sku === 'A')
          .flatMap(({ reservations }) => reservations)
          .filter(({ locationId }) => locationId === 'north')
          .reduce((sum, { quantity }) => sum + quantity, 0);
        expect(movedOf(moves, 'A')).toBe(Math.min(units, held));
        expect(reserved(order, 'A') - reserved({ lines }, 'A')).toBe(Math.min(units, held));
        expect(moves.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
