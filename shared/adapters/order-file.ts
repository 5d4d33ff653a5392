import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isClosed } from '#shared/domain/case.ts';
import { askedCases, type CaseRecord, caseRecord } from '#shared/domain/case-record.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import type { Order } from '#shared/domain/order.ts';
import { documents } from './document-client.ts';

/** What we keep of one order. */
export interface OrderFile {
  /** The cases that it has had. */
  readonly cases: readonly CaseRecord[];
  /** Ids of those that have a decision. */
  readonly decided: ReadonlySet<string>;
  /** When it has to be looked at although no record comes. */
  readonly watchedUntil: string | undefined;
  /** It stands among the open orders. */
  readonly counted: boolean;
}

/** Reads an order's file from the Cases table in one query; what hangs on its cases stays there. */
export async function orderFile(tableName: string, orderId: string): Promise<OrderFile> {
  const cases: CaseRecord[] = [];
  const decided = new Set<string>();
  let watchedUntil: string | undefined;
  let counted = false;
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'entity IN (:case, :decision, :watch, :open)',
        ExpressionAttributeValues: {
          ':pk': caseKeys.order(orderId),
          ':case': 'case',
          ':decision': 'decision',
          ':watch': 'watch',
          ':open': 'open',
        },
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const item of page.Items ?? []) {
      if (item.entity === 'case') cases.push(caseRecord.parse(item));
      else if (item.entity === 'decision') decided.add(String(item.caseId));
      else if (item.entity === 'open') counted = true;
      else watchedUntil = String(item.dueAt);
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return { cases, decided, watchedUntil, counted };
}

/** A question of ours about the order may wait for its answer, and there is somewhere to mail it to. */
export async function mayBeAskedAgain(tableName: string, { orderId, customer }: Order): Promise<boolean> {
  return customer.email !== undefined && askedCases((await orderFile(tableName, orderId)).cases).length > 0;
}

export const openCases = ({ cases }: OrderFile): CaseRecord[] => cases.filter(({ state }) => !isClosed(state));
