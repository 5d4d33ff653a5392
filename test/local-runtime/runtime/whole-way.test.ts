import { beforeAll, expect, test } from 'vitest';
import { boot, type LocalRuntime } from '#infra/local-runtime/boot.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

let assembly: string;

beforeAll(() => {
  assembly = synthesizeParcelApp();
}, 60_000);

const lose = (runtime: LocalRuntime, parcelId: string) =>
  runtime.call({
    service: 'dynamodb',
    operation: 'PutItem',
    input: {
      TableName: runtime.resourceName('Parcels'),
      Item: { parcelId: { S: parcelId }, state: { S: 'lost' } },
    },
  });

const bodies = async (runtime: LocalRuntime, queue: string) => {
  const input = { QueueUrl: runtime.resourceName(queue), MaxNumberOfMessages: 10 };
  const { Messages } = await runtime.call({ service: 'sqs', operation: 'ReceiveMessage', input });
  return (Array.isArray(Messages) ? Messages : []).map((message) =>
    JSON.parse(String((message as { Body: string }).Body)),
  );
};

test('a write goes by stream, workflow, mail, reply and bus to the ledger and the staff', async () => {
  await using runtime = await boot({ assembly });
  await lose(runtime, 'p1');
  expect(await runtime.until(() => runtime.mailbox.length === 1, 60_000)).toBe(true);
  const [mail] = runtime.mailbox;
  expect(mail).toMatchObject({ to: ['customer@example.com'], subject: 'Parcel p1', outcome: 'delivered' });
  expect(mail?.html).toContain(`${runtime.outputs.ReplyUrl}/r/p1`);

  const shown = await runtime.http({ method: 'GET', path: `${runtime.outputs.ReplyUrl}/r/p1` });
  expect(shown).toMatchObject({
    status: 200,
    body: 'What shall we do with p1? 48',
    headers: { 'x-mode': 'automatic' },
  });
  const answered = await runtime.http({ method: 'POST', path: '/r/p1', body: 'refund' });
  expect(answered).toMatchObject({ status: 303, headers: { location: '/thanks' } });

  await runtime.idle();
  expect(await bodies(runtime, 'Ledger')).toMatchObject([{ parcelId: 'p1', choice: 'refund' }]);
  expect(runtime.alerts).toMatchObject([{ endpoint: 'staff@example.com', message: '"Parcel p1 decided"' }]);
  expect(runtime.logs.map(({ text }) => text)).toContain('announced p1');
});
