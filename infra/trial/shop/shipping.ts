import type { Random } from '#infra/local-runtime/random.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { type Order, type OrderLine, shortQuantity } from '#shared/domain/order.ts';
import { logNormal } from '../chance.ts';
import type { CaseBook } from '../observation/case-book.ts';
import type { ChangeFeed } from '../observation/change-feed.ts';
import type { Schedule } from '../schedule.ts';
import { toAttribute } from './attributes.ts';
import type { Tables } from './tables.ts';

const hour = 3_600_000;
/** Orders leave the house half a day after they are complete, half of them (spread as people work). */
const shipping = { medianHours: 12, spread: 0.6 } as const;
/** DynamoDB takes 100 actions a transaction; one is the order's own. */
const shelvesPerTransaction = 99;
const tries = 5;

interface ShippingWorld {
  readonly tables: Tables;
  readonly feed: ChangeFeed;
  readonly cases: CaseBook;
  readonly schedule: Schedule;
  readonly random: Random;
  /** Orders whose shipping is in the file. */
  readonly elsewhere: ReadonlySet<string>;
}

/**
 * The warehouse: an order whose lines are all set aside, which nobody holds and which has no open case is shipped after
 * a while. It keeps to docs/contract-for-writers.md: versions, reservations and shelves move together.
 */
export class Shipping {
  readonly #world: ShippingWorld;
  readonly #underway = new Set<string>();
  shipped = 0;

  constructor(world: ShippingWorld) {
    this.#world = world;
    world.feed.watch('Orders', ({ after }) => {
      if (after) this.#consider(after as unknown as Order);
    });
    world.cases.onClosed((orderId) => {
      world.schedule.at(world.schedule.now(), async () => {
        const order = await world.tables.order(orderId);
        if (order) this.#consider(order);
      });
    });
  }

  #consider(order: Order): void {
    const { schedule, random } = this.#world;
    if (!this.#mayShip(order) || this.#underway.has(order.orderId)) return;
    this.#underway.add(order.orderId);
    const after = logNormal(
      random.fork(`shipping/${order.orderId}/${order.version}`),
      shipping.medianHours,
      shipping.spread,
    );
    schedule.at(schedule.now() + after * hour, async () => {
      this.#underway.delete(order.orderId);
      await this.#ship(order.orderId);
    });
  }

  #mayShip(order: Order): boolean {
    return (
      (order.orderState === 'Open' || order.orderState === 'Confirmed') &&
      order.holds.length === 0 &&
      !this.#world.elsewhere.has(order.orderId) &&
      !this.#world.cases.hasOpen(order.orderId) &&
      order.lines.every((line) => shortQuantity(line) === 0)
    );
  }

  /** The order is complete with its first group of shelves; the shelves of a huge order follow in further groups. */
  async #ship(orderId: string): Promise<void> {
    for (let refused = 0; refused < tries; ) {
      const outcome = await this.#shipGroup(orderId);
      if (outcome === 'done') return;
      refused = outcome === 'refused' ? refused + 1 : 0;
    }
    throw new Error(`order ${orderId} could not be shipped: ${tries} tries met other writers or an empty shelf`);
  }

  async #shipGroup(orderId: string): Promise<'done' | 'more' | 'refused'> {
    const { tables, schedule } = this.#world;
    const order = await tables.order(orderId);
    if (!order) return 'done';
    const first = order.orderState !== 'Complete';
    const { lines, taken } = consumed(order.lines);
    if (first ? !this.#mayShip(order) : taken.size === 0) return 'done';
    const now = new Date(schedule.now()).toISOString();
    const shelves = [...taken.values()].map((shelf) => this.#takeFromShelf(shelf));
    if (!(await tables.transact([this.#orderWrite(order, lines, now), ...shelves]))) return 'refused';
    if (first) this.shipped++;
    return 'more';
  }

  #orderWrite(order: Order, lines: readonly OrderLine[], updatedAt: string): JsonObject {
    const nothingToSend = lines.every(({ quantity }) => quantity === 0);
    return {
      Update: {
        TableName: this.#world.tables.nameOf('Orders'),
        Key: { orderId: { S: order.orderId } },
        UpdateExpression:
          'SET orderState = :complete, shipmentState = :shipment, #lines = :lines, updatedAt = :at, #version = :next',
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: { '#lines': 'lines', '#version': 'version' },
        ExpressionAttributeValues: {
          ':complete': { S: 'Complete' },
          ':shipment': { S: nothingToSend ? 'Canceled' : 'Shipped' },
          ':lines': toAttribute(lines),
          ':at': { S: updatedAt },
          ':next': { N: String(order.version + 1) },
          ':read': { N: String(order.version) },
        },
      },
    };
  }

  #takeFromShelf({ sku, locationId, quantity }: Taken): JsonObject {
    return {
      Update: {
        TableName: this.#world.tables.nameOf('Inventory'),
        Key: { sku: { S: sku }, locationId: { S: locationId } },
        UpdateExpression: 'ADD onHand :less, committed :less, #version :one',
        ConditionExpression: 'committed >= :quantity AND onHand >= :quantity',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: {
          ':less': { N: String(-quantity) },
          ':quantity': { N: String(quantity) },
          ':one': { N: '1' },
        },
      },
    };
  }
}

interface Taken {
  readonly sku: string;
  readonly locationId: string;
  readonly quantity: number;
}

/** What one transaction can take off the shelves: the lines with it consumed, and what each shelf gives. */
function consumed(lines: readonly OrderLine[]): { lines: OrderLine[]; taken: Map<string, Taken> } {
  const taken = new Map<string, Taken>();
  const after = lines.map((line) => ({
    ...line,
    reservations: line.reservations.map((reservation) => {
      const { locationId, quantity, state } = reservation;
      const key = `${line.sku} ${locationId}`;
      if (state !== 'held' || (!taken.has(key) && taken.size === shelvesPerTransaction)) return reservation;
      taken.set(key, { sku: line.sku, locationId, quantity: quantity + (taken.get(key)?.quantity ?? 0) });
      return { ...reservation, state: 'consumed' as const };
    }),
  }));
  return { lines: after, taken };
}

/** Told from the image, so that orders which have long been shipped are not unpacked for nothing. */
