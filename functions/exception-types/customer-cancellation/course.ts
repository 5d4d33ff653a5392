import type { CancelRequest } from '#shared/domain/cancel-request.ts';
import { type UnwantedUnits, unknownLines, unwantedUnits } from '#shared/domain/cancellation.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { reservedQuantity } from '#shared/domain/order.ts';
import { mayWithdraw, receivedAt } from '#shared/domain/withdrawal.ts';
import type { Facts } from '../exception-type.ts';
import type { Thresholds } from './settings.ts';

const day = 86_400_000;

/** Why a request cannot be carried out by rule. */
export type Obstacle = 'REQUEST_UNCLEAR' | 'DIGITAL_CONTENT' | 'RETURN_PERIOD_OVER';

/** What a request comes to, by how the rows stand and what the warehouse said. */
export type Course =
  /** Nothing has to be stopped, or it has been: the units that are here are cancelled. */
  | { readonly kind: 'cancel' }
  /** The warehouse must say whether it can still stop the goods. */
  | { readonly kind: 'warehouse' }
  /** The goods have left, or cannot be stopped: they come back, and then the money goes back. */
  | { readonly kind: 'return' }
  | { readonly kind: 'staff'; readonly reasonCode: Obstacle };

/** A request with the units that it is about. */
export interface Request {
  readonly request: CancelRequest;
  readonly units: readonly UnwantedUnits[];
  /** Units that were here and are on their way all the same, because the warehouse could not stop them. */
  readonly unstoppable: boolean;
}

/** The request of an order that is still to be carried out; nothing = there is none. */
export function openRequest({ order }: Pick<Facts, 'order'>): CancelRequest | undefined {
  const { cancelRequest, orderState } = order;
  return cancelRequest && !cancelRequest.carriedOutAt && orderState !== 'Cancelled' ? cancelRequest : undefined;
}

/** The cause of a case: the request, and beside it the return of what a first case could not cancel any more. */
export const causeKeyOf = ({ requestId, remainder }: CancelRequest): string => `${remainder ?? 'request'}-${requestId}`;

/** What the case's request is about now. */
export function requestOf(facts: Facts, { news }: Pick<CaseRecord, 'news'>): Request | undefined {
  const request = openRequest(facts);
  if (!request) return undefined;
  const confirmed = news.WarehouseHoldConfirmed?.at ?? '';
  const refused = news.WarehouseHoldRefused?.at ?? '';
  return { request, units: unwantedUnits(facts, request), unstoppable: refused > confirmed };
}

export function courseOf(
  facts: Facts,
  record: Pick<CaseRecord, 'news'>,
  thresholds: Pick<Thresholds, 'voluntaryReturnDays'>,
): Course | undefined {
  const asked = requestOf(facts, record);
  if (!asked) return undefined;
  const { request, units, unstoppable } = asked;
  if (unknownLines(facts.order, request).length > 0) return { kind: 'staff', reasonCode: 'REQUEST_UNCLEAR' };
  const open = units.filter((each) => each.open > 0);
  if (open.length > 0 && !unstoppable) {
    return { kind: open.some(isPicked) && !record.news.WarehouseHoldConfirmed ? 'warehouse' : 'cancel' };
  }
  const obstacle = returnObstacle(facts, request, units, thresholds);
  return obstacle ? { kind: 'staff', reasonCode: obstacle } : { kind: 'return' };
}

/** Somebody may be packing it: nothing is set aside for a line that waits for its stock, and files are not packed. */
const isPicked = ({ line }: UnwantedUnits): boolean =>
  line.supply === 'stock' ? reservedQuantity(line) > 0 : line.supply !== 'digital';

/** The request is a withdrawal from the contract, whether it says so or not: the customer has the right at that moment. */
export const isWithdrawal = (facts: Facts, { requestedAt }: CancelRequest): boolean =>
  mayWithdraw(facts, new Date(requestedAt));

/** Why what has left cannot simply come back (digital content: Directive 2011/83/EU, article 16 m). */
function returnObstacle(
  facts: Facts,
  request: CancelRequest,
  units: readonly UnwantedUnits[],
  { voluntaryReturnDays }: Pick<Thresholds, 'voluntaryReturnDays'>,
): Obstacle | undefined {
  if (units.some(({ line }) => line.supply === 'digital')) return 'DIGITAL_CONTENT';
  if (isWithdrawal(facts, request)) return undefined;
  const received = receivedAt(facts)?.getTime() ?? Date.parse(request.requestedAt);
  const late = Date.parse(request.requestedAt) > received + voluntaryReturnDays * day;
  return late || voluntaryReturnDays === 0 ? 'RETURN_PERIOD_OVER' : undefined;
}
