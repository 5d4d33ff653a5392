import type { Spending } from '#functions/exception-types/exception-type.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { Order } from '#shared/domain/order.ts';

/** The write that counts an amount against the budget of this month (UTC); refused when that would be exceeded. */
export function spendingItems(
  tableName: string,
  { currencyCode }: Order,
  { budget, amountMinor, mostMinor }: Spending,
  at: Date,
): TransactItem[] {
  return [
    {
      Update: {
        TableName: tableName,
        Key: { pk: caseKeys.budget(budget, currencyCode), sk: at.toISOString().slice(0, 7) },
        UpdateExpression: 'SET expiresAt = :expiry ADD minor :amount',
        ConditionExpression: '(attribute_not_exists(minor) AND :amount <= :most) OR minor <= :room',
        ExpressionAttributeValues: {
          ':amount': amountMinor,
          ':most': mostMinor,
          ':room': mostMinor - amountMinor,
          ':expiry': expiryOf(at),
        },
      },
    },
  ];
}
