import * as z from 'zod';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { CaseItems } from './case-items.ts';
import type { TransactItem } from './document-client.ts';

const written = z.object({ to: z.string(), code: z.string(), sentAt: z.string().optional() });

/** What a case has written to others than its customer, by the errand that wrote it: the intent first, the sending after it. */
export function caseLetters({ tableName, get, markMailed, putItem: put }: CaseItems) {
  return {
    /** The intent to send a letter, put once; a repeated step finds it. */
    letterItem: (
      { pk, caseId }: CaseRecord,
      { key, code, to }: NonNullable<CaseRecord['letter']>,
      at: Date,
    ): TransactItem =>
      put({
        pk,
        sk: caseKeys.letter(caseId, key),
        entity: 'letter',
        key,
        code,
        to,
        at: at.toISOString(),
        expiresAt: expiryOf(at),
      }),

    async letterOf(orderId: string, caseId: string, key: string): Promise<z.infer<typeof written> | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.letter(caseId, key));
      return item && written.parse(item);
    },

    markLetterSent: (orderId: string, caseId: string, key: string, at: Date): Promise<void> =>
      markMailed(caseKeys.order(orderId), caseKeys.letter(caseId, key), at),

    /** It came back, for this reason; refused when that is known. */
    letterReturnedItem: (orderId: string, caseId: string, key: string, code: string): TransactItem => ({
      Update: {
        TableName: tableName,
        Key: { pk: caseKeys.order(orderId), sk: caseKeys.letter(caseId, key) },
        UpdateExpression: 'SET returned = :code',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(returned)',
        ExpressionAttributeValues: { ':code': code },
      },
    }),
  };
}
