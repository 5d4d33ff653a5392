import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { boot, type LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Json } from '#infra/local-runtime/service.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

interface Statement {
  readonly Action: string | readonly string[];
}

/** The parcel application after somebody has taken an action out of all its policies. */
function parcelAppWithout(action: string): { readonly assembly: string } & Disposable {
  const assembly = mkdtempSync(path.join(tmpdir(), 'parcel-app-without-'));
  const whole = synthesizeParcelApp();
  cpSync(whole, assembly, { recursive: true });
  const file = path.join(assembly, 'Logic.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  for (const { Type, Properties } of Object.values(template.Resources) as { Type: string; Properties: never }[]) {
    if (Type !== 'AWS::IAM::Policy') continue;
    const { PolicyDocument } = Properties as { PolicyDocument: { Statement: Statement[] } };
    PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Action }) => ![Action].flat().includes(action));
  }
  writeFileSync(file, JSON.stringify(template));
  return { assembly, [Symbol.dispose]: () => rmSync(assembly, { recursive: true }) };
}

const lose = (runtime: LocalRuntime) =>
  runtime.call({
    service: 'dynamodb',
    operation: 'PutItem',
    input: {
      TableName: runtime.resourceName('Parcels'),
      Item: { parcelId: { S: 'p1' }, state: { S: 'lost' } },
    },
  });

/** What the SDK throws in the function, as the function's caller sees it. */
async function failureOf(runtime: LocalRuntime, name: string, event: Json): Promise<string> {
  const failed = await runtime.invoke(runtime.resourceName(name), event).catch((error: Error) => error);
  return failed instanceof Error ? `${failed.name}: ${failed.message}` : 'none';
}

test.each([
  ['ssm:GetParameter', /ssm:GetParameter on resource: arn:aws:ssm:us-east-1:\d+:parameter\/parcels\/mode because/],
  [
    'secretsmanager:GetSecretValue',
    /secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:\d+:secret:\S+-\w{6} because/,
  ],
])('a function without %s gets the error by its name from its SDK', async (action, words) => {
  using weakened = parcelAppWithout(action);
  await using runtime = await boot(weakened);
  const failure = await failureOf(runtime, 'Reply', { httpMethod: 'GET', pathParameters: { parcelId: 'p1' } });
  expect(failure).toMatch(
    /^AccessDeniedException: User: arn:aws:sts::\d+:assumed-role\/\S+\/Logic-Reply\w+ is not auth/,
  );
  expect(failure).toMatch(words);
});

test('a function that may not send mail hears it in the words of SES', async () => {
  using weakened = parcelAppWithout('ses:SendEmail');
  await using runtime = await boot(weakened);
  expect(await failureOf(runtime, 'Ask', { parcelId: 'p1', token: 't' })).toMatch(
    /^AccessDeniedException: User `.*' is not authorized to perform `ses:SendEmail' on resource `.*identity\/shop@example.com'/,
  );
  expect(runtime.mailbox).toEqual([]);
});

test('a state machine whose role may not invoke a function fails, and no function runs', async () => {
  using weakened = parcelAppWithout('lambda:InvokeFunction');
  await using runtime = await boot(weakened);
  await lose(runtime);
  await runtime.pass(60_000);
  const stateMachineArn = runtime.resourceName('Decide');
  const listed = await runtime.call({ service: 'states', operation: 'ListExecutions', input: { stateMachineArn } });
  const [{ executionArn }] = listed.executions as [{ executionArn: string }];
  const run = await runtime.call({ service: 'states', operation: 'DescribeExecution', input: { executionArn } });
  expect(run).toMatchObject({ status: 'FAILED', error: 'Lambda.AWSLambdaException' });
  expect(run.cause).toMatch(
    /^User: arn:aws:sts::\d+:assumed-role\/Logic-DecideRole\w+\/\S+ is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:\S+:function:Logic-Ask\w+ because/,
  );
  expect(runtime.mailbox).toEqual([]);
});
