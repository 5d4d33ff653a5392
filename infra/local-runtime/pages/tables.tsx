import { Hono } from 'hono';
import type { Item } from '../dynamodb/attribute-value.ts';
import type { Table } from '../dynamodb/table.ts';
import { Empty, framed, JsonText, pathTo } from './frame.tsx';
import { Listing } from './listing.tsx';
import { plainItem } from './plain-item.ts';
import type { PageSources } from './sources.ts';

/** The tables and their rows, in the sequence of a scan. */
export function tablePages({ account: { site, dynamodb } }: PageSources): Hono {
  const tables = () => [...dynamodb.store.tables.values()];
  const now = () => site.clock.now();
  return new Hono()
    .get('/', ({ html }) =>
      html(
        framed(
          { title: `Tables (${tables().length})`, section: 'tables', now: now() },
          <TableList tables={tables()} />,
        ),
      ),
    )
    .get('/:name', ({ html, req, notFound }) => {
      const table = tables().find(({ name }) => name === req.param('name'));
      if (!table) return notFound();
      const sought = req.query('q')?.trim() ?? '';
      const rows = [...table.items.walk({}, false)].filter((item) => !sought || JSON.stringify(item).includes(sought));
      return html(
        framed(
          { title: table.name, section: 'tables', now: now() },
          <>
            <form method="get">
              <input name="q" value={sought} aria-label="Text in the row" placeholder="Text in the row" />
              <button type="submit">Find</button>
            </form>
            <p class="quiet">{`${rows.length} of ${table.items.size} rows`}</p>
            <Listing
              items={rows}
              url={req.url}
              empty={sought ? `No row holds "${sought}".` : 'The table has no row yet.'}
              row={(item) => <RowView table={table} item={item} />}
            />
          </>,
        ),
      );
    });
}

function TableList({ tables }: { tables: readonly Table[] }) {
  if (tables.length === 0) return <Empty>The application has no table.</Empty>;
  return (
    <ul class="list">
      {tables.map(({ name, items, description: { KeySchema } }) => (
        <li>
          <div class="line">
            <a href={pathTo('tables', name)}>{name}</a>
            <span>{`${items.size} rows`}</span>
            <span class="quiet">{`by ${KeySchema.map((key) => key.AttributeName).join(', ')}`}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A row by its key, with its short members in one line and the whole of it behind. */
function RowView({ table, item }: { table: Table; item: Item }) {
  const row = plainItem(item);
  const keys = table.description.KeySchema.map(({ AttributeName }) => AttributeName);
  const short = Object.entries(row).filter(
    ([name, value]) => !keys.includes(name) && typeof value !== 'object' && String(value).length <= 40,
  );
  return (
    <details>
      <summary>
        <strong>{keys.map((key) => String(row[key])).join(' · ')}</strong>{' '}
        <span class="quiet">{short.map(([name, value]) => `${name} ${value}`).join(' · ')}</span>
      </summary>
      <JsonText value={row} />
    </details>
  );
}
