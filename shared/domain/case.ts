import * as z from 'zod';
import { minorUnits, money } from './money.ts';
import { instant, orderId } from './primitives.ts';

/**
 * A case's life as a table: from each state the states it may move to. A state without moves is terminal.
 * `queued` waits to be let through (by staff, or by another question of its order); `pursuing` asks nothing now: notices
 * go out, a carrier or a warehouse is waited for; `observed` ends a case that was watched only (mode `observe`). A state
 * that may follow itself takes up news.
 */
export const caseMoves = {
  detected: ['detected', 'settling', 'needs-staff', 'superseded'],
  settling: [
    'settling',
    'queued',
    'pursuing',
    'asking',
    'acting',
    'resolved-upstream',
    'observed',
    'closed-by-staff',
    'needs-staff',
    'superseded',
  ],
  queued: [
    'queued',
    'pursuing',
    'asking',
    'acting',
    'resolved-upstream',
    'closed-by-staff',
    'needs-staff',
    'superseded',
  ],
  pursuing: [
    'pursuing',
    'queued',
    'asking',
    'acting',
    'resolved-upstream',
    'closed-by-staff',
    'needs-staff',
    'superseded',
  ],
  asking: [
    'asking',
    'pursuing',
    'queued',
    'acting',
    'resolved-upstream',
    'closed-by-staff',
    'needs-staff',
    'superseded',
  ],
  acting: [
    'acting',
    'waiting',
    'refunding',
    'refunded',
    'resolved',
    'cancelled',
    'resolved-upstream',
    'closed-by-staff',
    'needs-staff',
    'superseded',
  ],
  waiting: ['waiting', 'refunding', 'refunded', 'resolved', 'cancelled', 'slipped', 'needs-staff', 'superseded'],
  refunding: ['refunding', 'refunded', 'needs-staff'],
  'needs-staff': [
    'needs-staff',
    'queued',
    'pursuing',
    'acting',
    'refunding',
    'refunded',
    'resolved',
    'cancelled',
    'resolved-upstream',
    'closed-by-staff',
    'superseded',
  ],
  refunded: ['needs-staff'],
  resolved: [],
  cancelled: [],
  slipped: [],
  'resolved-upstream': [],
  observed: [],
  superseded: [],
  'closed-by-staff': [],
} as const satisfies Record<string, readonly string[]>;

export type CaseState = keyof typeof caseMoves;
export const caseState = z.enum(Object.keys(caseMoves) as [CaseState, ...CaseState[]]);

/** States in which nothing is left to do. A refund reported failed after it had settled reopens `refunded`. */
export const closedStates = [
  'resolved',
  'refunded',
  'cancelled',
  'slipped',
  'resolved-upstream',
  'observed',
  'superseded',
  'closed-by-staff',
] as const satisfies readonly CaseState[];

export const isClosed = (state: CaseState): boolean => (closedStates as readonly CaseState[]).includes(state);

/** Thrown when a case is asked to move where its table does not lead. */
export class MoveNotAllowed extends Error {
  override readonly name = 'MoveNotAllowed';
  constructor(caseId: string, from: CaseState, to: CaseState) {
    super(`case ${caseId} is ${from} and cannot become ${to}; allowed: ${caseMoves[from].join(', ') || 'nothing'}`);
  }
}

/** @throws MoveNotAllowed */
export function assertMove(caseId: string, from: CaseState, to: CaseState): void {
  if (!(caseMoves[from] as readonly CaseState[]).includes(to)) throw new MoveNotAllowed(caseId, from, to);
}

/**
 * One way out that the customer can take; its type says what it stands for, everybody else reads only what is named here.
 * Amounts are what the customer gets back. Codes, goods and dates only: nothing that the customer wrote.
 */
export const lineOption = z.strictObject({
  /** What it is, in its type's own words: `substitute`, `wait`, `method`, `correct`. */
  kind: z.string(),
  /** The value by which it is chosen, unique in its unit. */
  choice: z.string().max(200),
  refund: money.optional(),
  until: instant.optional(),
  /** Units that are shipped now. */
  now: z.int().min(1).optional(),
  sku: z.string().optional(),
  title: z.string().optional(),
  unitPriceMinor: minorUnits.optional(),
  /** A code of its type: a payment method, a rule, a store. */
  code: z.string().max(64).optional(),
  /** Names of the fields that are filled in for it. */
  inputs: z.array(z.string()).optional(),
});
export type LineOption = z.infer<typeof lineOption>;

/** What one unit of a question is offered, best first: a line, a bundle, an address, a payment. */
export const lineOffer = z.strictObject({
  /** The line's id, the bundle's when its lines go together, or the name of what is asked about. */
  unitId: z.string(),
  /** The lines that it is about; none = not about lines. */
  lineIds: z.array(z.string()),
  /** Of the goods, or the code of what is asked about; its type has the words. */
  title: z.string(),
  /** Units of the line, and how many of them are lacking. */
  quantity: z.int().min(1),
  short: z.int().min(1),
  options: z.array(lineOption).min(1),
  /** What silence chooses; none = staff decide. */
  onSilence: z.string().optional(),
  /** Chosen beforehand by the customer's stored preference or by policy: shown, not asked. */
  preset: z.string().optional(),
  presetBy: z.enum(['preference', 'policy']).optional(),
});
export type LineOffer = z.infer<typeof lineOffer>;

export const offer = z.strictObject({
  lines: z.array(lineOffer).min(1),
  cancelOrder: z.strictObject({ refund: money }).optional(),
});
/** One question for everything that a case asks: a choice per unit, or the whole order cancelled. */
export type Offer = z.infer<typeof offer>;

/** A choice per unit of the offer, or the cancellation of the order. */
export const answer = z.union([
  z.strictObject({ cancelOrder: z.literal(true) }),
  z.strictObject({ choices: z.record(z.string(), z.string()) }),
]);
export type Answer = z.infer<typeof answer>;

/** Who decided: `policy` within what was promised anyway, `events` because the cause went away. */
export const decidedBy = z.enum(['customer', 'silence', 'preference', 'policy', 'staff', 'events', 'supersede']);
export type DecidedBy = z.infer<typeof decidedBy>;

/** The decision item: the one conditional write that every reply, timeout, override and cleared cause competes for. */
export const decision = z.strictObject({
  caseId: z.string(),
  orderId,
  answerId: z.string(),
  phase: z.enum(['provisional', 'final']),
  /** A provisional answer may be taken back until then. */
  until: instant,
  by: decidedBy,
  /** Absent when the cause was cleared, the case superseded, or closed by staff. */
  answer: answer.optional(),
  /** What was agreed on, as it was shown. */
  offer: offer.optional(),
  offerHash: z.string().optional(),
  decidedAt: instant,
});
export type Decision = z.infer<typeof decision>;

/** A run that waits for somebody: its token, and what it knew of the decision when it began to wait. */
export const wait = z.object({
  caseId: z.string(),
  orderId,
  token: z.string(),
  /** `answer`: the customer's; `release`: staff or another question's turn; `staff`: a decision by staff. */
  for: z.enum(['answer', 'release', 'staff']),
  /** The step that a release would let through. */
  step: z.string().optional(),
  /** How much had been heard of the case when the wait began (`newsSequence`): more wakes it. */
  heard: z.int().min(0).optional(),
  /** The question's turn is what is waited for. */
  turn: z.boolean().optional(),
  knownAnswerId: z.string().optional(),
  /** `staff`: since when they had the case as the wait began. */
  staffSince: instant.optional(),
});
export type Wait = z.infer<typeof wait>;

/** The steps that can be held up, by the name under which they are let through. */
export const steps = {
  ask: 'ask',
  news: 'news',
  arrived: 'arrived',
  final: (answerId: string) => `final-${answerId}`,
  /** The n-th reminder of a question, with every deadline of it, while an incident stands. */
  reminder: (n: number) => `reminder-${n}`,
  errand: (key: string) => `errand-${key}`,
} as const;

export const isReminder = (step: string): boolean => step.startsWith('reminder-');

/** How long an answer that moves money or cancels can be taken back. */
export const takeBackMinutes = 10;
