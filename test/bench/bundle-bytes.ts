import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentsOf } from '#infra/bundle.ts';
import { functions } from '#infra/functions.ts';
import { usesOf, writeClientAlone } from './client-alone.ts';
import type { Measurement } from './measurement.ts';

export const entries = [...new Set(functions.map(({ entry }) => entry))];

/** What each bundle weighs. Exact: one round, and a test holds it against test/infra/bundle-budget.json. */
export const bundleBytes: Measurement = {
  name: 'bytes',
  about: 'each bundle against the bundle of its SDK clients alone, same flags',
  rounds: 1,
  run: async ({ root, tick }) => {
    const contents = contentsOf(entries, root);
    const clientsOf = new Map([...contents].map(([entry, held]) => [entry, writeClientAlone(root, usesOf(held))]));
    const clients = contentsOf([...new Set(clientsOf.values())], root);
    tick();
    return entries.map((entry) => ({
      what: shortName(entry),
      ours: contents.get(entry)!.bytes / 1000,
      base: clients.get(clientsOf.get(entry)!)!.bytes / 1000,
      unit: 'KB' as const,
    }));
  },
};

export const shortName = (entry: string) => entry.replace(/^functions\/|\.handler\.tsx?$/g, '');

/** Makes today's bytes the budget that test/infra/bundle-sizes.test.ts holds every bundle against. */
export function writeBudget(root: string): void {
  const bytes = [...contentsOf(entries, root)].map(([entry, contents]) => [entry, contents.bytes] as const);
  const sorted = bytes.sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(
    join(root, 'test/infra/bundle-budget.json'),
    `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`,
  );
}
