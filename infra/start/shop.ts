import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { Operations } from '#shared/domain/operations.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import type { Shipment } from '#shared/domain/shipment.ts';
import { namesOf } from '#shared/resources.ts';
import { Tables } from '../trial/shop/tables.ts';

/** A small shop beside the application: it writes the rows that a shop, its warehouse and its finance would write. */
export class Shop {
  readonly #runtime: LocalRuntime;
  readonly #tables: Tables;
  readonly #financeSource: string;

  constructor(runtime: LocalRuntime, financeSource: string) {
    this.#runtime = runtime;
    this.#tables = new Tables(runtime);
    this.#financeSource = financeSource;
  }

  get now(): string {
    return new Date(this.#runtime.clock.now()).toISOString();
  }

  async switchOn(stage: string, settings: Operations): Promise<void> {
    const input = { Name: namesOf(stage).operationsParameter, Value: JSON.stringify(settings), Overwrite: true };
    await this.#runtime.call({ service: 'ssm', operation: 'PutParameter', input: { ...input, Type: 'String' } });
  }

  async stock(row: Pick<Inventory, 'sku' | 'title' | 'onHand' | 'unitPriceMinor'> & Partial<Inventory>): Promise<void> {
    await this.#tables.put('Inventory', {
      locationId: 'main',
      committed: 0,
      available: row.onHand,
      safetyStock: 0,
      incoming: [],
      counts: [],
      substitutes: [],
      discontinued: false,
      stockState: 'in-stock',
      version: 1,
      ...row,
    });
  }

  /** The warehouse counts a shelf; the row is written with its next version. */
  async counted(sku: string, counts: Inventory['counts']): Promise<void> {
    const row = (await this.#tables.shelf(sku, 'main'))!;
    await this.#tables.put('Inventory', { ...row, counts, version: row.version + 1 });
  }

  /** An order, paid in full. */
  async orders(row: NewOrder): Promise<Order> {
    const order = this.#orderOf(row, 'Paid');
    await this.#tables.put('Payments', paymentOf(order, { method: 'card', provider, at: this.now }));
    await this.#tables.put('Orders', order);
    return order;
  }

  /** An order whose card its provider refuses. */
  async refused(row: NewOrder, declineCode: string): Promise<void> {
    const order = this.#orderOf(row, 'Failed');
    const attempt = paymentOf(order, { method: 'card', provider, at: this.now });
    await this.#tables.put('Orders', order);
    await this.#tables.put('Payments', {
      ...attempt,
      status: 'failed',
      declineCode,
      authorizedMinor: 0,
      capturedMinor: 0,
      refundableMinor: 0,
    });
  }

  /** A customer pays an order anew, all of it. */
  async paid(orderId: string, by: Pick<Payment, 'method' | 'provider'>): Promise<void> {
    const order = (await this.order(orderId))!;
    await this.#tables.put('Payments', paymentOf(order, { ...by, at: this.now }));
    await this.#tables.put('Orders', { ...order, paymentState: 'Paid', version: order.version + 1 });
  }

  #orderOf(row: NewOrder, paymentState: Order['paymentState']): Order {
    const goods = row.lines.reduce((sum, { unitPriceMinor, quantity }) => sum + unitPriceMinor * quantity, 0);
    const at = this.now;
    return {
      channel: 'web',
      version: 1,
      orderState: 'Open',
      paymentState,
      shipmentState: 'Pending',
      shippingCostMinor: 0,
      totalPriceMinor: goods,
      promisedDeliveryAt: new Date(Date.parse(at) + 4 * 86_400_000).toISOString(),
      allocationRound: 0,
      holds: [],
      createdAt: at,
      updatedAt: at,
      ...row,
    };
  }

  order(orderId: string): Promise<Order | undefined> {
    return this.#tables.order(orderId);
  }

  shelf(sku: string): Promise<Inventory | undefined> {
    return this.#tables.shelf(sku, 'main');
  }

  async rows(table: 'Cases' | 'Payments' | 'Shipments'): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    for await (const row of this.#tables.rows(table)) rows.push(row);
    return rows;
  }

  /** The warehouse ships what is set aside: reservations are used up, shelves go down, the order is complete. */
  async ships(orderId: string): Promise<void> {
    const order = (await this.order(orderId))!;
    for (const { sku, reservations } of order.lines) {
      const units = reservations.reduce((sum, { quantity, state }) => sum + (state === 'held' ? quantity : 0), 0);
      const row = units > 0 && (await this.shelf(sku));
      if (!row) continue;
      const onHand = row.onHand - units;
      await this.#tables.put('Inventory', {
        ...row,
        onHand,
        committed: row.committed - units,
        version: row.version + 1,
      });
    }
    const consumed = (line: OrderLine): OrderLine => ({
      ...line,
      reservations: line.reservations.map((each) => (each.state === 'held' ? { ...each, state: 'consumed' } : each)),
    });
    await this.#tables.put('Orders', {
      ...order,
      lines: order.lines.map(consumed),
      orderState: 'Complete',
      shipmentState: 'Shipped',
      version: order.version + 1,
    });
  }

  /** It has arrived; the shop keeps no parcel of its own for it. */
  async arrives(orderId: string): Promise<void> {
    const order = (await this.order(orderId))!;
    await this.#tables.put('Orders', { ...order, shipmentState: 'Delivered', version: order.version + 1 });
  }

  /** The carrier's feed has a parcel. */
  async parcel(row: Omit<Shipment, 'version'>): Promise<void> {
    await this.#tables.put('Shipments', { ...row, version: 1 });
  }

  /** The carrier's feed writes a parcel anew, with a scan. */
  async parcelChanges(orderId: string, changes: Pick<Shipment, 'tag'> & Partial<Shipment>): Promise<void> {
    const row = (await this.rows('Shipments')).find((each) => each.orderId === orderId) as unknown as Shipment;
    const { tag, subtag } = changes;
    const checkpoints = [...row.checkpoints, { at: this.now, tag, ...(subtag && { subtag }) }];
    await this.#tables.put('Shipments', { ...row, checkpoints, ...changes, version: row.version + 1 });
  }

  /** Finance, the carrier or another system of the shop reports on the bus. */
  async reports(detailType: 'RefundAccepted' | 'RefundSettled' | 'CarrierAnswered', detail: object): Promise<void> {
    const entry = { Source: this.#financeSource, DetailType: detailType, Detail: JSON.stringify(detail) };
    const EventBusName = this.#runtime.outputs.EventBusName!;
    await this.#runtime.call({
      service: 'events',
      operation: 'PutEvents',
      input: { Entries: [{ ...entry, EventBusName }] },
    });
  }
}

type NewOrder = Pick<Order, 'orderId' | 'orderNumber' | 'market' | 'customer' | 'currencyCode' | 'lines'> &
  Partial<Pick<Order, 'promisedDeliveryAt'>>;

/** Who takes the shop's cards. */
export const provider = 'example-pay';

interface PaidBy extends Pick<Payment, 'method' | 'provider'> {
  readonly at: string;
}

function paymentOf({ orderId, totalPriceMinor, currencyCode }: Order, { method, provider: by, at }: PaidBy): Payment {
  return {
    orderId,
    attemptId: `${orderId}-${method}-${Date.parse(at)}`,
    method,
    provider: by,
    providerReference: `ref-${orderId}-${method}`,
    status: 'captured',
    amountMinor: totalPriceMinor,
    currencyCode,
    authorizedMinor: totalPriceMinor,
    capturedMinor: totalPriceMinor,
    pendingRefundMinor: 0,
    refundedMinor: 0,
    refundableMinor: totalPriceMinor,
    refundSequence: 0,
    partialRefund: true,
    disputed: false,
    version: 1,
    createdAt: at,
  };
}
