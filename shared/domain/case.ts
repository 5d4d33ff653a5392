import * as z from 'zod';
import { minorUnits, money } from './money.ts';
import { instant, orderId } from './primitives.ts';

/**
 * A case's life as a table: from each state the states it may move to. A state without moves is terminal.
 * `queued` waits to be let through (by staff, or by another question of its order); `observed` ends a case that was
 * watched only (mode `observe`).
 */
export const caseMoves = {
  detected: ['settling', 'needs-staff', 'superseded'],
  settling: [
    'settling',
    'queued',
    'asking',
    'acting',
    'resolved-upstream',
    'observed',
    'closed-by-staff',
    'needs-staff',
    'superseded',
  ],
  queued: ['queued', 'asking', 'acting', 'resolved-upstream', 'closed-by-staff', 'needs-staff', 'superseded'],
  asking: ['asking', 'acting', 'resolved-upstream', 'closed-by-staff', 'needs-staff', 'superseded'],
  acting: [
    'acting',
    'waiting',
    'refunding',
    'resolved',
    'cancelled',
    'resolved-upstream',
    'closed-by-staff',
    'needs-staff',
    'superseded',
  ],
  waiting: ['waiting', 'refunding', 'resolved', 'cancelled', 'slipped', 'needs-staff', 'superseded'],
  refunding: ['refunding', 'refunded', 'needs-staff'],
  'needs-staff': [
    'needs-staff',
    'queued',
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

/** One way out that the customer can take for a line; amounts are what the customer gets back. */
export const lineOption = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('substitute'),
    choice: z.string(),
    sku: z.string(),
    title: z.string(),
    unitPriceMinor: minorUnits,
    refund: money,
  }),
  z.strictObject({ kind: z.literal('wait'), choice: z.literal('wait'), until: instant }),
  z.strictObject({
    kind: z.literal('ship-rest-later'),
    choice: z.literal('ship-rest-later'),
    now: z.int().min(1),
    until: instant,
  }),
  z.strictObject({
    kind: z.literal('ship-refund-rest'),
    choice: z.literal('ship-refund-rest'),
    now: z.int().min(1),
    refund: money,
  }),
  z.strictObject({ kind: z.literal('refund-line'), choice: z.literal('refund-line'), refund: money }),
]);
export type LineOption = z.infer<typeof lineOption>;

/** What one short line (or bundle) is offered, best first. */
export const lineOffer = z.strictObject({
  /** The line's id, or the bundle's when its lines go together. */
  unitId: z.string(),
  lineIds: z.array(z.string()).min(1),
  title: z.string(),
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
/** One question for all short lines of a case: a choice per line, or the whole order cancelled. */
export type Offer = z.infer<typeof offer>;

/** A choice per unit of the offer, or the cancellation of the order. */
export const answer = z.union([
  z.strictObject({ cancelOrder: z.literal(true) }),
  z.strictObject({ choices: z.record(z.string(), z.string()) }),
]);
export type Answer = z.infer<typeof answer>;

/** Who decided: `policy` within what was promised anyway, `stock` because the cause went away. */
export const decidedBy = z.enum(['customer', 'silence', 'preference', 'policy', 'staff', 'stock', 'supersede']);
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
  /** The question's turn is what is waited for. */
  turn: z.boolean().optional(),
  knownAnswerId: z.string().optional(),
});
export type Wait = z.infer<typeof wait>;

/** The steps that can be held up, by the name under which they are let through. */
export const steps = { ask: 'ask', arrived: 'arrived', final: (answerId: string) => `final-${answerId}` } as const;

/** How long an answer that moves money or cancels can be taken back. */
export const takeBackMinutes = 10;
