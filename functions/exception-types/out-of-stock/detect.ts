import { type Order, type OrderLine, paidFor, shortQuantity, wantsStock } from '#shared/domain/order.ts';
import type { Facts, Finding } from '../exception-type.ts';

/** Lines that nothing (or not enough) is set aside for, an accepted wait that still runs excepted. */
export function shortLines(order: Order, now: Date): OrderLine[] {
  const at = now.toISOString();
  return order.lines.filter((line) => shortQuantity(line) > 0 && !(line.backorder && line.backorder.until > at));
}

/** The allocation round is the cause: however many lines are short in it, it is one case with one question. */
export function shortageOf({ order }: Facts, now: Date): Finding | undefined {
  if (!wantsStock(order)) return undefined;
  const short = shortLines(order, now);
  if (short.length === 0) return undefined;
  const slipped = short.some((line) => line.backorder);
  const moneyMinor = short.reduce((sum, line) => {
    const { net, tax } = paidFor(line, shortQuantity(line));
    return sum + net + tax;
  }, 0);
  const promised = order.promisedDeliveryAt ? Date.parse(order.promisedDeliveryAt) : now.getTime();
  return {
    causeKey: `round-${order.allocationRound}`,
    causeCode: slipped ? 'wait-slipped' : 'not-allocated',
    severity: slipped || short.length === order.lines.length ? 'critical' : 'warning',
    impact: {
      moneyMinor,
      lines: short.length,
      daysAtStake: Math.max(0, Math.ceil((promised - now.getTime()) / 86_400_000)),
    },
  };
}
