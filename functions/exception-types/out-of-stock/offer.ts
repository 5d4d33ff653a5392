import type { LineOffer, Offer } from '#shared/domain/case.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import {
  type Order,
  type OrderLine,
  paidFor,
  partlyShipped,
  reservedQuantity,
  shortQuantity,
  wantsStock,
} from '#shared/domain/order.ts';
import { inIncrements, refundedLine, sumOf } from '#shared/domain/refunded-line.ts';
import { shortLines } from '#shared/domain/shortage.ts';
import type { Facts } from '../exception-type.ts';
import type { ShortageOption } from './options.ts';
import type { Thresholds } from './settings.ts';

const day = 86_400_000;

/** What one offer is worked out from. */
interface Ground {
  readonly order: Order;
  readonly stock: readonly Inventory[];
  readonly thresholds: Thresholds;
  readonly now: Date;
}

/** The question for all short lines of the order; nothing is short = no question. */
export function offerFor(
  { order, stock }: Pick<Facts, 'order' | 'stock'>,
  thresholds: Thresholds,
  now: Date,
): Offer | undefined {
  const short = wantsStock(order) ? shortLines({ order, stock }, now) : [];
  if (short.length === 0) return undefined;
  const ground = { order, stock, thresholds, now };
  const units = new Map<string, OrderLine[]>();
  for (const line of short) {
    const together = line.bundleId ? order.lines.filter(({ bundleId }) => bundleId === line.bundleId) : [line];
    units.set(line.bundleId ?? line.lineId, together);
  }
  const lines = [...units].map(([unitId, together]) => unitOffer(ground, unitId, together));
  if (partlyShipped(order)) return { lines };
  const goods = sumOf(order.lines.map((line) => refundedLine(line, line.quantity)));
  const centAmount = inIncrements(goods + order.shippingCostMinor, order);
  return { lines, cancelOrder: { refund: { centAmount, currencyCode: order.currencyCode } } };
}

/** What one line, or the lines of one bundle, is offered: best first. Bundles and gifts are never split. */
function unitOffer(ground: Ground, unitId: string, together: readonly OrderLine[]): LineOffer {
  const { order } = ground;
  const [line] = together as [OrderLine];
  const until = expectedForAll(ground, together);
  const options = optionsOf(ground, together, until);
  const preset = presetFor(ground, line, options, until);
  const onSilence = silenceFor(ground, together, until);
  return {
    unitId,
    lineIds: together.map(({ lineId }) => lineId),
    title: line.title,
    quantity: line.quantity,
    short: together.reduce((sum, each) => sum + shortQuantity(each), 0),
    options,
    ...(onSilence && order.customer.kind !== 'business' && { onSilence }),
    ...preset,
  };
}

function optionsOf(ground: Ground, together: readonly OrderLine[], until: string | undefined): ShortageOption[] {
  const { order } = ground;
  const [line] = together as [OrderLine];
  const money = (lines: readonly OrderLine[], quantityOf: (line: OrderLine) => number) => ({
    centAmount: inIncrements(sumOf(lines.map((each) => refundedLine(each, quantityOf(each)))), order),
    currencyCode: order.currencyCode,
  });
  const whole = together.length > 1 || line.gift === true;
  const atHand = reservedQuantity(line);
  const splits: ShortageOption[] = [];
  if (!whole && atHand > 0) {
    if (until) splits.push({ kind: 'ship-rest-later', choice: 'ship-rest-later', now: atHand, until });
    const refund = money([line], (each) => each.quantity - atHand);
    splits.push({ kind: 'ship-refund-rest', choice: 'ship-refund-rest', now: atHand, refund });
  }
  return [
    ...(whole ? [] : substitutesFor(ground, line)),
    ...(until ? [{ kind: 'wait', choice: 'wait', until } as const] : []),
    ...splits,
    { kind: 'refund-line', choice: 'refund-line', refund: money(together, (each) => each.quantity) },
  ];
}

/** Available now, named by the shop as substitutes, price within the tolerance, nearest price first. */
function substitutesFor({ order, stock, thresholds }: Ground, line: OrderLine): ShortageOption[] {
  const named = new Set(stock.filter(({ sku }) => sku === line.sku).flatMap(({ substitutes }) => substitutes));
  const distance = (row: Inventory) => Math.abs(row.unitPriceMinor - line.unitPriceMinor);
  return stock
    .filter((row) => named.has(row.sku) && !row.discontinued && row.available >= line.quantity)
    .filter((row) => distance(row) <= line.unitPriceMinor * thresholds.substitutePriceTolerance)
    .sort((a, b) => distance(a) - distance(b) || (a.sku < b.sku ? -1 : 1))
    .filter((row, i, rows) => rows.findIndex(({ sku }) => sku === row.sku) === i)
    .slice(0, thresholds.maxSubstitutes)
    .map((row) => ({
      kind: 'substitute',
      choice: `substitute:${row.sku}`,
      sku: row.sku,
      title: row.title,
      unitPriceMinor: Math.min(row.unitPriceMinor, line.unitPriceMinor),
      refund: {
        centAmount: inIncrements(priceDifference(line, row.unitPriceMinor), order),
        currencyCode: order.currencyCode,
      },
    }));
}

/** A cheaper substitute gives back the difference in what was paid; a dearer one costs the customer nothing. */
function priceDifference(line: OrderLine, unitPriceMinor: number): number {
  const before = paidFor(line, line.quantity);
  const after = paidFor(substituted(line, line.sku, unitPriceMinor), line.quantity);
  return Math.max(0, before.net + before.tax - after.net - after.tax);
}

/** The line as it is charged with a substitute: never above its own price, its discount in proportion. */
export function substituted(line: OrderLine, sku: string, unitPriceMinor: number): OrderLine {
  const charged = Math.min(unitPriceMinor, line.unitPriceMinor);
  const discountShareMinor =
    line.unitPriceMinor === 0 ? 0 : Math.round((line.discountShareMinor * charged) / line.unitPriceMinor);
  return { ...line, sku, unitPriceMinor: charged, discountShareMinor };
}

/** When enough is expected to cover what a line lacks; nothing = no date is known. */
export function expectedAt(line: OrderLine, stock: readonly Inventory[], now: Date): string | undefined {
  const incoming = stock
    .filter(({ sku }) => sku === line.sku)
    .flatMap((row) => row.incoming)
    .filter((delivery) => delivery.expectedAt > now.toISOString())
    .sort((a, b) => (a.expectedAt < b.expectedAt ? -1 : 1));
  let covered = 0;
  for (const delivery of incoming) {
    covered += delivery.quantity;
    if (covered >= shortQuantity(line)) return delivery.expectedAt;
  }
  return undefined;
}

function expectedForAll({ stock, now }: Ground, together: readonly OrderLine[]): string | undefined {
  const dates = together.filter((line) => shortQuantity(line) > 0).map((line) => expectedAt(line, stock, now));
  return dates.some((date) => !date) ? undefined : (dates as string[]).sort().at(-1);
}

/** A wait until then is within what was promised, so that it needs no question and counts as no delay. */
export function withinPromise(order: Order, until: string, { promiseGraceDays }: Thresholds): boolean {
  return (
    order.promisedDeliveryAt !== undefined &&
    Date.parse(until) <= Date.parse(order.promisedDeliveryAt) + promiseGraceDays * day
  );
}

/** Decided beforehand: the restock is in time anyway, or the customer said at purchase what to do. */
function presetFor(
  { order, thresholds }: Ground,
  line: OrderLine,
  options: readonly ShortageOption[],
  until: string | undefined,
): Pick<LineOffer, 'preset' | 'presetBy'> {
  if (until && withinPromise(order, until, thresholds)) return { preset: 'wait', presetBy: 'policy' };
  const wished = { substitute: 'substitute', wait: 'wait', refund: 'refund-line', 'cancel-order': '', ask: '' }[
    line.ifUnavailable ?? 'ask'
  ];
  const preset = options.find(({ kind }) => kind === wished)?.choice;
  return preset ? { preset, presetBy: 'preference' } : {};
}

/** Wait if the date is known, near, and it is the first delay; else the money back; none for gifts. */
function silenceFor(
  { thresholds, now }: Ground,
  together: readonly OrderLine[],
  until: string | undefined,
): string | undefined {
  if (together.some(({ gift }) => gift)) return undefined;
  const first = together.every(({ backorder }) => !backorder || backorder.delays === 0);
  const near = until !== undefined && Date.parse(until) - now.getTime() <= thresholds.waitMaxDays * day;
  return near && first ? 'wait' : 'refund-line';
}
