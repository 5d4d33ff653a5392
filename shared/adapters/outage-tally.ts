import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { caseKeys } from '#shared/domain/identity.ts';
import type { OutageThresholds, Tally } from '#shared/domain/outage.ts';
import type { CasesTable } from './cases-table.ts';
import { documents } from './document-client.ts';

const hour = 3_600_000;
const day = 86_400;

type Item = Readonly<Record<string, unknown>>;

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
export function casesIn(items: readonly Item[]): CaseOf[] {
  const ids = items.flatMap(({ openedCases }) => [...((openedCases as Set<string> | undefined) ?? [])]);
  return ids.map((each) => {
    const [orderId = '', caseId = '', ...customerId] = each.split(' ');
    return { orderId, caseId, customerId: customerId.join(' ') };
  });
}

/**
 * How often what stands behind the cases of a type worked and failed: an item per hour, kept for a month, that counts the
 * whole hour and each of its minutes in one write. The cases that opened stand in items of a minute, for a day.
 */
export function outageTally({ tableName }: Pick<CasesTable, 'tableName'>) {
  const minuteOf = (at: Date) => `M#${at.toISOString().slice(0, 16)}`;
  const hourOf = (at: Date) => `H#${at.toISOString().slice(0, 13)}`;

  const add = async (of: Behind, { sk, keptDays, at }: { sk: string; keptDays: number; at: Date }, added: Item) => {
    const names = Object.keys(added);
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { pk: caseKeys.tally(of.type, of.behind), sk },
        UpdateExpression: `SET expiresAt = :expiry ADD ${names.map((name) => `${name} :${name}`).join(', ')}`,
        ExpressionAttributeValues: {
          ':expiry': Math.floor(at.getTime() / 1000) + keptDays * day,
          ...Object.fromEntries(names.map((name) => [`:${name}`, added[name]])),
        },
      }),
    );
  };

  const between = async ({ type, behind }: Behind, from: string, to: string): Promise<Item[]> => {
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

  const sum = (hours: readonly { readonly good?: unknown; readonly bad?: unknown }[]): Tally => ({
    good: hours.reduce((total, { good }) => total + Number(good ?? 0), 0),
    bad: hours.reduce((total, { bad }) => total + Number(bad ?? 0), 0),
  });

  /** What an hour counted from a minute on. */
  const since = (from: Date, { sk, ...counts }: Item): Tally => {
    const hourStart = String(sk).slice(2);
    const minutes = Array.from({ length: 60 }, (_, minute) => String(minute).padStart(2, '0'));
    const inside = minutes.filter((minute) => `${hourStart}:${minute}` >= from.toISOString().slice(0, 16));
    return sum(inside.map((minute) => ({ good: counts[`good${minute}`], bad: counts[`bad${minute}`] })));
  };

  return {
    /** One try. */
    async count(of: Behind, { worked }: { worked: boolean }, at: Date): Promise<void> {
      const name = worked ? 'good' : 'bad';
      await add(
        of,
        { sk: hourOf(at), keptDays: 31, at },
        { [name]: 1, [`${name}${at.toISOString().slice(14, 16)}`]: 1 },
      );
    },

    /** A case has opened behind it; it may turn out to be one of many. */
    noteCase: (of: Behind, opened: CaseOf, at: Date): Promise<void> =>
      add(of, { sk: minuteOf(at), keptDays: 1, at }, { openedCases: new Set([caseText(opened)]) }),

    /** The tries of the last `minutes`: to the minute for an hour, above it by the hour. */
    async within(of: Behind, minutes: number, at: Date): Promise<Tally> {
      const from = new Date(at.getTime() - minutes * 60_000);
      const hours = await between(of, hourOf(from), hourOf(at));
      return sum(minutes > 60 ? hours : hours.map((each) => since(from, each)));
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
