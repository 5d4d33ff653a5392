import { satisfactions } from '#shared/adapters/satisfactions.ts';
import type { Satisfaction } from '#shared/domain/satisfaction.ts';
import { monthAsked, typesAsked } from './asked.ts';
import type { Desk } from './desk.ts';

export interface SatisfactionOfMonth {
  readonly month: string;
  readonly types: readonly { readonly type: string; readonly answers: Readonly<Record<Satisfaction, number>> }[];
}

/**
 * How many customers were content with their cases that opened in a month (none named = the present one), of one type or
 * of each. @throws CommandRefused for an unknown type
 */
export async function satisfaction(desk: Desk, type?: string, month?: string): Promise<SatisfactionOfMonth> {
  const asked = typesAsked(desk, type);
  const of = monthAsked(month, (await desk.present()).now);
  const counts = satisfactions(desk.cases);
  const types = await Promise.all(asked.map(async (each) => ({ type: each, answers: await counts.inMonth(each, of) })));
  return { month: of, types };
}

export function renderSatisfaction({ month, types }: SatisfactionOfMonth): string {
  const rows = types.flatMap(({ type, answers }) => {
    const total = answers.content + answers['not-content'];
    if (total === 0) return [];
    const share = `${Math.round((100 * answers.content) / total)} %`;
    return [
      `${type.padEnd(24)} ${number(answers.content)} content ${number(answers['not-content'])} not content ${share.padStart(6)}`,
    ];
  });
  if (rows.length === 0) return `No customer has said of a case that opened in ${month} whether they are content.`;
  return [`Of cases that opened in ${month}, and of those whose customers said so:`, ...rows].join('\n');
}

const number = (count: number): string => String(count).padStart(6);
