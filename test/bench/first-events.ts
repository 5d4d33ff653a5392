import { marshall } from '@aws-sdk/util-dynamodb';
import type { RecordFilter } from '#infra/constructs/stream-detector.ts';
import type { Trigger } from '#infra/constructs/triggers.ts';
import type { FunctionSpec } from '#infra/functions.ts';

const ids = { caseId: 'out-of-stock-o-1-000000000000', orderId: 'o-1' };
const at = '2026-03-02T08:00:00.000Z';

/** One row that every reader of a stream takes for its own, whatever entity its filter asks for. */
const row = ({ image }: RecordFilter) => ({
  ...ids,
  pk: `ORDER#${ids.orderId}`,
  sk: `CASE#${ids.caseId}#OUT#1`,
  id: 'e-1',
  type: 'out-of-stock',
  at,
  kind: 'event',
  detailType: 'ExceptionDetected',
  detail: {},
  refundId: 'r-1',
  ...Object.fromEntries(Object.entries(image).map(([name, values]) => [name, values === 'present' ? at : values[0]])),
});

/** No default: a trigger of a new kind has to say here what it brings. */
function eventOf(trigger: Trigger): object {
  switch (trigger.kind) {
    case 'stream': {
      const [filter = { image: {} }] = [trigger.where].flat();
      const NewImage = marshall(row(filter));
      const Keys = { orderId: NewImage.orderId, pk: NewImage.pk, sk: NewImage.sk };
      return { Records: [{ eventName: 'INSERT', dynamodb: { SequenceNumber: '1', Keys, NewImage } }] };
    }
    case 'reply':
      return {
        httpMethod: trigger.methods[0],
        path: `/${trigger.site}/00000000.W10.AAAA`,
        resource: `/${trigger.site}/{token}`,
        pathParameters: { token: '00000000.W10.AAAA' },
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        multiValueHeaders: {},
        requestContext: {},
        body: 'offer=none',
        isBase64Encoded: false,
      };
    case 'shop-request':
      return {
        httpMethod: 'POST',
        path: `/${trigger.path.replace('{orderId}', ids.orderId)}`,
        resource: `/${trigger.path}`,
        pathParameters: { orderId: ids.orderId },
        headers: { 'content-type': 'application/json' },
        multiValueHeaders: {},
        requestContext: {},
        body: JSON.stringify({ requestId: 'r-1' }),
        isBase64Encoded: false,
      };
    case 'demand-jobs':
      return { Records: [{ messageId: 'm-1', body: JSON.stringify({ sku: 'MUG-BLUE', locationId: 'main' }) }] };
    case 'failed-runs':
      return { detail: { status: 'FAILED', input: JSON.stringify(ids) } };
    case 'finance-events':
      return { 'detail-type': 'RefundAccepted', detail: { ...ids, refundId: 'r-1' } };
    case 'undeliverable-mail':
      return {
        'detail-type': 'Email Bounced',
        detail: { mail: { tags: { caseId: [ids.caseId], orderId: [ids.orderId] } } },
      };
    case 'sweep-schedule':
    case 'reconcile-schedule':
      return { time: at };
    case 'link-secret-rotation':
      return { Step: 'createSecret', SecretId: 'links', ClientRequestToken: '00000000-0000-4000-8000-000000000001' };
  }
}

/** An event that brings a function to its first call of a service; what becomes of it then does not matter here. */
export function firstEventOf({ entry, triggers: [trigger] = [] }: FunctionSpec): object {
  if (trigger) return eventOf(trigger);
  if (entry.includes('/refunds/')) return { ...ids, refundId: 'r-1' };
  return /\/(ask|await)-/.test(entry) ? { ...ids, taskToken: 'token' } : ids;
}
