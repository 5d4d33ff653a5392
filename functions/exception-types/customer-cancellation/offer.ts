import { coversOrder, type UnwantedUnits } from '#shared/domain/cancellation.ts';
import type { Answer, LineOffer, LineOption, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { allocate, currencies } from '#shared/domain/money.ts';
import type { Order } from '#shared/domain/order.ts';
import { inIncrements, refundedLine, sumOf } from '#shared/domain/refunded-line.ts';
import type { Facts } from '../exception-type.ts';
import { courseOf, isWithdrawal, type Request, requestOf } from './course.ts';
import { returnStanding } from './return-path.ts';
import type { Thresholds } from './settings.ts';

/** What can become of a unit: cancelled before it leaves, paid back once it has come back, or kept as it is. */
export const choices = ['cancel', 'refund', 'keep'] as const;
export type Choice = (typeof choices)[number];

/** The unit that stands for the shipping cost. */
export const shippingUnit = 'shipping';

/** What is decided, unasked, when everything that a promise needs is known; staff choose for themselves. */
export function offerFor(facts: Facts, record: CaseRecord, thresholds: Thresholds, now: Date): Offer | undefined {
  const asked = requestOf(facts, record);
  const course = courseOf(facts, record, thresholds);
  if (!asked || !course) return undefined;
  if (record.state === 'needs-staff') return staffOffer(facts, asked);
  if (course.kind === 'cancel') return cancelOffer(facts, asked);
  if (course.kind !== 'return') return undefined;
  const standing = returnStanding(facts.order, record, thresholds, now);
  if (standing === 'back') return returnOffer(facts, asked, 'refund');
  return standing === 'overdue' && thresholds.unreturned === 'close' ? returnOffer(facts, asked, 'keep') : undefined;
}

/** What the offer decides by itself; nothing = somebody has to choose. A return that never came is our rule, not a wish. */
export function presetOf(offer: Offer): { answer: Answer; by: 'customer' | 'policy' } | undefined {
  const presets = offer.lines.map(({ unitId, preset }) => [unitId, preset] as const);
  if (presets.some(([, preset]) => preset === undefined)) return undefined;
  const by = presets.every(([, preset]) => preset === 'keep') ? 'policy' : 'customer';
  if (offer.cancelOrder && presets.every(([, preset]) => preset === 'cancel'))
    return { answer: { cancelOrder: true }, by };
  return { answer: { choices: Object.fromEntries(presets as [string, string][]) }, by };
}

/** The units that are still here. With the whole order its shipping cost comes back as well. */
function cancelOffer({ order }: Facts, { units }: Request): Offer {
  const open = units.filter((each) => each.open > 0);
  const parts = together(open, (each) => each.open);
  const lines = parts.map((part, i) => unitOffer(order, part, ['cancel', 'keep'], shares(order, parts)[i]!));
  const preset = lines.map((unit) => ({ ...unit, preset: 'cancel' }));
  if (
    !coversOrder(
      order,
      open.map((each) => ({ ...each, away: 0 })),
    )
  )
    return { lines: preset };
  return { lines: preset, cancelOrder: { refund: money(order, worthOf(parts) + order.shippingCostMinor) } };
}

/** Everything that the request is about, once it is back; standard delivery comes with a withdrawal from the whole. */
function returnOffer(facts: Facts, asked: Request, preset: Choice): Offer {
  const { order } = facts;
  const parts = together(asked.units, ({ open, away }) => open + away);
  const shipping = withShipping(facts, asked) ? order.shippingCostMinor : 0;
  const amounts = shares(order, parts, shipping);
  const lines = parts.map((part, i) => unitOffer(order, part, ['refund', 'keep'], amounts[i]!));
  const all = shipping > 0 ? [...lines, shippingOffer(order, amounts.at(-1)!)] : lines;
  return { lines: all.map((unit) => ({ ...unit, preset })) };
}

/** The same for staff, with nothing chosen beforehand; a request about lines that do not exist can only be let be. */
function staffOffer(facts: Facts, asked: Request): Offer {
  const { order } = facts;
  const { units, unstoppable } = asked;
  const parts = together(units, ({ open, away }) => open + away);
  const lines = parts.map((part) => {
    const whole = part.units.every(({ away }) => away === 0) && !unstoppable;
    const options: Choice[] = whole ? ['cancel', 'refund', 'keep'] : ['refund', 'keep'];
    return unitOffer(order, part, options, inIncrements(worthOf([part]), order));
  });
  if (lines.length === 0) return { lines: [nothingToGiveBack] };
  const shipping = withShipping(facts, asked) ? [shippingOffer(order, order.shippingCostMinor)] : [];
  const cancellable = units.every(({ away }) => away === 0) && coversOrder(order, units);
  return {
    lines: [...lines, ...shipping],
    ...(cancellable && { cancelOrder: { refund: money(order, worthOf(parts) + order.shippingCostMinor) } }),
  };
}

const nothingToGiveBack: LineOffer = {
  unitId: 'request',
  lineIds: [],
  title: 'request',
  quantity: 1,
  short: 1,
  options: [{ kind: 'keep', choice: 'keep' }],
};

const withShipping = (facts: Facts, { request, units }: Request): boolean =>
  facts.order.shippingCostMinor > 0 && coversOrder(facts.order, units) && isWithdrawal(facts, request);

/** Lines that go as one, and how many units of them. */
interface Part {
  readonly unitId: string;
  readonly units: readonly UnwantedUnits[];
  readonly quantityOf: (each: UnwantedUnits) => number;
}

function together(units: readonly UnwantedUnits[], quantityOf: Part['quantityOf']): Part[] {
  const parts = Map.groupBy(units, ({ line }) => line.bundleId ?? line.lineId);
  return [...parts].map(([unitId, of]) => ({ unitId, units: of, quantityOf }));
}

function unitOffer(
  order: Order,
  { unitId, units, quantityOf }: Part,
  kinds: readonly Choice[],
  minor: number,
): LineOffer {
  const [{ line }] = units as [UnwantedUnits];
  const option = (kind: Choice): LineOption => ({
    kind,
    choice: kind,
    ...(kind !== 'keep' && { refund: { centAmount: minor, currencyCode: order.currencyCode } }),
  });
  return {
    unitId,
    lineIds: units.map((each) => each.line.lineId),
    title: line.title,
    quantity: line.quantity,
    short: units.reduce((sum, each) => sum + quantityOf(each), 0),
    options: kinds.map(option),
  };
}

function shippingOffer({ currencyCode }: Order, centAmount: number): LineOffer {
  const refund: LineOption = { kind: 'refund', choice: 'refund', refund: { centAmount, currencyCode } };
  const options: LineOption[] = [refund, { kind: 'keep', choice: 'keep' }];
  return { unitId: shippingUnit, lineIds: [], title: shippingUnit, quantity: 1, short: 1, options };
}

const minorOf = ({ units, quantityOf }: Part): number =>
  sumOf(units.map((each) => refundedLine(each.line, quantityOf(each))));

const worthOf = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + minorOf(part), 0);

/** What each part comes to, the shipping cost last, so that all together are the whole amount in increments. */
function shares(order: Order, parts: readonly Part[], shippingMinor = 0): number[] {
  const weights = [...parts.map(minorOf), shippingMinor];
  const total = inIncrements(
    weights.reduce((sum, weight) => sum + weight, 0),
    order,
  );
  return allocate(total, weights, currencies[order.currencyCode].roundingIncrementMinor);
}

const money = (order: Order, minor: number) => ({
  centAmount: inIncrements(minor, order),
  currencyCode: order.currencyCode,
});
