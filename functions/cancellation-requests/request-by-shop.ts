import * as z from 'zod';
import { Problem } from '#functions/customer-reply/problem.ts';
import { type CancelRequest, cancelledLine, cancelRequestId, cancelTextLimit } from '#shared/domain/cancel-request.ts';
import { unknownLines } from '#shared/domain/cancellation.ts';
import { doorOf, knownRequest, type OpenDoor, writeRequest } from './door.ts';
import type { ShopAnswer, ShopCall } from './shop-handler.ts';

/** A request as a program of the shop sends it; the time is ours. */
const shopRequest = z
  .strictObject({
    requestId: cancelRequestId,
    scope: z.enum(['order', 'lines']).default('order'),
    lines: z.array(cancelledLine).min(1).max(10_000).optional(),
    reasonCode: z.string().max(64).optional(),
    text: z.string().max(cancelTextLimit).optional(),
    statutory: z.boolean().optional(),
  })
  .refine(({ scope, lines }) => (scope === 'lines') === (lines !== undefined), { path: ['lines'] });

const attempts = 5;

/**
 * Takes a request up once per `requestId`: the same again is answered alike and changes nothing.
 * @throws Problem REQUEST_INVALID, ORDER_UNKNOWN, ALREADY_REQUESTED, ALREADY_CANCELLED, QUANTITY_NOT_POSSIBLE
 */
export async function requestByShop({ orderId, body, now }: ShopCall): Promise<ShopAnswer> {
  const parsed = shopRequest.safeParse(body);
  if (!parsed.success) throw new Problem('REQUEST_INVALID', { fields: fieldsOf(parsed.error) });
  const { requestId } = parsed.data;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const door = await doorOf(orderId, now);
    if (!door) throw new Problem('ORDER_UNKNOWN');
    if (await knownRequest(door.order, requestId)) return { status: 200, body: { orderId, requestId }, replayed: true };
    if (door.kind === 'requested') throw new Problem('ALREADY_REQUESTED');
    if (door.kind === 'nothing-left') throw new Problem('ALREADY_CANCELLED');
    const request: CancelRequest = { ...defined(parsed.data), requestedAt: now.toISOString() };
    assertFits(door, request);
    if (!(await writeRequest(door, request, now))) continue;
    return { status: 202, body: { orderId, requestId, requestedAt: request.requestedAt } };
  }
  throw new Problem('UNAVAILABLE', { retryAfter: 1 });
}

function assertFits({ order }: OpenDoor, request: CancelRequest): void {
  const unknown = unknownLines(order, request);
  const quantityOf = new Map(order.lines.map(({ lineId, quantity }) => [lineId, quantity]));
  const tooMany = (request.lines ?? []).filter(({ lineId, quantity }) => quantity > (quantityOf.get(lineId) ?? 0));
  const units = [...new Set([...unknown, ...tooMany.map(({ lineId }) => lineId)])];
  if (units.length > 0) throw new Problem('QUANTITY_NOT_POSSIBLE', { units });
}

const fieldsOf = ({ issues }: z.ZodError): Record<string, string> =>
  Object.fromEntries(issues.map(({ path, message }) => [path.join('.') || 'body', message]));

/** Without the fields that were left out. */
const defined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Field in keyof T]: Exclude<T[Field], undefined>;
  };
