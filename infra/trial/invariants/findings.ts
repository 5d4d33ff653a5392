/** What must always hold (design section 2), as far as a trial can see it. */
export const invariants = {
  payments: 'refunded + pending + refundable = captured, after every write of a payment, in one currency',
  decisions: 'at most one decision per case; final ones never change; customers decide only by what they sent',
  runs: 'at most one run per case and per refund, named after it and given ids only',
  failures: 'a run that failed, timed out or was aborted has a case that is closed or with staff',
  refunds: 'a refund exists only with a final decision, once, and its event was published',
  moves: 'a case moves only along its table',
  audit: 'the audit trail of a case has no gap, and replaying it rebuilds the case',
  stock: 'stock is never promised twice: committed ≤ on hand − safety stock when units are set aside',
  reservations: 'what the shelves count as committed is what the orders hold',
  questions: 'at most one open question per order',
  messages:
    'at most one question, its reminders, the notices that are written down and one closing mail per case, none later',
  unasked: 'no unasked mail in the night of its customer, and no more of them a day than the configuration allows',
  looking: 'GET and HEAD of a mail scanner change no row of the order or its cases',
  events: 'the id of an event stands for one content only',
  privacy:
    'no mail address, name, phone number, address line or free text of a customer in the Cases table, in run inputs, events or alerts',
  lateness: 'what came late or never had a case no later than one sweep after its promise',
  quarantine: 'nothing that the shop or finance wrote was set aside as unreadable',
  'nothing-lost':
    'orders in = orders settled + orders with an open case that has an owner and a due time + orders whose case staff closed',
} as const;

export type Invariant = keyof typeof invariants;

export interface Violation {
  readonly invariant: Invariant;
  readonly orderId: string;
  readonly what: string;
}

/** So many violations are kept in words; the count goes on. */
const kept = 200;

/** What has been checked, and what did not hold. */
export class Findings {
  readonly checks: Record<Invariant, number>;
  readonly violations: Violation[] = [];
  count = 0;

  constructor() {
    this.checks = Object.fromEntries(Object.keys(invariants).map((key) => [key, 0])) as Record<Invariant, number>;
  }

  /** Notes one check of an invariant; `what` says what did not hold, nothing = it held. */
  check(invariant: Invariant, orderId: string, what: string | undefined): void {
    this.checks[invariant]++;
    if (what === undefined) return;
    this.count++;
    if (this.violations.length < kept) this.violations.push({ invariant, orderId, what });
  }
}
