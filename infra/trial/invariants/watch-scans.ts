import { isDeepStrictEqual } from 'node:util';
import type { Tables } from '../shop/tables.ts';
import type { Findings } from './findings.ts';

/** Lets a program look at an order's page and checks that it changed nothing. */
export type ScanWatch = (orderId: string, look: () => Promise<void>) => Promise<void>;

/** Holds the order and every row of its cases before the look against those after it. */
export function watchScans(tables: Pick<Tables, 'order' | 'caseRows'>, findings: Findings): ScanWatch {
  const stored = async (orderId: string) => {
    const [order, rows] = await Promise.all([tables.order(orderId), tables.caseRows(orderId)]);
    return new Map<string, unknown>([['the order', order], ...rows.map((row) => [String(row.sk), row] as const)]);
  };
  return async (orderId, look) => {
    const before = await stored(orderId);
    await look();
    const after = await stored(orderId);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (key) => !isDeepStrictEqual(before.get(key), after.get(key)),
    );
    findings.check('looking', orderId, changed.length > 0 ? `a GET or HEAD changed ${changed.join(', ')}` : undefined);
  };
}
