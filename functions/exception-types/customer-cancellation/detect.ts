import { unknownLines, unwantedUnits } from '#shared/domain/cancellation.ts';
import { keptDays } from '#shared/domain/identity.ts';
import { refundedLine, sumOf } from '#shared/domain/refunded-line.ts';
import type { Facts, Finding } from '../exception-type.ts';
import { causeKeyOf, openRequest } from './course.ts';
import { reasonOf } from './reason.ts';

/** One case per request, by the id that the asker chose: however often it is written, it is asked once. */
export function requestsOf(facts: Facts, now: Date): Finding[] {
  const request = openRequest(facts);
  if (!request || isForgotten(request.requestedAt, now)) return [];
  const units = unwantedUnits(facts, request);
  if (units.length === 0 && unknownLines(facts.order, request).length === 0) return [];
  return [
    {
      causeKey: causeKeyOf(request),
      causeCode: reasonOf(request),
      subject: request.requestId,
      severity: 'warning',
      impact: {
        moneyMinor: sumOf(units.map(({ line, open, away }) => refundedLine(line, open + away))),
        lines: units.length,
        otherOrders: 0,
        customers: 1,
      },
      behind: [],
    },
  ];
}

/** Our memory of its case may be gone: a request that old is never taken for a new one. */
const isForgotten = (requestedAt: string, now: Date) =>
  Date.parse(requestedAt) < now.getTime() - (keptDays - 1) * 86_400_000;
