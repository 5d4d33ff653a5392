import type { TrialOrder } from '../orders/order-draft.ts';
import type { Schedule } from '../schedule.ts';
import type { Tables } from './tables.ts';

/** The shop's checkout: each order is written when its time comes, its payment first. */
export class OrderEntry {
  readonly #orders: readonly TrialOrder[];
  readonly #tables: Tables;
  readonly #schedule: Schedule;
  readonly #placed: (order: TrialOrder) => void;
  readonly written = new Set<string>();
  readonly refused: { orderId: string; reason: string }[] = [];
  placed = 0;

  /** `placed` is told of each order that stands. */
  constructor(
    orders: readonly TrialOrder[],
    { tables, schedule, placed }: { tables: Tables; schedule: Schedule; placed: (order: TrialOrder) => void },
  ) {
    this.#orders = orders;
    this.#tables = tables;
    this.#schedule = schedule;
    this.#placed = placed;
  }

  get allPlaced(): boolean {
    return this.placed === this.#orders.length;
  }

  start(): void {
    const next = this.#orders[this.placed];
    if (!next) return;
    this.#schedule.at(Date.parse(next.order.createdAt), async () => {
      await this.#place(next);
      this.placed++;
      this.start();
    });
  }

  async #place(placed: TrialOrder): Promise<void> {
    const { order, payment } = placed;
    try {
      if (payment) await this.#tables.put('Payments', payment);
      await this.#tables.put('Orders', order);
      this.written.add(order.orderId);
      this.#placed(placed);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ValidationException') throw error;
      this.refused.push({ orderId: order.orderId, reason: error.message });
    }
  }
}
