import type { TableChange } from '#infra/trial/observation/change-feed.ts';

type Row = Readonly<Record<string, unknown>>;

/** A write as the feed tells of it; the rows stand for the items, too. */
export function aChange(before: object | undefined, after: object | undefined, expired = false): TableChange {
  const images = { before: before as Row | undefined, after: after as Row | undefined };
  const entity = (images.after ?? images.before)?.entity as string | undefined;
  return { keys: { pk: 'ORDER#o-1' }, ...images, entity, written: after, expired };
}
