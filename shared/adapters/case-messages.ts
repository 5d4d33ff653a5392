import * as z from 'zod';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { CaseItems } from './case-items.ts';
import type { TransactItem } from './document-client.ts';

const written = z.object({
  sentAt: z.string().optional(),
  merged: z.array(z.object({ caseId: z.string(), code: z.string() })).default([]),
  /** What cases of the customer's other orders say in the same mail. */
  along: z
    .array(z.object({ orderId: z.string(), caseId: z.string(), kind: z.string(), ahead: z.string().optional() }))
    .default([]),
  /** Others have yet to join it, and whether the incident had told its customer before it. */
  gathering: z.object({ told: z.boolean() }).optional(),
});

/**
 * What a case says in the mail of another, by kind: `question`, `reminder` or the code of a notice; `ahead` = the notice
 * that stands before its question.
 */
export type SaidAlong = z.infer<typeof written>['along'][number];

interface WrittenMessage {
  readonly n: number;
  readonly kind: string;
  /** What other cases of the order say in it. */
  readonly merged?: readonly { readonly caseId: string; readonly code: string }[];
  /** What cases of the customer's other orders say in it. */
  readonly along?: readonly SaidAlong[];
  /** More of them join it before it is sent. */
  readonly gathering?: z.infer<typeof written>['gathering'];
  /** It is none of the messages that a customer's day allows. */
  readonly dueByLaw?: boolean | undefined;
}

/** What a case has written to its customer: the intent first, the sending after it. */
export function caseMessages({ tableName, get, markMailed, putItem: put }: CaseItems) {
  const rowOf = ({ pk, caseId }: CaseRecord, n: number, kind: string, at: Date) => ({
    pk,
    sk: caseKeys.message(caseId, n),
    entity: 'message',
    n,
    kind,
    at: at.toISOString(),
    expiresAt: expiryOf(at),
  });
  return {
    /** The intent to send the n-th message of a case, put once; a repeated step finds it. */
    messageItem: (
      record: CaseRecord,
      { n, kind, merged = [], along = [], gathering, dueByLaw }: WrittenMessage,
      at: Date,
    ): TransactItem =>
      put({
        ...rowOf(record, n, kind, at),
        ...(merged.length > 0 && { merged }),
        ...(along.length > 0 && { along }),
        ...(gathering && { gathering }),
        ...(dueByLaw && { dueByLaw }),
      }),

    /** Others join the n-th message of a case, as long as it has not been sent; `last` = nobody joins it after them. */
    joinedItem: (
      { pk, caseId }: CaseRecord,
      { n, along, last }: { readonly n: number; readonly along: readonly SaidAlong[]; readonly last: boolean },
    ): TransactItem => ({
      Update: {
        TableName: tableName,
        Key: { pk, sk: caseKeys.message(caseId, n) },
        UpdateExpression: `SET along = list_append(if_not_exists(along, :none), :along)${last ? ' REMOVE gathering' : ''}`,
        ConditionExpression: 'attribute_exists(gathering) AND attribute_not_exists(sentAt)',
        ExpressionAttributeValues: { ':none': [], ':along': along },
      },
    }),

    /** The n-th message of a case that is said in the mail of another case, and never by itself. */
    toldElsewhereItem: (
      record: CaseRecord,
      { n, kind, by }: { readonly n: number; readonly kind: string; readonly by: string },
      at: Date,
    ): TransactItem => put({ ...rowOf(record, n, kind, at), toldBy: by, sentAt: at.toISOString() }),

    /** What was written down of the n-th message: whether it has gone out, and what of other cases goes with it. */
    async messageOf(orderId: string, caseId: string, n: number): Promise<z.infer<typeof written>> {
      return written.parse((await get(caseKeys.order(orderId), caseKeys.message(caseId, n))) ?? {});
    },

    markSent: (orderId: string, caseId: string, n: number, at: Date): Promise<void> =>
      markMailed(caseKeys.order(orderId), caseKeys.message(caseId, n), at),
  };
}
