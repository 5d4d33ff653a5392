import type { Order } from '#shared/domain/order.ts';
import { checkMail, checkPhone } from './contact.ts';
import { detailsOf, withDetails } from './details.ts';
import { isBlank } from './lines.ts';
import { checkPickupPoint } from './pickup.ts';
import { isKept, type Problem, suggestedBy, wasUndone } from './problem.ts';
import type { Settings } from './settings.ts';
import { verifiers } from './verifier.ts';

/** What is wrong with where an order goes and how its customer is reached, by who can mend it. */
export interface Judgement {
  /** Mended without being asked. */
  readonly fixes: readonly Problem[];
  /** What is left to ask about once they are. */
  readonly questions: readonly Problem[];
}

export function judge(order: Order, thresholds: Settings): Judgement {
  if (!isDelivered(order)) return { fixes: [], questions: [] };
  const fixes = problemsOf(order, thresholds).filter(({ tier }) => tier === 'fix');
  const mended = fixes.length > 0 ? { ...order, ...withDetails(order, suggestedBy(fixes)) } : order;
  const left = fixes.length > 0 ? problemsOf(mended, thresholds) : problemsOf(order, thresholds);
  return { fixes, questions: left.filter(({ tier }) => tier !== 'fix') };
}

/** Everything that is found, without what the customer has said is right. */
export function problemsOf(order: Order, thresholds: Settings): Problem[] {
  const { shippingAddress, pickupPoint } = order;
  const details = detailsOf(order);
  const country = shippingAddress?.country ?? order.market;
  const place = shippingAddress
    ? verifiers[thresholds.verifier](order, shippingAddress, details)
    : pickupPoint
      ? checkPickupPoint(pickupPoint, thresholds.closedStores)
      : thresholds.addressRequired
        ? [addressMissing]
        : [];
  const reached = shippingAddress || pickupPoint ? checkPhone(country, details) : [];
  const mailless = isBlank(details.email) && thresholds.channelsWithoutMail.includes(order.channel);
  return [...place, ...reached, ...(mailless ? [] : checkMail(details))]
    .filter((problem) => !isKept(order, problem))
    .map((problem) => asked(order, problem, thresholds));
}

const addressMissing: Problem = { rule: 'address-missing', field: 'addressLine1', tier: 'ask', hard: true, value: '' };

/** A rule that was wrong, here or too often elsewhere, mends nothing by itself. */
const asked = (order: Order, problem: Problem, { demotedRules }: Settings): Problem =>
  problem.tier === 'fix' && (demotedRules.includes(problem.rule) || wasUndone(order, problem))
    ? { ...problem, tier: 'confirm' }
    : problem;

/** Goods that have not left, and that somebody brings. */
export function isDelivered({ orderState, shipmentState, lines }: Order): boolean {
  return (
    (orderState === 'Open' || orderState === 'Confirmed') &&
    !['Shipped', 'Delivered', 'Canceled'].includes(shipmentState) &&
    lines.some(({ supply, quantity }) => supply !== 'digital' && quantity > 0)
  );
}
