import type { Journal, JournalLine } from '#functions/integrations/finance-ledger.ts';

/** A journal in memory. Between two calls anything may happen, as with a service. */
export function aJournal(): Journal & { readonly standing: readonly JournalLine[] } {
  const byKey = new Map<string, JournalLine>();
  return {
    get standing() {
      return [...byKey.values()];
    },
    lines: async () => [...byKey.values()],
    putIfAbsent: async (line) => {
      const known = byKey.get(line.key);
      if (!known) byKey.set(line.key, line);
      return known;
    },
  };
}
