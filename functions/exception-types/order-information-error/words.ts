import type { DeliveryField } from '#shared/domain/address.ts';
import type { CustomerRule } from './rules.ts';

/** What a question is about: the unit of the offer. */
export type About = 'delivery' | 'pickup-point' | 'mail' | 'duplicate';

/** What this type says in one language. */
export interface Words {
  readonly question: Readonly<Record<About, (orderNumber: string) => string>>;
  /** What was found, a sentence per rule; on a form it stands at the field too. */
  readonly found: Readonly<Record<CustomerRule, string>>;
  readonly please: Readonly<Record<About, string>>;
  /** What happens without an answer. */
  readonly otherwise: Readonly<Record<About, string>>;
  readonly action: string;
  readonly reminder: (subject: string) => string;
  readonly unit: Readonly<Record<About, string>>;
  readonly correct: Readonly<Record<About, string>>;
  readonly keep: Readonly<Record<About, string>>;
  readonly fields: Readonly<Record<DeliveryField | 'asWritten', string>>;
  readonly doneSubject: (orderNumber: string) => string;
  readonly corrected: (orderNumber: string) => string;
  readonly change: (field: string, before: string, after: string) => string;
  readonly empty: string;
  readonly undoUntil: (moment: string) => string;
  readonly undoAction: string;
  readonly thanks: (orderNumber: string) => string;
  readonly keptDone: (orderNumber: string) => string;
  readonly staffDone: (orderNumber: string) => string;
  readonly eventsDone: (orderNumber: string) => string;
  readonly cancelledSubject: (orderNumber: string) => string;
  readonly cancelled: (orderNumber: string) => string;
  readonly refund: (amount: string, day: string) => string;
  /** Between sentences, and between a heading and what follows. */
  readonly space: string;
}
