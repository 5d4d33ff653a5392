import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { Operations } from '#shared/domain/operations.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
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
  async orders(
    row: Pick<Order, 'orderId' | 'orderNumber' | 'market' | 'customer' | 'currencyCode' | 'lines'>,
  ): Promise<Order> {
    const goods = row.lines.reduce((sum, { unitPriceMinor, quantity }) => sum + unitPriceMinor * quantity, 0);
    const at = this.now;
    const order: Order = {
      channel: 'web',
      version: 1,
      orderState: 'Open',
      paymentState: 'Paid',
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
    await this.#tables.put('Payments', paymentOf(order));
    await this.#tables.put('Orders', order);
    return order;
  }

  order(orderId: string): Promise<Order | undefined> {
    return this.#tables.order(orderId);
  }

  shelf(sku: string): Promise<Inventory | undefined> {
    return this.#tables.shelf(sku, 'main');
  }

  async rows(table: 'Cases' | 'Payments'): Promise<Record<string, unknown>[]> {
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

  /** Finance answers a refund on the bus. */
  async finance(detailType: 'RefundAccepted' | 'RefundSettled', detail: object): Promise<void> {
    const entry = { Source: this.#financeSource, DetailType: detailType, Detail: JSON.stringify(detail) };
    const EventBusName = this.#runtime.outputs.EventBusName!;
    await this.#runtime.call({
      service: 'events',
      operation: 'PutEvents',
      input: { Entries: [{ ...entry, EventBusName }] },
    });
  }
}

function paymentOf({ orderId, totalPriceMinor, currencyCode, createdAt }: Order): Payment {
  return {
    orderId,
    attemptId: `${orderId}-card`,
    method: 'card',
    provider: 'example-pay',
    providerReference: `ref-${orderId}`,
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
    createdAt,
  };
}
