import { createHash } from 'node:crypto';
import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { CaseBook } from '../observation/case-book.ts';
import type { Findings } from './findings.ts';
import type { PersonalTexts } from './personal-texts.ts';

type Mail = LocalRuntime['mailbox'][number];
type BusEvent = LocalRuntime['events'][number];
type Alert = LocalRuntime['alerts'][number];

/** How long after the end of a case its closing mail may leave. */
const closingMailMs = 10 * 60_000;

/** The kinds of mail that a case has by its question, however it ends; every other kind is a notice. */
const ofItsQuestion: ReadonlySet<string> = new Set(['question', 'reminder', 'done']);

/** Checks what leaves the system: mails, events and alerts. */
export class DeliveryWatch {
  readonly #findings: Findings;
  readonly #cases: Pick<CaseBook, 'get'>;
  readonly #mails = new Map<string, number>();
  readonly #contents = new Map<string, string>();
  readonly #remindersOf: (type: string) => number;
  readonly #personal: PersonalTexts;
  /** Ids of the refunds whose request went over the bus. */
  readonly refundsRequested = new Map<string, number>();

  /** `remindersOf` says how often a question of a type is repeated at most. */
  constructor(
    findings: Findings,
    cases: Pick<CaseBook, 'get'>,
    { remindersOf, personal }: { remindersOf: (type: string) => number; personal: PersonalTexts },
  ) {
    this.#findings = findings;
    this.#cases = cases;
    this.#remindersOf = remindersOf;
    this.#personal = personal;
  }

  mail({ tags: { caseId = '', orderId = '', kind = '' }, at }: Mail): void {
    const record = this.#cases.get(caseId);
    const late = record?.closedAt !== undefined && Date.parse(at) > Date.parse(record.closedAt) + closingMailMs;
    const isNotice = !ofItsQuestion.has(kind);
    const counted = `${caseId} ${isNotice ? 'notices' : 'question'}`;
    const sent = (this.#mails.get(counted) ?? 0) + 1;
    this.#mails.set(counted, sent);
    // A question, its reminders and the closing mail; a notice for each errand that was run.
    const cap = isNotice ? Object.keys(record?.done ?? {}).length : 1 + this.#remindersOf(record?.type ?? '') + 1;
    this.#findings.check(
      'messages',
      orderId,
      late
        ? `${caseId}: a mail at ${at}, the case closed at ${record.closedAt}`
        : sent > cap
          ? `${caseId}: mail ${sent} of its ${isNotice ? 'notices' : 'question'} (${kind}), allowed are ${cap}`
          : undefined,
    );
  }

  event({ event: { detail, source, 'detail-type': type } }: BusEvent): void {
    const orderId = String(detail.orderId ?? '');
    // That a run began or ended is an event, too, with what the run was given.
    const text = this.#personal.in(detail);
    this.#findings.check('privacy', orderId, text && `event ${type} holds ${text}`);
    if (source !== 'ordermend') return;
    const id = String(detail.id);
    const content = createHash('sha256')
      .update(JSON.stringify([type, detail]))
      .digest('base64');
    const known = this.#contents.get(id);
    this.#contents.set(id, content);
    this.#findings.check('events', orderId, known && known !== content ? `event ${id} has two contents` : undefined);
    if (type === 'RefundRequested' && known === undefined) {
      const refundId = String(detail.refundId);
      this.refundsRequested.set(refundId, (this.refundsRequested.get(refundId) ?? 0) + 1);
    }
  }

  alert(alert: Alert): void {
    const text = this.#personal.in(alert);
    this.#findings.check('privacy', '', text && `an alert holds ${text}`);
  }
}
