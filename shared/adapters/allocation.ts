import { allot, giveBackExcess, type StockMove, takeAway } from '#shared/domain/allotment.ts';
import type { Facts } from '#shared/domain/facts.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { Order } from '#shared/domain/order.ts';
import { type TransactItem, transact } from './document-client.ts';
import type { SourceTables } from './source-tables.ts';

/** DynamoDB takes 100 actions a transaction; the rest is for the order and what the change decides. */
export const shelvesPerTransaction = 90;

/** `done` = there was nothing (more) to move; `moved` = written; `overtaken` = another writer was faster, look again. */
export type MoveOutcome = 'done' | 'moved' | 'overtaken';

/** Stock moves with the order that they are for, in one transaction, so that nothing is promised twice. */
export function allocation(tables: SourceTables) {
  const write = async (
    order: Order,
    lines: Order['lines'],
    moves: TransactItem[],
    at: Date,
    also: TransactItem[],
    lookAgain: boolean,
  ) => {
    if (moves.length === 0) return 'done';
    const change = tables.changeOrder(order, { lines }, at, { lookAgain });
    return (await transact([change, ...moves, ...also])).written ? 'moved' : 'overtaken';
  };
  const backAt =
    (at: Date) =>
    ({ sku, locationId, quantity }: StockMove) =>
      tables.releaseStock(sku, locationId, quantity, at);

  return {
    /**
     * Sets stock aside for what the order lacks; `deciding` names what this decides, given the facts as they then are.
     * @returns those facts when stock has moved: nothing has to be read again
     */
    async allocate(
      facts: Facts,
      at: Date,
      deciding: (after: Facts) => TransactItem[] = () => [],
    ): Promise<Facts | Exclude<MoveOutcome, 'moved'>> {
      const { order, stock } = facts;
      const { lines, moves } = allot(order, stock, shelvesPerTransaction);
      if (moves.length === 0) return 'done';
      const version = order.version + 1;
      const after = {
        ...facts,
        order: { ...order, lines, version, ordermendVersion: version, updatedAt: at.toISOString() },
        stock: takenFrom(stock, moves),
      };
      const reserved = moves.map(({ sku, locationId, quantity }) => tables.reserveStock(sku, locationId, quantity));
      const outcome = await write(order, lines, reserved, at, deciding(after), false);
      return outcome === 'moved' ? after : outcome;
    },

    /** Gives back what the order no longer wants, one group of shelves. */
    giveBack(order: Order, at: Date): Promise<MoveOutcome> {
      const { lines, moves } = giveBackExcess(order, shelvesPerTransaction);
      return write(order, lines, moves.map(backAt(at)), at, [], false);
    },

    /** Takes reservations away that the shelf does not cover; the order is then short, and is looked at again. */
    async takeBack(
      order: Order,
      sku: string,
      locationId: string,
      units: number,
      at: Date,
    ): Promise<number | 'overtaken'> {
      const { lines, moves } = takeAway(order, sku, locationId, units);
      const outcome = await write(order, lines, moves.map(backAt(at)), at, [], true);
      return outcome === 'overtaken' ? outcome : moves.reduce((sum, { quantity }) => sum + quantity, 0);
    },
  };
}

/** The shelves without what has been set aside. */
function takenFrom(stock: readonly Inventory[], moves: readonly StockMove[]): Inventory[] {
  const taken = new Map(moves.map(({ sku, locationId, quantity }) => [`${sku} ${locationId}`, quantity]));
  return stock.map((row) => {
    const units = taken.get(`${row.sku} ${row.locationId}`) ?? 0;
    return units === 0 ? row : { ...row, available: row.available - units, committed: row.committed + units };
  });
}

export type Allocation = ReturnType<typeof allocation>;
