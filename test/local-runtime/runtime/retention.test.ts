import { expect, test } from 'vitest';
import { boot } from '#infra/local-runtime/boot.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

test('a long run keeps the newest of everything, and counts all of it', async () => {
  const keep = { mails: 2, alerts: 1, events: 3, executions: 1, logs: 4 };
  await using runtime = await boot({ assembly: synthesizeParcelApp(), keep });
  for (let i = 0; i < 6; i++) {
    const Item = { parcelId: { S: `p${i}` }, state: { S: 'lost' } };
    const input = { TableName: runtime.resourceName('Parcels'), Item };
    await runtime.call({ service: 'dynamodb', operation: 'PutItem', input });
    await runtime.pass(1_000);
    await runtime.http({ method: 'POST', path: `/r/p${i}`, body: i === 5 ? 'burn' : 'refund' });
    await runtime.pass(1_000);
  }
  expect(runtime.mailbox.map(({ subject }) => subject)).toEqual(['Parcel p4', 'Parcel p5']);
  expect([runtime.alerts.length, runtime.events.length, runtime.logs.length]).toEqual([1, 3, 4]);
  expect(runtime.counts).toMatchObject({ mails: 6, alerts: 5, executions: 6 });
  const { events } = runtime.counts;
  runtime.forgetDelivered();
  expect([runtime.mailbox, runtime.alerts, runtime.events], 'seen to').toEqual([[], [], []]);
  expect(runtime.counts).toMatchObject({ mails: 6, alerts: 5, events });

  const stateMachineArn = runtime.resourceName('Decide');
  const ask = (operation: string, name: string) =>
    runtime.call({
      service: 'states',
      operation,
      input: { executionArn: `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}` },
    });
  expect(await ask('DescribeExecution', 'p0')).toMatchObject({ status: 'SUCCEEDED', output: '{"choice":"refund"}' });
  expect(await ask('GetExecutionHistory', 'p0')).toEqual({ events: [] });
  expect(((await ask('GetExecutionHistory', 'p5')).events as unknown[]).length).toBeGreaterThan(5);
  const started = { service: 'states', operation: 'StartExecution', input: { stateMachineArn, name: 'p0' } } as const;
  await expect(runtime.call(started)).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
});
