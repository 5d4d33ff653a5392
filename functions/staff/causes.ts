import { type CauseCount, causeCounts } from '#shared/adapters/cause-counts.ts';
import { monthAsked, typesAsked } from './asked.ts';
import type { Desk } from './desk.ts';

export interface Causes {
  readonly type: string;
  readonly month: string;
  readonly counts: readonly CauseCount[];
}

/** How often which cause was counted in a month; none named = the present one. @throws CommandRefused for an unknown type */
export async function causes(desk: Desk, type: string, month?: string): Promise<Causes> {
  typesAsked(desk, type);
  const of = monthAsked(month, (await desk.present()).now);
  return { type, month: of, counts: await causeCounts(desk.cases).inMonth(type, of) };
}

export function renderCauses({ type, month, counts }: Causes): string {
  const total = counts.reduce((sum, { cases }) => sum + cases, 0);
  if (total === 0) return `Nothing of ${type} was counted in ${month}.`;
  const rows = counts.map(({ causeCode, cases }) => {
    const share = `${Math.round((100 * cases) / total)} %`;
    return `  ${causeCode.padEnd(20)} ${String(cases).padStart(6)} ${share.padStart(6)}`;
  });
  return [`${type}, ${month}: ${total}`, ...rows].join('\n');
}
