import * as z from 'zod';
import type { CaseState } from './case.ts';
import { instant } from './primitives.ts';

/** What a customer says of how a case was handled: a code, no text. */
export const satisfactions = ['content', 'not-content'] as const;
export type Satisfaction = (typeof satisfactions)[number];

/** The one answer of a case's customer, kept beside the case. */
export const givenSatisfaction = z.object({ satisfaction: z.enum(satisfactions), at: instant });
export type GivenSatisfaction = z.infer<typeof givenSatisfaction>;

/** How a case has to end for its customer to be asked: with the order mended, or with the money back. */
const endedWell: readonly CaseState[] = ['resolved', 'refunded', 'resolved-upstream'];

export const asksSatisfaction = (state: CaseState): boolean => endedWell.includes(state);
