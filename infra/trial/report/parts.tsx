import type { Child } from 'hono/jsx';

/** A part of the report with its heading. */
export function Panel({ title, note, children }: { title: string; note?: string; children?: Child }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
      {note && <p class="key">{note}</p>}
    </section>
  );
}

export function DataTable({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <div class="wide">
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
