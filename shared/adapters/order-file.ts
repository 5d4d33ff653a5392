import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { type CaseState, isClosed } from '#shared/domain/case.ts';
import { askedCases, type CaseRecord, parseCase } from '#shared/domain/case-record.ts';
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
  const rows = await rowsOf(tableName, {
    KeyConditionExpression: 'pk = :pk',
    FilterExpression: 'entity IN (:case, :decision, :watch, :open)',
    ExpressionAttributeValues: {
      ':pk': caseKeys.order(orderId),
      ':case': 'case',
      ':decision': 'decision',
      ':watch': 'watch',
      ':open': 'open',
    },
  });
  for (const item of rows) {
    if (item.entity === 'case') cases.push(parseCase(item));
    else if (item.entity === 'decision') decided.add(String(item.caseId));
    else if (item.entity === 'open') counted = true;
    else watchedUntil = String(item.dueAt);
  }
  return { cases, decided, watchedUntil, counted };
}

/**
 * The other cases of a case's order that are open. What hangs on the case itself is most of what there is of the order: it
 * is read around.
 */
export async function openCasesBeside(tableName: string, { orderId, caseId }: CaseRecord): Promise<CaseRecord[]> {
  const own = caseKeys.case(caseId);
  const [before, behind] = await Promise.all([
    casesBetween(tableName, orderId, [caseKeys.cases, own]),
    casesBetween(tableName, orderId, [behindAll(own), behindAll('CASE')]),
  ]);
  return [...before, ...behind].filter(({ sk, state }) => sk !== own && !isClosed(state as CaseState)).map(parseCase);
}

/** `$` comes right after the `#` that begins the next part of a key. */
const behindAll = (key: string) => `${key}$`;

/** The rows of cases whose keys lie between two, both included. */
const casesBetween = (tableName: string, orderId: string, [first, last]: readonly [string, string]) =>
  rowsOf(tableName, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    FilterExpression: 'entity = :case',
    ExpressionAttributeValues: { ':pk': caseKeys.order(orderId), ':first': first, ':last': last, ':case': 'case' },
  });

/** All that a query finds, over however many pages. */
async function rowsOf(tableName: string, query: Omit<QueryCommandInput, 'TableName'>) {
  const rows: Record<string, unknown>[] = [];
  let from: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await documents.send(
      new QueryCommand({
        ...query,
        TableName: tableName,
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
}

/** A question of ours about the order may wait for its answer, and there is somewhere to mail it to. */
export async function mayBeAskedAgain(tableName: string, { orderId, customer }: Order): Promise<boolean> {
  return customer.email !== undefined && askedCases((await orderFile(tableName, orderId)).cases).length > 0;
}

export const openCases = ({ cases }: OrderFile): CaseRecord[] => cases.filter(({ state }) => !isClosed(state));
