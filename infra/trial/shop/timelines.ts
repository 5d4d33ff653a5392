import type { Order } from '#shared/domain/order.ts';
import type { Timeline, TrialOrder } from '../orders/order-draft.ts';
import type { Schedule } from '../schedule.ts';
import type { Tables } from './tables.ts';

const tries = 8;

/**
 * Orders whose life is in the file: payment, hand-over and delivery are written when their moment has come, and nothing
 * is known of them before. What we cancelled meanwhile is not handed over any more.
 */
export class Timelines {
  readonly #tables: Tables;
  readonly #schedule: Schedule;
  handedOver = 0;
  delivered = 0;
  /** Handed over in the file, and cancelled here before it. */
  stopped = 0;

  constructor(tables: Tables, schedule: Schedule) {
    this.#tables = tables;
    this.#schedule = schedule;
  }

  /** Called when the order has been placed. */
  follow({ order: { orderId }, payment, timeline }: TrialOrder): void {
    if (!timeline) return;
    const { paidAt, handedOverAt, promisedAt } = timeline;
    if (paidAt) this.#at(paidAt, () => this.#pay(orderId, payment));
    if (handedOverAt) this.#at(handedOverAt, () => this.#handOver(orderId, timeline));
    // What never arrives still has a day on which that shows.
    this.#at(new Date(Date.parse(promisedAt) + 3_600_000).toISOString(), async () => {});
  }

  #at(instant: string, work: () => Promise<void>): void {
    this.#schedule.at(Date.parse(instant), work);
  }

  async #pay(orderId: string, payment: TrialOrder['payment']): Promise<void> {
    if (payment) {
      const { amountMinor, version } = payment;
      const captured = { status: 'captured', authorizedMinor: amountMinor, capturedMinor: amountMinor };
      const row = { ...payment, ...captured, refundableMinor: amountMinor, version: version + 1 };
      await this.#tables.put('Payments', row);
    }
    await this.#change(orderId, () => ({ paymentState: 'Paid' }));
  }

  async #handOver(orderId: string, timeline: Timeline): Promise<void> {
    const order = await this.#tables.order(orderId);
    if (!order || order.orderState === 'Cancelled') {
      this.stopped++;
      return;
    }
    this.handedOver++;
    const { handedOverAt = '', deliveredAt, carrier, origin, destination, promisedAt } = timeline;
    const parcel = {
      orderId,
      shipmentId: 'parcel-1',
      carrier,
      trackingNumber: `trial-${orderId}`.slice(0, 64),
      lineIds: order.lines.map(({ lineId }) => lineId),
      tag: 'InTransit',
      ...(origin && { origin }),
      ...(destination && { destination }),
      createdAt: handedOverAt,
      handedOverAt,
      promisedDeliveryAt: promisedAt,
      checkpoints: [],
      milestonesOnly: true,
      version: 1,
    };
    await this.#tables.put('Shipments', parcel);
    await this.#change(orderId, () => ({ orderState: 'Complete', shipmentState: 'Shipped' }));
    if (!deliveredAt) return;
    this.#at(deliveredAt, async () => {
      this.delivered++;
      await this.#tables.put('Shipments', { ...parcel, tag: 'Delivered', deliveredAt, version: 2 });
    });
  }

  /** Writes named fields on what stands now, again when somebody else was faster. */
  async #change(orderId: string, change: (order: Order) => Partial<Order>): Promise<void> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const order = await this.#tables.order(orderId);
      if (!order || order.orderState === 'Cancelled') return;
      const updatedAt = new Date(this.#schedule.now()).toISOString();
      if (await this.#tables.change('Orders', { orderId }, order.version, { ...change(order), updatedAt })) return;
    }
    throw new Error(`order ${orderId} kept changing while its life was written`);
  }
}
