import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { BatchGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { documents } from '#shared/adapters/document-client.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import { refundDueBy } from '#shared/domain/refund-due.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { start } from '#test/support/shop.ts';

const dynamodb = mockClient(documents);
const parameters = mockClient(SSMClient);
let awaitRelease: typeof import('#functions/decisions/await-release.ts').awaitRelease;

beforeAll(async () => {
  const policies = { massCause: {}, messages: {}, refundDueBy: refundDueBy.parse({}), types: {} };
  const environment = {
    CASES_TABLE: 'Cases',
    ORDERS_TABLE: 'Orders',
    PAYMENTS_TABLE: 'Payments',
    INVENTORY_TABLE: 'Inventory',
    SHIPMENTS_TABLE: 'Shipments',
    OPERATIONS_PARAMETER: '/operations',
    SETTINGS: JSON.stringify({ allocatedBy: 'ordermend', linkTtlDays: 30, ...policies }),
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  ({ awaitRelease } = await import('#functions/decisions/await-release.ts'));
});
beforeEach(() => {
  dynamodb.reset();
  dynamodb.on(TransactWriteCommand).resolves({});
  parameters.on(GetParameterCommand).resolves({ Parameter: { Value: '{"types":{}}' } });
});
afterAll(() => {
  dynamodb.restore();
  parameters.restore();
  vi.unstubAllEnvs();
});

const ids = { orderId: 'o-1', caseId: 'c-1' };
const pk = caseKeys.order('o-1');
const decision = { entity: 'decision', answerId: 'a-1', phase: 'final', until: start.toISOString(), by: 'customer' };
const decided = { ...ids, ...decision, pk, sk: caseKeys.decision('c-1'), decidedAt: start.toISOString() };
const arrived = { ...ids, pk, sk: caseKeys.release('c-1', 'arrived'), entity: 'release', step: 'arrived' };

/** The table has the case, which waits as agreed, and these rows beside it. */
function standing(fields: Partial<CaseRecord>, ...rows: object[]): void {
  const record = aCaseRecord({ state: 'waiting', version: 4, newsSequence: 2, ...fields, sk: caseKeys.case('c-1') });
  dynamodb.on(BatchGetCommand).resolves({ Responses: { Cases: [record, ...rows] as Record<string, unknown>[] } });
}

const waiting = (seen?: { version: number; answerId?: string }) =>
  awaitRelease(
    {
      ...ids,
      taskToken: 'token',
      held: { step: 'arrived', reason: 'stock', timeoutSeconds: 60, ...(seen && { seen }) },
    },
    start,
  );

it('a case that stands as it did when it was found held up waits by its own rows alone', async () => {
  standing({}, decided);
  await waiting({ version: 4, answerId: 'a-1' });
  expect(dynamodb.calls()).toHaveLength(2);
  const written = dynamodb.commandCalls(TransactWriteCommand).flatMap(({ args }) => args[0].input.TransactItems ?? []);
  const wait = written.find(({ Put }) => Put?.Item?.entity === 'wait')?.Put?.Item;
  expect(wait).toMatchObject({ token: 'token', step: 'arrived', heard: 2, knownAnswerId: 'a-1' });
});

it.each([
  ['was moved meanwhile', { version: 5 }, [decided]],
  ['was decided meanwhile', {}, [{ ...decided, answerId: 'a-2' }]],
  ['has what it waits for', {}, [decided, arrived]],
])('a case that %s is judged anew', async (_, fields, rows) => {
  standing(fields, ...rows);
  await expect(waiting({ version: 4, answerId: 'a-1' })).rejects.toThrow('is not in the Orders table');
  expect(dynamodb.commandCalls(TransactWriteCommand)).toEqual([]);
});

it('a case of which nothing was seen is judged anew', async () => {
  standing({}, decided);
  await expect(waiting()).rejects.toThrow('is not in the Orders table');
  expect(dynamodb.commandCalls(TransactWriteCommand)).toEqual([]);
});
