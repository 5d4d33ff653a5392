import type { Child } from 'hono/jsx';
import { type Chip, Empty } from './frame.tsx';

const pageSize = 50;

interface ListingProps<T> {
  readonly items: readonly T[];
  /** The address of this page; its query names the page of the list. */
  readonly url: string;
  /** Said when there is nothing. */
  readonly empty: string;
  readonly row: (item: T) => Child;
}

/** A list in pages of 50, in the sequence given, with the ways to the pages before and after. */
export function Listing<T>({ items, url, empty, row }: ListingProps<T>) {
  if (items.length === 0) return <Empty>{empty}</Empty>;
  const { searchParams } = new URL(url);
  const pages = Math.ceil(items.length / pageSize);
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(searchParams.get('page') ?? 1)) || 1));
  const shown = items.slice((page - 1) * pageSize, page * pageSize);
  return (
    <>
      <ul class="list">
        {shown.map((item) => (
          <li>{row(item)}</li>
        ))}
      </ul>
      {pages > 1 && (
        <div class="pager">
          {page > 1 ? <a href={withQuery(url, { page: String(page - 1) })}>‹ Back</a> : <span />}
          <span class="quiet">{`${page} of ${pages}, ${items.length} in all`}</span>
          {page < pages ? <a href={withQuery(url, { page: String(page + 1) })}>Next ›</a> : <span />}
        </div>
      )}
    </>
  );
}

/** The address with members of its query set, or taken away where the value is undefined. */
export function withQuery(url: string, changes: Readonly<Record<string, string | undefined>>): string {
  const { pathname, searchParams } = new URL(url);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) searchParams.delete(name);
    else searchParams.set(name, value);
  }
  const query = searchParams.toString();
  return query ? `${pathname}?${query}` : pathname;
}

/** The first entry is the newest. */
export const newestFirst = <T,>(items: readonly T[]): T[] => items.toReversed();

/** Chips that narrow a list by the query parameter `name`: one for all, then one for each value with its count. */
export function chipsFor(url: string, name: string, values: readonly string[]): Chip[] {
  const chosen = new URL(url).searchParams.get(name) ?? undefined;
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const chip = (text: string, value: string | undefined): Chip => ({
    text,
    href: withQuery(url, { [name]: value, page: undefined }),
    current: chosen === value,
  });
  const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b, 'en'));
  return [chip(`All ${values.length}`, undefined), ...sorted.map(([value, count]) => chip(`${value} ${count}`, value))];
}
