import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { mayBeAskedAgain, orderFile } from '#shared/adapters/order-file.ts';
import { replyLimits } from '#shared/adapters/reply-limits.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import type { CancelRequest } from '#shared/domain/cancel-request.ts';
import { type CancellableUnit, cancellableUnits } from '#shared/domain/cancellation.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { type Language, languageOf } from '#shared/domain/primitives.ts';
import { mayWithdraw } from '#shared/domain/withdrawal.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { sourceTableNames, sourceTableVariables } from '#shared/lambda/source-table-names.ts';

const env = readEnv(z.object({ ...sourceTableVariables, CASES_TABLE: z.string() }));
const cases = casesTable(env.CASES_TABLE);
const tables = sourceTables(sourceTableNames(env));
export const limits = replyLimits(cases.tableName);

/** What the front door knows of an order before it says anything. */
interface Seen {
  readonly order: Order;
  readonly language: Language;
  /** The customer may withdraw from the contract now, without a reason. */
  readonly withdrawal: boolean;
}

/** Something is left that can be asked to be cancelled. */
export interface OpenDoor extends Seen {
  readonly kind: 'open';
  readonly units: readonly CancellableUnit[];
}

/** A request is open; another would be about the same goods. */
export interface Requested extends Seen {
  readonly kind: 'requested';
  readonly request: CancelRequest;
}

export type Door = OpenDoor | Requested | (Seen & { readonly kind: 'nothing-left' });

/** Where an order stands for somebody who wants to cancel it; nothing = there is no such order. */
export async function doorOf(orderId: string, now: Date): Promise<Door | undefined> {
  const facts = await tables.facts(orderId, ['shipments']);
  if (!facts) return undefined;
  const { order } = facts;
  const seen: Seen = {
    order,
    language: languageOf(order.customer.locale),
    withdrawal: mayWithdraw(facts, now),
  };
  const units = cancellableUnits(order);
  if (order.orderState === 'Cancelled' || units.length === 0) return { ...seen, kind: 'nothing-left' };
  const { cancelRequest } = order;
  if (cancelRequest && !cancelRequest.carriedOutAt && !(await wasClosed(orderId, cancelRequest.requestId))) {
    return { ...seen, kind: 'requested', request: cancelRequest };
  }
  return { ...seen, kind: 'open', units };
}

/** A question of ours about the order can be mailed once more. */
export const asksSomething = (order: Order): Promise<boolean> => mayBeAskedAgain(env.CASES_TABLE, order);

/** The request was worked before, whatever stands on the order now: the same id again is no new one. */
export async function knownRequest(order: Order, requestId: string): Promise<boolean> {
  return order.cancelRequest?.requestId === requestId || (await casesAbout(order.orderId, requestId)).length > 0;
}

/** Staff may have closed its case without touching the order. */
async function wasClosed(orderId: string, requestId: string): Promise<boolean> {
  const about = await casesAbout(orderId, requestId);
  return about.length > 0 && about.every(({ state }) => isClosed(state));
}

async function casesAbout(orderId: string, requestId: string): Promise<CaseRecord[]> {
  const file = await orderFile(cases.tableName, orderId);
  return file.cases.filter(({ subject }) => subject === requestId);
}

/** Writes the wish onto the order, where it is found like one that the shop wrote. False = the order has changed since. */
export async function writeRequest({ order }: OpenDoor, request: CancelRequest, at: Date): Promise<boolean> {
  const { written } = await transact([tables.changeOrder(order, { cancelRequest: request }, at, { lookAgain: true })]);
  return written;
}
