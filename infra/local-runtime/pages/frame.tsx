import type { Child } from 'hono/jsx';

/** The sections, each under `/_local/<path>`. */
export const sections = [
  { path: 'mails', title: 'Mails' },
  { path: 'alerts', title: 'Alerts' },
  { path: 'events', title: 'Events' },
  { path: 'executions', title: 'Executions' },
  { path: 'queues', title: 'Queues' },
  { path: 'tables', title: 'Tables' },
  { path: 'logs', title: 'Logs' },
] as const;

export type Section = (typeof sections)[number]['path'];

/** Where a page of a section is. */
export const pathTo = (section: Section, ...parts: readonly string[]) =>
  `/_local/${[section, ...parts.map(encodeURIComponent)].join('/')}`;

interface FrameOptions {
  readonly title: string;
  readonly section?: Section;
  /** Epoch milliseconds of the runtime. */
  readonly now: number;
}

/** A whole page around its content. */
export function framed({ title, section, now }: FrameOptions, content: Child): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · local runtime`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_local/style.css" />
      </head>
      <body>
        <header>
          <div class="inner">
            <div class="top">
              <a href="/_local/">Local runtime</a>
              <span class="quiet">
                now <Moment at={now} />
              </span>
            </div>
            <nav aria-label="Sections">
              {sections.map(({ path, title: name }) => (
                <a href={pathTo(path)} aria-current={path === section ? 'page' : undefined}>
                  {name}
                </a>
              ))}
            </nav>
          </div>
        </header>
        <main>
          <h1>{title}</h1>
          {content}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${page}`;
}

/** A moment of the runtime's time, to the second. */
export function Moment({ at }: { at: number | string }) {
  const iso = new Date(at).toISOString();
  return <time datetime={iso}>{`${iso.slice(0, 19).replace('T', ' ')} UTC`}</time>;
}

export function Empty({ children }: { children: Child }) {
  return <p class="empty">{children}</p>;
}

/** A value as indented JSON. */
export function JsonText({ value }: { value: unknown }) {
  return <pre>{JSON.stringify(value, null, 2)}</pre>;
}

/** Ways to narrow a list by one value; the first shows everything. */
export function Chips({ label, chips }: { label: string; chips: readonly Chip[] }) {
  return (
    <nav class="chips" aria-label={label}>
      {chips.map(({ text, href, current }) => (
        <a href={href} aria-current={current ? 'true' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}

export interface Chip {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
}
