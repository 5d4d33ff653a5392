import * as z from 'zod';
import { typeOf } from '#functions/exception-types/catalog.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { linkKeys } from '#shared/adapters/link-secret.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { isClosed } from '#shared/domain/case.ts';
import { readLink } from '#shared/domain/link.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import { settingsVariable } from '#shared/domain/settings.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { Problem } from './problem.ts';

const env = readEnv(
  z.object({
    CASES_TABLE: z.string(),
    ORDERS_TABLE: z.string(),
    PAYMENTS_TABLE: z.string(),
    INVENTORY_TABLE: z.string(),
    LINK_SECRET_ARN: z.string(),
    SETTINGS: settingsVariable,
  }),
);
export const cases = casesTable(env.CASES_TABLE);
const tables = sourceTables({ orders: env.ORDERS_TABLE, payments: env.PAYMENTS_TABLE, inventory: env.INVENTORY_TABLE });

/** Clocks may differ by this much. */
const leewaySeconds = 60;

/**
 * The case that a link names, while its question is open. Only the token's ids are used, never one from a form.
 * @throws Problem LINK_INVALID, LINK_EXPIRED, SUPERSEDED, ALREADY_CLOSED
 */
export async function openQuestion(token: string, now: Date) {
  const claims = readLink(await linkKeys(env.LINK_SECRET_ARN), token);
  if (!claims) throw new Problem('LINK_INVALID');
  if (claims.expiresAt + leewaySeconds < now.getTime() / 1000) throw new Problem('LINK_EXPIRED');
  const [record, order] = await Promise.all([cases.read(claims.orderId, claims.caseId), tables.order(claims.orderId)]);
  if (!record || !order || !record.offer || !record.offerHash) throw new Problem('LINK_INVALID');
  if (record.state === 'superseded') throw new Problem('SUPERSEDED');
  const decision = await cases.decisionOf(record.orderId, record.caseId);
  if (isClosed(record.state) || decision?.phase === 'final') throw new Problem('ALREADY_CLOSED');
  return {
    record,
    order,
    offer: record.offer,
    offerHash: record.offerHash,
    decision,
    type: typeOf(record.type, env.SETTINGS),
    language: languageOf(order.customer.locale),
  };
}

export type OpenQuestion = Awaited<ReturnType<typeof openQuestion>>;
