import type { Answer, LineOffer, LineOption, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import { currencies } from '#shared/domain/money.ts';
import { type Order, type OrderLine, paidFor, reservedQuantity, shortQuantity } from '#shared/domain/order.ts';
import type { Facts, Mending, RefundedLine } from '../exception-type.ts';
import { shortLines } from './detect.ts';

/** Defaults of design section 5; prices within 20 %, at most 3 substitutes, waits of at most 30 days by silence. */
export const thresholds = { substitutes: 3, priceTolerance: 0.2, silentWaitDays: 30 } as const;

const day = 86_400_000;

/** The question for all short lines of the order; nothing is short = no question. */
export function offerFor({ order, stock }: Facts, _record: CaseRecord, now: Date): Offer | undefined {
  const short = shortLines({ order, stock }, now);
  if (short.length === 0) return undefined;
  const units = new Map<string, OrderLine[]>();
  for (const line of short) {
    const unitId = line.bundleId ?? line.lineId;
    const together = line.bundleId ? order.lines.filter(({ bundleId }) => bundleId === line.bundleId) : [line];
    units.set(unitId, together);
  }
  const lines = [...units].map(([unitId, together]) => unitOffer(order, unitId, together, stock, now));
  const wholeRefund = refundOf(order, order.lines, (line) => line.quantity).amountMinor + order.shippingCostMinor;
  return {
    lines,
    cancelOrder: { refund: { centAmount: wholeRefund, currencyCode: order.currencyCode } },
  };
}

function unitOffer(
  order: Order,
  unitId: string,
  together: OrderLine[],
  stock: readonly Inventory[],
  now: Date,
): LineOffer {
  const [line] = together as [OrderLine];
  const whole = together.length > 1 || line.gift === true;
  const refund = {
    centAmount: refundOf(order, together, (each) => each.quantity).amountMinor,
    currencyCode: order.currencyCode,
  };
  const until = together.length > 1 ? undefined : expectedAt(line, stock, now);
  const options: LineOption[] = [];
  if (!whole) options.push(...substitutesFor(order, line, stock));
  if (until) options.push({ kind: 'wait', choice: 'wait', until });
  const atHand = reservedQuantity(line);
  if (!whole && atHand > 0) {
    if (until) options.push({ kind: 'ship-rest-later', choice: 'ship-rest-later', now: atHand, until });
    const rest = refundOf(order, [line], shortQuantity).amountMinor;
    options.push({
      kind: 'ship-refund-rest',
      choice: 'ship-refund-rest',
      now: atHand,
      refund: { ...refund, centAmount: rest },
    });
  }
  options.push({ kind: 'refund-line', choice: 'refund-line', refund });
  const preset = presetOf(together, options);
  const onSilence = silenceOf(order, together, until, now);
  return {
    unitId,
    lineIds: together.map(({ lineId }) => lineId),
    title: line.title,
    quantity: line.quantity,
    short: together.reduce((sum, each) => sum + shortQuantity(each), 0),
    options,
    ...(onSilence && { onSilence }),
    ...(preset && { preset }),
  };
}

/** Available now, named by the shop as substitutes, price within the tolerance, nearest price first. */
function substitutesFor(order: Order, line: OrderLine, stock: readonly Inventory[]): LineOption[] {
  const named = new Set(stock.filter(({ sku }) => sku === line.sku).flatMap(({ substitutes }) => substitutes));
  const distance = (row: Inventory) => Math.abs(row.unitPriceMinor - line.unitPriceMinor);
  return stock
    .filter((row) => named.has(row.sku) && !row.discontinued && row.available >= line.quantity)
    .filter((row) => distance(row) <= line.unitPriceMinor * thresholds.priceTolerance)
    .sort((a, b) => distance(a) - distance(b) || (a.sku < b.sku ? -1 : 1))
    .filter((row, i, rows) => rows.findIndex(({ sku }) => sku === row.sku) === i)
    .slice(0, thresholds.substitutes)
    .map((row) => ({
      kind: 'substitute',
      choice: `substitute:${row.sku}`,
      sku: row.sku,
      title: row.title,
      unitPriceMinor: Math.min(row.unitPriceMinor, line.unitPriceMinor),
      refund: { centAmount: priceDifference(line, row.unitPriceMinor), currencyCode: order.currencyCode },
    }));
}

/** A cheaper substitute gives back the difference in what was paid; a dearer one costs the customer nothing. */
function priceDifference(line: OrderLine, unitPriceMinor: number): number {
  const before = paidFor(line, line.quantity);
  const after = paidFor(substituted(line, line.sku, unitPriceMinor), line.quantity);
  return Math.max(0, before.net + before.tax - after.net - after.tax);
}

function substituted(line: OrderLine, sku: string, unitPriceMinor: number): OrderLine {
  const charged = Math.min(unitPriceMinor, line.unitPriceMinor);
  const discountShareMinor =
    line.unitPriceMinor === 0 ? 0 : Math.round((line.discountShareMinor * charged) / line.unitPriceMinor);
  return { ...line, sku, unitPriceMinor: charged, discountShareMinor };
}

/** When enough is expected to cover what the line lacks. */
function expectedAt(line: OrderLine, stock: readonly Inventory[], now: Date): string | undefined {
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

function presetOf(together: readonly OrderLine[], options: readonly LineOption[]): string | undefined {
  const wished = together[0]?.ifUnavailable;
  if (wished === 'substitute') return options.find(({ kind }) => kind === 'substitute')?.choice;
  if (wished === 'wait') return options.find(({ kind }) => kind === 'wait')?.choice;
  return wished === 'refund' ? 'refund-line' : undefined;
}

/** Wait if the date is known, near, and it is the first delay; else the money back; none for business and gifts. */
function silenceOf(
  order: Order,
  together: readonly OrderLine[],
  until: string | undefined,
  now: Date,
): string | undefined {
  if (order.customer.kind === 'business' || together.some(({ gift }) => gift)) return undefined;
  const first = together.every(({ backorder }) => !backorder);
  const near = until !== undefined && Date.parse(until) - now.getTime() <= thresholds.silentWaitDays * day;
  return near && first ? 'wait' : 'refund-line';
}

/** What silence answers: every unit's own default, or nothing when one of them has none. */
export function onSilence(offer: Offer): Answer | undefined {
  const choices = offer.lines.map(({ unitId, onSilence: choice, preset }) => [unitId, preset ?? choice] as const);
  if (choices.some(([, choice]) => choice === undefined)) return undefined;
  return { choices: Object.fromEntries(choices as [string, string][]) };
}

const chosen = (offer: Offer, answer: Answer): (readonly [LineOffer, LineOption])[] =>
  'cancelOrder' in answer
    ? []
    : offer.lines.map(
        (unit) => [unit, unit.options.find(({ choice }) => choice === answer.choices[unit.unitId])!] as const,
      );

export function movesMoney(offer: Offer, answer: Answer): boolean {
  return (
    'cancelOrder' in answer ||
    chosen(offer, answer).some(([, option]) => 'refund' in option && option.refund.centAmount > 0)
  );
}

/** What the answer makes of the order: the lines afterwards and the money that goes back. */
export function mend({ order }: Facts, record: CaseRecord, offer: Offer, answer: Answer): Mending {
  if ('cancelOrder' in answer) {
    const refund = refundOf(order, order.lines, (line) => line.quantity);
    return {
      lines: order.lines.map(emptied),
      cancelsOrder: true,
      refund: {
        ...refund,
        amountMinor: refund.amountMinor + order.shippingCostMinor,
        shippingMinor: order.shippingCostMinor,
      },
    };
  }
  const after = new Map(order.lines.map((line) => [line.lineId, line]));
  const refunded: RefundedLine[] = [];
  let amountMinor = 0;
  let waitUntil: string | undefined;
  for (const [unit, option] of chosen(offer, answer)) {
    for (const line of order.lines.filter(({ lineId }) => unit.lineIds.includes(lineId))) {
      const mended = mendLine(line, option, record.caseId);
      after.set(line.lineId, mended.line);
      if (mended.added) after.set(mended.added.lineId, mended.added);
      amountMinor += mended.refund?.amountMinor ?? 0;
      refunded.push(...(mended.refund?.lines ?? []));
      if (mended.line.backorder && (!waitUntil || mended.line.backorder.until > waitUntil))
        waitUntil = mended.line.backorder.until;
    }
  }
  const step = currencies[order.currencyCode].roundingIncrementMinor;
  return {
    lines: [...after.values()],
    cancelsOrder: false,
    refund: { amountMinor: Math.ceil(amountMinor / step) * step, lines: refunded, shippingMinor: 0 },
    ...(waitUntil && { waitUntil }),
  };
}

interface MendedLine {
  readonly line: OrderLine;
  /** The substitute: a line of its own, so that the one that was ordered stays to be read. */
  readonly added?: OrderLine;
  readonly refund?: { readonly amountMinor: number; readonly lines: readonly RefundedLine[] };
}

function mendLine(line: OrderLine, option: LineOption, caseId: string): MendedLine {
  switch (option.kind) {
    case 'substitute': {
      const { centAmount } = option.refund;
      const { ifUnavailable: _, ...kept } = substituted(line, option.sku, option.unitPriceMinor);
      return {
        line: emptied(line),
        added: { ...kept, lineId: `${line.lineId}-for-${caseId.slice(-12)}`, title: option.title, reservations: [] },
        ...(centAmount > 0 && { refund: { amountMinor: centAmount, lines: [partOf(line, 0, centAmount)] } }),
      };
    }
    case 'wait':
    case 'ship-rest-later':
      return {
        line: { ...line, backorder: { until: option.until, caseId, delays: (line.backorder?.delays ?? 0) + 1 } },
      };
    case 'ship-refund-rest':
      return refundedRest(line, shortQuantity(line));
    case 'refund-line':
      return { ...refundedRest(line, line.quantity), line: emptied(line) };
  }
}

function refundedRest(line: OrderLine, quantity: number): MendedLine {
  const paid = paidFor(line, quantity);
  const left = {
    ...line,
    quantity: line.quantity - quantity,
    discountShareMinor: line.discountShareMinor - paid.discountShare,
  };
  return { line: left, refund: { amountMinor: paid.net + paid.tax, lines: [refundedLine(line, quantity)] } };
}

/** Nothing of it is wanted any more; what is reserved beyond that is given back by the stock moves that follow. */
const emptied = (line: OrderLine): OrderLine => ({ ...line, quantity: 0, discountShareMinor: 0 });

function refundedLine(line: OrderLine, quantity: number): RefundedLine {
  return { lineId: line.lineId, sku: line.sku, quantity, taxRate: line.tax.rate, ...paidFor(line, quantity) };
}

/** A part of a line's price without units of it: the difference to a cheaper substitute. */
function partOf(line: OrderLine, quantity: number, amountMinor: number): RefundedLine {
  const tax = amountMinor - Math.round(amountMinor / (1 + line.tax.rate));
  return {
    lineId: line.lineId,
    sku: line.sku,
    quantity,
    net: amountMinor - tax,
    tax,
    taxRate: line.tax.rate,
    discountShare: 0,
  };
}

/** What was paid for units of the lines, in the currency's increments (rounded up: never less than was paid). */
function refundOf(order: Order, lines: readonly OrderLine[], quantityOf: (line: OrderLine) => number) {
  const refunded = lines.map((line) => refundedLine(line, quantityOf(line)));
  const exact = refunded.reduce((sum, { net, tax }) => sum + net + tax, 0);
  const step = currencies[order.currencyCode].roundingIncrementMinor;
  return { amountMinor: Math.ceil(exact / step) * step, lines: refunded, shippingMinor: 0 };
}
