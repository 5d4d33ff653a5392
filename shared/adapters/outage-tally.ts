import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { caseKeys } from '#shared/domain/identity.ts';
import type { OutageThresholds, Tally } from '#shared/domain/outage.ts';
import type { CasesTable } from './cases-table.ts';
import { documents } from './document-client.ts';

const hour = 3_600_000;
const day = 86_400;

/** What stands behind the cases of a type: a provider, a region. */
export interface Behind {
  readonly type: string;
  readonly behind: string;
}

/** A case by its ids, and whose it is. */
export interface CaseOf {
  readonly orderId: string;
  readonly caseId: string;
  readonly customerId: string;
}

/** A case as a count of a minute keeps it; `casesIn` reads it. */
export const caseText = ({ orderId, caseId, customerId }: CaseOf): string => `${orderId} ${caseId} ${customerId}`;

/** The cases that were noted in counts of a minute. */
export function casesIn(items: readonly Record<string, unknown>[]): CaseOf[] {
  const ids = items.flatMap(({ openedCases }) => [...((openedCases as Set<string> | undefined) ?? [])]);
  return ids.map((each) => {
    const [orderId = '', caseId = '', ...customerId] = each.split(' ');
    return { orderId, caseId, customerId: customerId.join(' ') };
  });
}

/** How often what stands behind the cases of a type worked and failed, by the minute for a day and by the hour for a month. */
export function outageTally({ tableName }: Pick<CasesTable, 'tableName'>) {
  const minuteOf = (at: Date) => `M#${at.toISOString().slice(0, 16)}`;
  const hourOf = (at: Date) => `H#${at.toISOString().slice(0, 13)}`;

  const add = async (of: Behind, sk: string, keptDays: number, at: Date, tally: Tally, caseId?: string) => {
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { pk: caseKeys.tally(of.type, of.behind), sk },
        UpdateExpression: `SET expiresAt = :expiry ADD good :good, bad :bad${caseId ? ', openedCases :cases' : ''}`,
        ExpressionAttributeValues: {
          ':good': tally.good,
          ':bad': tally.bad,
          ':expiry': Math.floor(at.getTime() / 1000) + keptDays * day,
          ...(caseId && { ':cases': new Set([caseId]) }),
        },
      }),
    );
  };

  const between = async ({ type, behind }: Behind, from: string, to: string) => {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': caseKeys.tally(type, behind), ':from': from, ':to': to },
        ConsistentRead: true,
      }),
    );
    return Items;
  };

  const sum = (items: readonly Record<string, unknown>[]): Tally => ({
    good: items.reduce((total, { good }) => total + Number(good ?? 0), 0),
    bad: items.reduce((total, { bad }) => total + Number(bad ?? 0), 0),
  });

  return {
    async count(of: Behind, tally: Tally, at: Date): Promise<void> {
      await Promise.all([add(of, minuteOf(at), 1, at, tally), add(of, hourOf(at), 31, at, tally)]);
    },

    /** A case has opened behind it; it may turn out to be one of many. */
    noteCase: (of: Behind, opened: CaseOf, at: Date): Promise<void> =>
      add(of, minuteOf(at), 1, at, { good: 0, bad: 0 }, caseText(opened)),

    /** The tries of the last `minutes`. */
    async within(of: Behind, minutes: number, at: Date): Promise<Tally> {
      const from = new Date(at.getTime() - minutes * 60_000);
      const sk = minutes > 60 ? hourOf : minuteOf;
      return sum(await between(of, sk(from), sk(at)));
    },

    /** The cases that opened in the last `minutes`, a day at the most. */
    async casesWithin(of: Behind, minutes: number, at: Date): Promise<CaseOf[]> {
      const from = new Date(at.getTime() - Math.min(minutes, 1440) * 60_000);
      const items = await between(of, minuteOf(from), minuteOf(at));
      return casesIn(items);
    },

    /** What was usual before the window. */
    async before(of: Behind, { windowMinutes, usualDays }: OutageThresholds, at: Date): Promise<Tally> {
      const to = new Date(at.getTime() - Math.max(windowMinutes * 60_000, hour) - hour);
      return sum(await between(of, hourOf(new Date(at.getTime() - usualDays * 24 * hour)), hourOf(to)));
    },
  };
}

export type OutageTally = ReturnType<typeof outageTally>;
