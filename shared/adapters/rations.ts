import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { caseKeys } from '#shared/domain/identity.ts';
import { type Rationed, type Use, use } from '#shared/domain/ration.ts';
import type { CasesTable } from './cases-table.ts';
import { documents, type TransactItem } from './document-client.ts';

const dayMs = 86_400_000;
/** Longer than any window that is counted. */
const keptDays = 40;

/**
 * How often something happened to what is rationed, over all orders: an item per time, and a guard that all who use it
 * write. Of whom is kept as a hash only.
 */
export function rations(cases: CasesTable) {
  const pkOf = ({ name, of }: Rationed) => caseKeys.ration(name, of);
  const useItem = (rationed: Rationed, { kind, orderId, at }: Use, id: string) => ({
    pk: pkOf(rationed),
    sk: caseKeys.use(at, orderId, id),
    entity: 'use',
    kind,
    orderId,
    at,
    expiresAt: Math.floor(Date.parse(at) / 1000) + keptDays * 86_400,
  });

  return {
    /** Notes a failure, once however often its record comes. */
    async note(rationed: Rationed, failed: Omit<Use, 'kind'>, id: string): Promise<void> {
      await cases.put(useItem(rationed, { kind: 'failed', ...failed }, id));
    },

    /** What happened in the days before `at`, and how often it had been used when that was read. */
    async read(rationed: Rationed, days: number, at: Date): Promise<{ uses: Use[]; guard: number }> {
      const pk = pkOf(rationed);
      // The guard is read first: whoever uses it between the two reads is refused by it, and counts again.
      const guard = await cases.get(pk, caseKeys.guard);
      const uses: Use[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new QueryCommand({
            TableName: cases.tableName,
            KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
            ExpressionAttributeValues: {
              ':pk': pk,
              ':from': caseKeys.use(new Date(at.getTime() - days * dayMs).toISOString(), '', ''),
              ':to': caseKeys.use('3', '', ''),
            },
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        uses.push(...(page.Items ?? []).map((item) => use.parse(item)));
        from = page.LastEvaluatedKey;
      } while (from);
      return { uses, guard: Number(guard?.uses ?? 0) };
    },

    /** Uses it once more; refused when somebody else has since `guard` was read. */
    useItems: (rationed: Rationed, asked: Omit<Use, 'kind'>, id: string, guard: number): TransactItem[] => [
      {
        Update: {
          TableName: cases.tableName,
          Key: { pk: pkOf(rationed), sk: caseKeys.guard },
          UpdateExpression: 'SET entity = :entity, expiresAt = :expiry, uses = :next',
          ConditionExpression: guard === 0 ? 'attribute_not_exists(uses)' : 'uses = :read',
          ExpressionAttributeValues: {
            ':entity': 'guard',
            ':expiry': Math.floor(Date.parse(asked.at) / 1000) + keptDays * 86_400,
            ':next': guard + 1,
            ...(guard > 0 && { ':read': guard }),
          },
        },
      },
      cases.putItem(useItem(rationed, { kind: 'asked', ...asked }, id)),
    ],
  };
}
