import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import { isoDayIn } from '#shared/domain/calendar/local-day.ts';
import { type MessagePolicy, mailableAt } from '#shared/domain/message-times.ts';
import type { Order } from '#shared/domain/order.ts';
import type { CaseBook } from '../observation/case-book.ts';
import type { ChangeFeed } from '../observation/change-feed.ts';
import type { Findings } from './findings.ts';

type Mail = Pick<LocalRuntime['mailbox'][number], 'tags' | 'at'>;

/** What the customer has just asked for, and receipts of it: owed at once, at any hour. */
const receipts: ReadonlySet<string> = new Set(['received', 'withdrawal-received', 'question-again']);
/** A mail that was written down by day and broke off may be sent by the next try, so much later. */
const retryMs = 10 * 60_000;

interface Correspondence {
  readonly messages: MessagePolicy;
  readonly cases: Pick<CaseBook, 'get'>;
  /** The order as the customer placed it: whose it is, and where they are. */
  readonly orderOf: (orderId: string) => Pick<Order, 'customer'> | undefined;
  /** Types whose question waits for no morning. */
  readonly urgent: ReadonlySet<string>;
}

/** The case of a message by its sort key, `CASE#<id>#MSG#<n>`. */
const caseOf = (sk: string): string => sk.replace(/^CASE#/, '').replace(/#MSG#.*$/, '');

/** Checks that nobody is woken by a mail that they do not wait for, or gets more of them on a day than are allowed. */
export class UnaskedMailWatch {
  readonly #findings: Findings;
  readonly #around: Correspondence;
  readonly #decidedBy = new Map<string, unknown>();
  /** Messages that the law demands, by case and kind. */
  readonly #owed = new Set<string>();
  /** By customer and day of theirs. */
  readonly #sent = new Map<string, number>();

  constructor(feed: Pick<ChangeFeed, 'watch'>, findings: Findings, around: Correspondence) {
    this.#findings = findings;
    this.#around = around;
    feed.watch('Cases', (change) => {
      const { entity } = change;
      if (entity !== 'decision' && entity !== 'message') return;
      const { caseId, by, sk, kind, dueByLaw } = change.after ?? {};
      if (entity === 'decision') this.#decidedBy.set(String(caseId), by);
      if (entity === 'message' && dueByLaw) this.#owed.add(`${caseOf(String(sk))} ${String(kind)}`);
    });
  }

  mail(mail: Mail): void {
    const { orderId = '' } = mail.tags;
    const order = this.#around.orderOf(orderId);
    if (order && this.#isUnasked(mail)) this.#findings.check('unasked', orderId, this.#unwelcome(mail, order));
  }

  /** Letters go to partners; whoever answered or cancelled waits to hear of it, and so does whoever staff have answered. */
  #isUnasked({ tags: { caseId = '', kind = '', letter } }: Mail): boolean {
    if (letter !== undefined || receipts.has(kind)) return false;
    if (kind === 'question' || kind === 'reminder') {
      return !this.#around.urgent.has(this.#around.cases.get(caseId)?.type ?? '');
    }
    const by = this.#decidedBy.get(caseId);
    return kind !== 'done' || (by !== 'customer' && by !== 'staff');
  }

  #unwelcome(
    { at, tags: { caseId = '', kind = '' } }: Mail,
    { customer }: Pick<Order, 'customer'>,
  ): string | undefined {
    const { messages } = this.#around;
    const { customerId, timeZone } = customer;
    const moment = new Date(at);
    const day = isoDayIn(timeZone, moment);
    const counts = this.#owed.has(`${caseId} ${kind}`) ? 0 : 1;
    const sent = (this.#sent.get(`${customerId} ${day}`) ?? 0) + counts;
    this.#sent.set(`${customerId} ${day}`, sent);
    const isNight = (when: Date) => mailableAt(timeZone, when, messages) > when;
    if (isNight(moment) && isNight(new Date(moment.getTime() - retryMs))) {
      return `${caseId}: ${kind} was mailed at ${at}, at night in ${timeZone}`;
    }
    return counts > 0 && sent > messages.perCustomerAndDay
      ? `${caseId}: ${kind} is unasked mail ${sent} to customer ${customerId} on ${day}, allowed are ${messages.perCustomerAndDay}`
      : undefined;
  }
}
