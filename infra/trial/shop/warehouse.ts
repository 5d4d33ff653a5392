import type { Inventory } from '#shared/domain/inventory.ts';
import type { Schedule } from '../schedule.ts';
import { type Delivery, type Shelf, stockState } from '../stock/shelf.ts';
import type { Tables } from './tables.ts';

const tries = 5;

/** Puts the shelves into the Inventory table and keeps them: announcements, dates that slip, deliveries. */
export class Warehouse {
  readonly #tables: Tables;
  readonly #schedule: Schedule;
  deliveries = 0;
  slipped = 0;

  constructor(tables: Tables, schedule: Schedule) {
    this.#tables = tables;
    this.#schedule = schedule;
  }

  async stock(shelves: readonly Shelf[]): Promise<void> {
    for (const { row, deliveries } of shelves) {
      await this.#tables.put('Inventory', row);
      for (const delivery of deliveries) this.#plan(delivery, row);
    }
  }

  #plan(delivery: Delivery, row: Inventory): void {
    const { announced, slip, arrivesAt, purchaseOrderId, quantity } = delivery;
    const onTheList = row.incoming.some((each) => each.purchaseOrderId === purchaseOrderId);
    if (announced && !onTheList) {
      this.#schedule.at(announced.at, () =>
        this.#change(delivery, ({ incoming }) => ({
          incoming: [...incoming, { purchaseOrderId, quantity, expectedAt: iso(announced.expectedAt) }],
        })),
      );
    }
    if (slip) {
      this.#schedule.at(slip.at, async () => {
        this.slipped++;
        await this.#change(delivery, ({ incoming }) => ({
          incoming: incoming.map((each) =>
            each.purchaseOrderId === purchaseOrderId ? { ...each, expectedAt: iso(slip.expectedAt) } : each,
          ),
        }));
      });
    }
    this.#schedule.at(arrivesAt, async () => {
      this.deliveries++;
      await this.#change(delivery, ({ incoming, onHand, available }) => ({
        incoming: incoming.filter((each) => each.purchaseOrderId !== purchaseOrderId),
        onHand: onHand + quantity,
        available: available + quantity,
        stockState: stockState(available + quantity),
      }));
    });
  }

  async #change({ sku, locationId }: Delivery, change: (row: Inventory) => Partial<Inventory>): Promise<void> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const row = await this.#tables.shelf(sku, locationId);
      if (!row) return;
      if (await this.#tables.change('Inventory', { sku, locationId }, row.version, change(row))) return;
    }
    throw new Error(`the shelf of ${sku} at ${locationId} kept changing while a delivery was booked`);
  }
}

const iso = (at: number) => new Date(at).toISOString();
