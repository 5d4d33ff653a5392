import * as z from 'zod';
import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { DeliveryWatch } from '../invariants/watch-deliveries.ts';
import type { RunWatch } from '../invariants/watch-runs.ts';
import type { UnaskedMailWatch } from '../invariants/watch-unasked-mails.ts';
import type { Cancelling } from '../people/cancelling.ts';
import type { Customers } from '../people/customers.ts';
import type { Finance } from '../people/finance.ts';
import type { Staff } from '../people/staff.ts';

interface Recipients {
  readonly customers: Customers;
  readonly finance: Finance;
  readonly cancelling: Cancelling;
  readonly staff: Staff;
  readonly deliveries: DeliveryWatch;
  readonly unasked: UnaskedMailWatch;
  readonly runs: RunWatch;
}

/** Hands on what has left the system since the last look: mails, events, alerts. */
export class Outgoing {
  readonly #runtime: LocalRuntime;
  readonly #recipients: Recipients;
  readonly #seen = { mails: 0, alerts: 0, events: 0 };
  readonly events = new Map<string, number>();

  constructor(runtime: LocalRuntime, recipients: Recipients) {
    this.#runtime = runtime;
    this.#recipients = recipients;
  }

  get mails(): number {
    return this.#seen.mails;
  }

  get alerts(): number {
    return this.#seen.alerts;
  }

  read(): void {
    const { mailbox, events, alerts } = this.#runtime;
    const { customers, deliveries, unasked } = this.#recipients;
    for (const mail of this.#fresh('mails', mailbox)) {
      deliveries.mail(mail);
      unasked.mail(mail);
      customers.receive(mail);
    }
    for (const published of this.#fresh('events', events)) this.#published(published);
    for (const alert of this.#fresh('alerts', alerts)) deliveries.alert(alert);
    this.#runtime.forgetDelivered();
  }

  /** What has come since the last look. @throws MissedDeliveries when more came than the runtime keeps */
  #fresh<T>(kind: 'mails' | 'alerts' | 'events', kept: readonly T[]): readonly T[] {
    const count = this.#runtime.counts[kind] - this.#seen[kind];
    if (count > kept.length) throw new MissedDeliveries(kind, count, kept.length);
    this.#seen[kind] += count;
    return kept.slice(kept.length - count);
  }

  #published(published: LocalRuntime['events'][number]): void {
    const { finance, cancelling, staff, deliveries, runs } = this.#recipients;
    deliveries.event(published);
    runs.event(published);
    const { source, 'detail-type': type, detail } = published.event;
    if (source !== 'ordermend') return;
    this.events.set(type, (this.events.get(type) ?? 0) + 1);
    if (type === 'RefundRequested') finance.refund(detail);
    if (type === 'CreditDocumentRequested') finance.document(detail);
    if (type === 'WarehouseHoldRequested') cancelling.stop(detail);
    if (type === 'ReturnRequested') cancelling.comeBack(detail);
    if (type === 'IncidentOpened') staff.receive(detail);
    if (type === 'ExceptionEscalated') staff.seeTo(escalated.parse(detail));
  }
}

const escalated = z.object({ caseId: z.string(), orderId: z.string() });

/** Thrown when more left the system between two looks than the runtime keeps: nothing may go unseen. */
export class MissedDeliveries extends Error {
  override readonly name = 'MissedDeliveries';
  constructor(kind: string, count: number, kept: number) {
    super(`${count} ${kind} came between two looks and ${kept} are kept: the trial would not see all of them`);
  }
}
