import type { Random } from '#infra/local-runtime/random.ts';
import { happens, logNormal, weighted } from '../chance.ts';

/** How customers behave; shares are from 0 to 1. */
export interface CustomerSettings {
  /** Share of the questions that are never answered. */
  readonly silent: number;
  /** Half of those who answer do so within so many hours (log-normal). */
  readonly replyHours: number;
  /** Share of the answers that are sent twice at once. */
  readonly doubleClicks: number;
  /** Share of the mails whose link a scanner opens before anybody reads them. */
  readonly scanners: number;
}

/** Reply times differ so much (standard deviation of the logarithm): some answer at once, some after days. */
const replySpread = 1.1;

/** How dear each way out is to customers; what is not named here counts as 1. */
const taste: Readonly<Record<string, number>> = {
  substitute: 4,
  wait: 4,
  'ship-rest-later': 3,
  'ship-refund-rest': 2,
  'refund-line': 3,
  cancel: 0.4,
};

/** `substitute:22386` is a substitute, `order` and `cancel-order` a cancellation. */
export function kindOf(choice: string): string {
  if (choice === 'order' || choice.startsWith('cancel')) return 'cancel';
  return choice.split(':')[0]!;
}

/** When a customer answers a question, in milliseconds after the mail; nothing = never. */
export function replyDelay(random: Random, { silent, replyHours }: CustomerSettings): number | undefined {
  if (happens(random, silent)) return undefined;
  return Math.max(60_000, logNormal(random, replyHours, replySpread) * 3_600_000);
}

export const choose = (random: Random, choices: readonly string[]): string =>
  weighted(random, choices, (choice) => taste[kindOf(choice)] ?? 1);

/** Whether the whole order is cancelled where a form offers that beside the choices. */
export const cancelsAll = (random: Random): boolean => happens(random, 0.03);
