import { hash } from 'node:crypto';

const hex12 = (text: string) => hash('sha256', text).slice(0, 12);

/**
 * A case's id, which is also its execution's name: the same cause always gives the same id, so that a record delivered
 * twice opens nothing twice. At most 80 characters (the limit of an execution's name).
 */
export function caseIdOf(type: string, orderId: string, causeKey: string): string {
  return `${type}-${orderId}-${hex12(causeKey)}`;
}

/** A refund's id derives from the decision that grants it and the payment it goes back to: one decision, one request. */
export function refundIdOf(caseId: string, answerId: string, attemptId: string): string {
  return `refund-${hex12(`${caseId}/${answerId}/${attemptId}`)}${hex12(`${attemptId}/${answerId}`)}`;
}

/**
 * An incident's id, readable in part: what stands behind it, in letters that can be typed everywhere, and the minute. What
 * cannot be written so (`花蓮縣`) is told apart by its hash.
 */
export function incidentIdOf(type: string, behind: string, at: Date): string {
  const name = behind
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  const lost = behind.length > 40 || /[^ -~]/.test(behind);
  const minute = at.toISOString().slice(0, 16).replace(/\D/g, '');
  return ['incident', type, name, ...(lost ? [hex12(behind).slice(0, 6)] : []), minute].join('-');
}

/** Open work is spread over so many partitions of the due-time index; every sweep reads each (decision 17). */
export const dueShards = 2;
export function dueShardOf(id: string): string {
  return `due#${Number.parseInt(hex12(id).slice(0, 2), 16) % dueShards}`;
}

/** Rows of ours are kept this long after their last change: longer than any name of a run is remembered. */
export const keptDays = 400;
export const expiryOf = (at: Date, days: number = keptDays): number => Math.floor(at.getTime() / 1000) + days * 86_400;

/** The order of a case, told by its id: `<type>-<orderId>-<12 hex>`. */
export function orderIdOf(caseId: string, types: readonly string[]): string | undefined {
  const type = types.find((key) => caseId.startsWith(`${key}-`));
  return type && /^(.+)-[0-9a-f]{12}$/.exec(caseId.slice(type.length + 1))?.[1];
}

/** Keys of the Cases table; every reader and writer takes them from here. */
export const caseKeys = {
  order: (orderId: string) => `ORDER#${orderId}`,
  case: (caseId: string) => `CASE#${caseId}`,
  decision: (caseId: string) => `CASE#${caseId}#DECISION`,
  wait: (caseId: string) => `CASE#${caseId}#WAIT`,
  refund: (caseId: string, refundId: string) => `CASE#${caseId}#REFUND#${refundId}`,
  message: (caseId: string, n: number) => `CASE#${caseId}#MSG#${n}`,
  /** What was written to somebody else than the customer, by the errand that wrote it. */
  letter: (caseId: string, key: string) => `CASE#${caseId}#LETTER#${key}`,
  audit: (caseId: string, n: number) => `CASE#${caseId}#AUDIT#${String(n).padStart(4, '0')}`,
  outbox: (caseId: string, id: string) => `CASE#${caseId}#OUT#${id}`,
  news: (caseId: string) => `CASE#${caseId}#NEWS`,
  cases: 'CASE#',
  release: (caseId: string, step: string) => `CASE#${caseId}#RELEASE#${step}`,
  satisfaction: (caseId: string) => `CASE#${caseId}#SATISFACTION`,
  /** Its question was sent once more because its customer wanted it. */
  again: (caseId: string) => `CASE#${caseId}#AGAIN`,
  lateReply: (caseId: string) => `CASE#${caseId}#LATE-REPLY`,
  tries: (caseId: string) => `CASE#${caseId}#TRIES`,
  posts: (caseId: string, minute: string) => `CASE#${caseId}#POSTS#${minute}`,
  question: 'QUESTION',
  queue: 'QUEUE#',
  queued: (rank: number, since: string, caseId: string) => `QUEUE#${rank}#${since}#${caseId}`,
  /** Demand of a SKU: what is reserved at a location, or waits at `unallocated`. */
  demand: (sku: string, locationId: string) => `SKU#${sku}#${locationId}`,
  demandLine: (createdAt: string, orderId: string, lineId: string) => `${createdAt}#${orderId}#${lineId}`,
  replenishment: (sku: string, locationId: string) => `REPLENISH#${sku}#${locationId}`,
  count: (sku: string, locationId: string) => `COUNT#${sku}#${locationId}`,
  /** A shelf that has to be walked once a pause is over. */
  walk: (sku: string, locationId: string) => `WALK#${sku}#${locationId}`,
  /** When an order has to be looked at although no record comes. */
  watch: 'WATCH',
  /** What opened in a minute, per type. */
  brake: (type: string) => `BRAKE#${type}`,
  incidents: 'INCIDENT',
  incident: (incidentId: string) => `INCIDENT#${incidentId}`,
  /** An incident of the whole type, or of one thing that stands behind its cases. */
  openIncident: (type: string, behind?: string) => (behind ? `OPEN#${type}#${behind}` : `OPEN#${type}`),
  releasedIncident: (type: string, behind?: string) => (behind ? `RELEASED#${type}#${behind}` : `RELEASED#${type}`),
  /** A case of a customer in an incident; an empty case begins the range of the customer. */
  customerInIncident: (customerId: string, caseId: string) => `CUSTOMER#${customerId}#${caseId && `CASE#${caseId}`}`,
  /** The customer has had the one mail about it. */
  toldOfIncident: (customerId: string) => `CUSTOMER#${customerId}#TOLD`,
  /** Which case's mail about it is being written, while more of the customer's cases join it. */
  mailOfIncident: (customerId: string) => `CUSTOMER#${customerId}#MAIL`,
  /** Staff have been told of this by one case, for all of the incident. */
  alertInIncident: (key: string) => `ALERT#${key}`,
  /** How often what stands behind the cases of a type worked and failed. */
  tally: (type: string, behind: string) => `TALLY#${type}#${behind}`,
  transit: (lane: string) => `TRANSIT#${lane}`,
  /** A delivered parcel has been counted. */
  arrived: (shipmentId: string) => `ARRIVED#${shipmentId}`,
  customer: (customerId: string) => `CUSTOMER#${customerId}`,
  contact: 'CONTACT',
  /** A case that a customer had, by type and time; an empty id begins a range. */
  customerCase: (type: string, openedAt: string, caseId: string) => `CASE#${type}#${openedAt}#${caseId}`,
  causes: (type: string, month: string) => `CAUSES#${type}#${month}`,
  /** How many messages a customer got on a day of theirs. */
  messagesOn: (day: string) => `MESSAGES#${day}`,
  customerOrder: (createdAt: string, orderId: string) => `ORDERED#${createdAt}#${orderId}`,
  openOrders: 'OPEN-ORDERS',
  openOrder: 'OPEN',
  refundCap: (currencyCode: string) => `REFUNDED#${currencyCode}`,
  /** How many customers were content, of the cases of a type that opened in a month (`yyyy-mm`). */
  satisfactions: (type: string, month: string) => `SATISFACTION#${type}#${month}`,
  /** What is rationed over all orders, of whom as a hash only. */
  ration: (name: string, of: string) => `RATION#${name}#${hex12(of)}${hex12(`${name}/${of}`)}`,
  use: (at: string, orderId: string, id: string) => `USE#${at}#${orderId}#${id}`,
  guard: 'GUARD',
  budget: (name: string, currencyCode: string) => `BUDGET#${name}#${currencyCode}`,
} as const;
