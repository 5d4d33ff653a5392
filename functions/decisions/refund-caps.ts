import type { TransactItem } from '#shared/adapters/document-client.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import type { Operations } from '#shared/domain/operations.ts';
import type { Order } from '#shared/domain/order.ts';

/** A refund above what one case may give back without staff. */
export const overCaseCap = ({ refundCaps }: Operations, currencyCode: string, amount: number): boolean =>
  amount > (refundCaps[currencyCode]?.perCase ?? Number.POSITIVE_INFINITY);

/**
 * The writes that count a refund against what may be given back in this hour and on this day (UTC); refused when one of
 * them would be exceeded. A currency without caps has none.
 */
export function capItems(
  tableName: string,
  { refundCaps }: Operations,
  { order, amount, at }: { order: Order; amount: number; at: Date },
): TransactItem[] {
  const caps = refundCaps[order.currencyCode];
  if (!caps) return [];
  const iso = at.toISOString();
  const periods = [
    { sk: `HOUR#${iso.slice(0, 13)}`, cap: caps.perHour },
    { sk: `DAY#${iso.slice(0, 10)}`, cap: caps.perDay },
  ];
  return periods.map(({ sk, cap }) => ({
    Update: {
      TableName: tableName,
      Key: { pk: caseKeys.refundCap(order.currencyCode), sk },
      UpdateExpression: 'SET expiresAt = :expiry ADD minor :amount',
      ConditionExpression: '(attribute_not_exists(minor) AND :amount <= :cap) OR minor <= :room',
      ExpressionAttributeValues: {
        ':amount': amount,
        ':cap': cap,
        ':room': cap - amount,
        ':expiry': Math.floor(at.getTime() / 1000) + 3 * 86_400,
      },
    },
  }));
}
