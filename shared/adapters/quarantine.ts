import { expiryOf } from '#shared/domain/identity.ts';
import type { CasesTable } from './cases-table.ts';
import { type TransactItem, transact } from './document-client.ts';
import { outboxWrites } from './outbox-item.ts';

/** Something that cannot be worked: where it came from, what it was, and why. Codes and field names, never values. */
export interface SetAside {
  /** Of the quarantine: a source table, `outbox`, `events`. */
  readonly source: string;
  readonly id: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly code: string;
  readonly field: string;
  readonly at: string;
}

const rowOf = ({ source, id, at }: SetAside) => ({ pk: `QUARANTINE#${source}`, sk: `${at}#${id}` });

/** The row alone, by which staff see it: for what may come by the hundred, so that nobody is called for each. */
export const asideItem = (cases: Pick<CasesTable, 'putItem'>, what: SetAside): TransactItem => {
  const { keys, code, field, at } = what;
  const expiresAt = expiryOf(new Date(at));
  return cases.putItem(
    { ...rowOf(what), entity: 'quarantine', keys: JSON.stringify(keys), code, field, at, expiresAt },
    'attribute_not_exists(pk)',
  );
};

/**
 * Sets something aside where staff see it, and tells operations: both once, however often it comes again.
 * `also` is written in the same transaction.
 */
export async function quarantine(cases: CasesTable, what: SetAside, also: readonly TransactItem[] = []): Promise<void> {
  const { source, id, keys, code, field, at } = what;
  const { pk, sk } = rowOf(what);
  const named = Object.entries(keys).map(([name, value]) => `${name} ${value}`);
  await transact([
    asideItem(cases, what),
    ...outboxWrites(
      cases.tableName,
      { pk, sk: () => `OUT#${sk}`, id: () => `${source}/${id}/set-aside`, type: 'operations' },
      new Date(at),
      [
        {
          kind: 'alert',
          severity: 'critical',
          subject: `set aside (${source}): ${code}`,
          text: `Set aside from ${source}: ${named.join(', ')}. ${code}: ${field}. Nothing was done with it and it is not tried again.`,
        },
      ],
    ),
    ...also,
  ]);
}
