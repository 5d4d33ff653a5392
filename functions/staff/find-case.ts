import type { CaseFile } from '#shared/adapters/case-files.ts';
import { orderNumbers } from '#shared/adapters/case-files.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { orderIdOf } from '#shared/domain/identity.ts';
import { orderId } from '#shared/domain/primitives.ts';
import type { Desk } from './desk.ts';
import { refused } from './refusal.ts';

/** So many open cases are compared with an id that was not found. */
const compared = 500;

/** The case of an id, or of an order that has one case only. @throws CommandRefused with what is like it */
export async function findCase(desk: Desk, id: string): Promise<CaseFile> {
  const ofCase = orderIdOf(
    id,
    desk.types.map(({ key }) => key),
  );
  const byCase = ofCase && (await desk.files.read(ofCase, id));
  if (byCase) return byCase;
  const all = orderId.safeParse(id).success ? await desk.files.ofOrder(id) : [];
  const open = all.filter(({ state }) => !isClosed(state));
  const [only, ...others] = open.length > 0 ? open : all;
  if (!only) throw refused(await nothingLike(desk, id));
  if (others.length > 0) throw refused(`order ${id} has several cases, name one:\n${listed([only, ...others])}`);
  const byOrder = await desk.files.read(only.orderId, only.caseId);
  if (!byOrder) throw refused(`case ${only.caseId} has just gone away`);
  return byOrder;
}

const listed = (records: readonly CaseRecord[]) =>
  records.map(({ caseId, state }) => `  ${caseId} (${state})`).join('\n');

async function nothingLike(desk: Desk, id: string): Promise<string> {
  const { records } = await desk.files.open(() => true, compared);
  const numbers = await orderNumbers(
    desk.place.tables.orders,
    records.map(({ orderId }) => orderId),
  );
  const near = records
    .filter((record) =>
      [record.caseId, record.orderId, numbers.get(record.orderId) ?? ''].some((name) => resembles(name, id)),
    )
    .slice(0, 5);
  const alike = near.map(({ caseId, orderId }) => `  ${caseId} (order ${numbers.get(orderId) ?? orderId})`);
  const hint = alike.length > 0 ? `Like it:\n${alike.join('\n')}` : 'Open cases: npm run case -- list';
  return `no case and no order "${id}" in stage ${desk.stage}. ${hint}`;
}

/** One is a part of the other, or few letters differ. */
export function resembles(name: string, typed: string): boolean {
  const [a, b] = [name.toLowerCase(), typed.trim().toLowerCase()];
  if (a.length < 3 || b.length < 3) return a === b;
  return a.includes(b) || b.includes(a) || distance(a, b) <= 2;
}

/** Letters to insert, leave out or change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
