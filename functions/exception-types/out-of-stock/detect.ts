import { type OrderLine, paidFor, shortQuantity, wantsStock } from '#shared/domain/order.ts';
import type { Facts, Finding } from '../exception-type.ts';

type Shelves = Pick<Facts, 'order' | 'stock'>;

/** Lines that nothing (or not enough) is set aside for and that the shelves cannot cover either; earlier lines take first. */
export function uncoveredLines({ order, stock }: Shelves): OrderLine[] {
  const left = new Map<string, number>();
  for (const { sku, available } of stock) left.set(sku, (left.get(sku) ?? 0) + Math.max(0, available));
  return order.lines.filter((line) => {
    const short = shortQuantity(line);
    if (short === 0) return false;
    const covered = (left.get(line.sku) ?? 0) >= short;
    if (covered) left.set(line.sku, left.get(line.sku)! - short);
    return !covered;
  });
}

/** The uncovered lines, an accepted wait that still runs excepted. */
export function shortLines(shelves: Shelves, now: Date): OrderLine[] {
  const at = now.toISOString();
  return uncoveredLines(shelves).filter(({ backorder }) => !backorder || backorder.until <= at);
}

/** The allocation round is the cause: however many lines are short in it, it is one case with one question. */
export function shortageOf(facts: Shelves, now: Date): Finding[] {
  const { order } = facts;
  if (!wantsStock(order)) return [];
  const short = shortLines(facts, now);
  if (short.length === 0) return [];
  const slipped = short.some((line) => line.backorder);
  const moneyMinor = short.reduce((sum, line) => {
    const { net, tax } = paidFor(line, shortQuantity(line));
    return sum + net + tax;
  }, 0);
  const promised = order.promisedDeliveryAt ? Date.parse(order.promisedDeliveryAt) : now.getTime();
  return [
    {
      causeKey: `round-${order.allocationRound}`,
      causeCode: slipped ? 'wait-slipped' : 'not-allocated',
      severity: slipped || short.length === order.lines.length ? 'critical' : 'warning',
      impact: {
        moneyMinor,
        lines: short.length,
        daysAtStake: Math.max(0, Math.ceil((promised - now.getTime()) / 86_400_000)),
      },
      behind: [...new Set(short.map(({ sku }) => sku))],
    },
  ];
}
