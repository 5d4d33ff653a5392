import * as z from 'zod';
import { typeOf } from '#functions/exception-types/catalog.ts';
import type { Facts, InputField, InstalledType } from '#functions/exception-types/exception-type.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { customerOrders } from '#shared/adapters/customer-orders.ts';
import { customers } from '#shared/adapters/customers.ts';
import { mayBeAskedAgain } from '#shared/adapters/order-file.ts';
import { replyLimits } from '#shared/adapters/reply-limits.ts';
import { satisfactions } from '#shared/adapters/satisfactions.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { type Decision, isClosed, type Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { LinkClaims } from '#shared/domain/link.ts';
import { offerHashOf } from '#shared/domain/offer-hash.ts';
import type { Order } from '#shared/domain/order.ts';
import { type Language, languageOf } from '#shared/domain/primitives.ts';
import { asksSatisfaction, type Satisfaction } from '#shared/domain/satisfaction.ts';
import { settingsVariable } from '#shared/domain/settings.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { sourceTableNames, sourceTableVariables } from '#shared/lambda/source-table-names.ts';
import { leewaySeconds } from './claimed-case.ts';
import { Problem } from './problem.ts';

const env = readEnv(
  z.object({
    CASES_TABLE: z.string(),
    ...sourceTableVariables,
    SETTINGS: settingsVariable,
  }),
);
export const settings = env.SETTINGS;
export const cases = casesTable(env.CASES_TABLE);
export const limits = replyLimits(env.CASES_TABLE);
export const contacts = customers(cases);
export const contentment = satisfactions(cases);
export const tables = sourceTables(sourceTableNames(env), customerOrders(cases));

/** Wrong confirmations after which a question takes no more answers by its link. */
export const triesAllowed = 5;

/** The case of a link with its order, and whom to speak to in which language. */
export interface Linked {
  readonly record: CaseRecord;
  readonly order: Order;
  readonly type: InstalledType;
  readonly language: Language;
  /** A question of the order waits for its answer that this link does not show. */
  readonly again?: boolean;
}

/** A question that waits for its answer; the offer is worked out from the present rows, not from when it was asked. */
export interface OpenQuestion extends Linked {
  readonly kind: 'open';
  readonly offer: Offer;
  readonly offerHash: string;
  /** What may be filled in beside its choices. */
  readonly inputs: readonly InputField[];
  readonly facts: Facts;
  readonly wrongConfirmations: number;
}

/** A case that has its decision and is not through yet, or is closed (`closed`). */
export interface Decided extends Linked {
  readonly kind: 'decided' | 'closed';
  readonly decision: Decision | undefined;
  /** What was offered when it was decided; nothing = it is not known any more. */
  readonly offer: Offer | undefined;
  /** The customer is asked whether they are content, and what they have answered; absent = they are not asked. */
  readonly asked?: { readonly given: Satisfaction | undefined };
}

/** Where the case of a link stands, as its customer may know it. */
export type Standing =
  | OpenQuestion
  | Decided
  /**
   * `solving`: the cause has gone away. `pursued`: it is still there, and nothing is asked now. `superseded`: a newer
   * message counts. `locked`: too many wrong confirmations.
   */
  | (Linked & { readonly kind: 'solving' | 'pursued' | 'superseded' | 'locked' })
  /** The link is too old to answer by; what became of the case is still told. */
  | (Linked & { readonly kind: 'expired'; readonly before: Decided | undefined });

/** @throws Problem LINK_INVALID for a case that does not exist or whose customer was never written to */
export async function standingOf({ orderId, caseId, expiresAt }: LinkClaims, now: Date): Promise<Standing> {
  const [record, order, decision] = await Promise.all([
    cases.read(orderId, caseId),
    tables.order(orderId),
    cases.decisionOf(orderId, caseId),
  ]);
  if (!record?.messages || !order) throw new Problem('LINK_INVALID');
  const linked = {
    record,
    order,
    type: typeOf(record.type, env.SETTINGS),
    language: languageOf(order.customer.locale),
  };
  // Whether one is really open is looked at when somebody wants it sent again.
  const again = () => mayBeAskedAgain(env.CASES_TABLE, order);
  if (record.state === 'superseded' || record.state === 'slipped') {
    return { ...linked, kind: 'superseded', again: await again() };
  }
  const decided = decidedOf(linked, decision);
  if (expiresAt + leewaySeconds < now.getTime() / 1000) {
    return { ...linked, kind: 'expired', before: decided, again: await again() };
  }
  if (decided?.kind === 'closed') return { ...(await withSatisfaction(decided)), again: await again() };
  return decided ?? openQuestion(linked, now);
}

async function withSatisfaction(decided: Decided): Promise<Decided> {
  if (!asksSatisfaction(decided.record.state)) return decided;
  return { ...decided, asked: { given: (await contentment.of(decided.record))?.satisfaction } };
}

function decidedOf(linked: Linked, decision: Decision | undefined): Decided | undefined {
  const closed = isClosed(linked.record.state);
  if (!closed && !decision) return undefined;
  return { ...linked, kind: closed ? 'closed' : 'decided', decision, offer: decision?.offer ?? linked.record.offer };
}

async function openQuestion(linked: Linked, now: Date): Promise<Standing> {
  const { record, type } = linked;
  const [facts, wrongConfirmations] = await Promise.all([
    tables.facts(record.orderId, type.reads),
    limits.wrongConfirmations(record),
  ]);
  if (wrongConfirmations >= triesAllowed) return { ...linked, kind: 'locked' };
  const offer = facts && type.offer(facts, record, now);
  if (!offer) return { ...linked, kind: facts && type.stands(facts, record, now) ? 'pursued' : 'solving' };
  return {
    ...linked,
    order: facts.order,
    kind: 'open',
    offer,
    offerHash: offerHashOf(offer),
    inputs: type.inputs?.(facts, offer) ?? [],
    facts,
    wrongConfirmations,
  };
}
