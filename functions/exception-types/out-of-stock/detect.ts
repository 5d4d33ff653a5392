import { promiseAtStake } from '#shared/domain/impact.ts';
import { paidFor, shortQuantity, wantsStock } from '#shared/domain/order.ts';
import { type Shelves, shortLines } from '#shared/domain/shortage.ts';
import type { Finding } from '../exception-type.ts';

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
  return [
    {
      causeKey: `round-${order.allocationRound}`,
      causeCode: slipped ? 'wait-slipped' : 'not-allocated',
      severity: slipped || short.length === order.lines.length ? 'critical' : 'warning',
      impact: {
        moneyMinor,
        lines: short.length,
        ...promiseAtStake(order.promisedDeliveryAt, now),
      },
      behind: [...new Set(short.map(({ sku }) => sku))],
    },
  ];
}
