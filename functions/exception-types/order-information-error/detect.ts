import { type Impact, promiseAtStake } from '#shared/domain/impact.ts';
import type { Order } from '#shared/domain/order.ts';
import type { FactKind, Facts, Finding } from '../exception-type.ts';
import { causeKeyOf, causesOf, duplicateKeyOf, goodsKeyOf, rulesOf } from './causes.ts';
import { isDuplicable } from './duplicates.ts';
import { isDelivered } from './judge.ts';
import { staffRules } from './rules.ts';
import type { Settings } from './settings.ts';

/**
 * Goods that have left are right as they are, and only what is paid can have been ordered twice. What was set aside before
 * the order was first seen is compared with the catalogue then, and not read again.
 */
export const rulesRead = (order: Order, first: boolean): FactKind[] => [
  ...(isDelivered(order) ? [first ? ('shelves' as const) : ('stock' as const)] : []),
  ...(isDuplicable(order) ? ['siblings' as const] : []),
];

/** Whoever ordered it may be hit by a wrong price or a missing row of the catalogue, and nobody has counted them. */
function hitBeside(rules: readonly string[], duplicates: readonly Order[]): Pick<Impact, 'otherOrders' | 'customers'> {
  if (staffRules.some((rule) => rules.includes(rule))) return {};
  return { otherOrders: rules.includes('duplicate-order') ? duplicates.length : 0, customers: 1 };
}

/** One finding for what is mended unasked, one for each kind of question, one for staff: each goes its own way. */
export function findingsOf(facts: Facts, thresholds: Settings, now: Date): Finding[] {
  const { order } = facts;
  const { fix, details, mail, goods, duplicate } = causesOf(facts, thresholds);
  const [first, next] = duplicate;
  const found = (causeKey: string, rules: readonly string[], severe: boolean): Finding => ({
    causeKey,
    // The first rule names the cause; the key holds all of them.
    causeCode: rules[0]!,
    severity: severe ? 'critical' : 'warning',
    impact: {
      moneyMinor: order.totalPriceMinor,
      lines: order.lines.filter(({ quantity }) => quantity > 0).length,
      ...promiseAtStake(order.promisedDeliveryAt, now),
      ...hitBeside(rules, duplicate),
    },
    behind: rules,
  });
  return [
    ...(fix.length > 0 ? [found(causeKeyOf(order, 'fix', fix), rulesOf(fix), false)] : []),
    ...(details.length > 0
      ? [
          found(
            causeKeyOf(order, 'details', details),
            rulesOf(details),
            details.some(({ hard }) => hard),
          ),
        ]
      : []),
    ...(mail.length > 0 ? [found(causeKeyOf(order, 'mail', mail), rulesOf(mail), false)] : []),
    ...(goods.length > 0 ? [found(goodsKeyOf(goods), rulesOf(goods), true)] : []),
    ...(first
      ? [
          {
            ...found(duplicateKeyOf(first), ['duplicate-order'], false),
            // An order that may be there three times is asked about once, whichever of the others was paid last.
            ...(next && { partOf: duplicateKeyOf(next) }),
          },
        ]
      : []),
  ];
}
