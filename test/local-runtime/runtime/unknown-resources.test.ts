import { expect, test } from 'vitest';
import { boot } from '#infra/local-runtime/boot.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';

/** What deploying a stack of these resources gives: its error, or nothing if it stands. */
async function deploying(Resources: object): Promise<string | undefined> {
  const artifacts = { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.template.json' } } };
  using tree = temporaryTree({
    'manifest.json': JSON.stringify({ artifacts }),
    'S.template.json': JSON.stringify({ Resources }),
  });
  try {
    await (await boot({ assembly: tree.root }))[Symbol.asyncDispose]();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const queue = { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60 } };

test('a resource of an unknown type stops the boot; the error names the place, the type and what to do', async () => {
  const message = await deploying({ Queue: queue, Cache: { Type: 'AWS::ElastiCache::CacheCluster' } });
  expect(message).toContain('S/Cache: the resource type AWS::ElastiCache::CacheCluster is not emulated');
  expect(message).toContain('ignored-types.ts');
});

test('an unknown property stops the boot; the error names the place, the property and those that are known', async () => {
  const message = await deploying({ Queue: { ...queue, Properties: { ...queue.Properties, VisibilityTimeOut: 30 } } });
  expect(message).toContain('S/Queue: the property VisibilityTimeOut of AWS::SQS::Queue is not emulated');
  expect(message).toContain('VisibilityTimeout');
});

test('what is known of a type but not emulated in this form is refused too', async () => {
  const refused = async (Type: string, Properties: object) => deploying({ It: { Type, Properties } });
  expect(await refused('AWS::StepFunctions::StateMachine', { StateMachineType: 'EXPRESS' })).toContain(
    'It: only state machines of type STANDARD are emulated',
  );
  expect(await refused('AWS::Lambda::Function', { Runtime: 'python3.13', Handler: 'x.y', Code: {} })).toContain(
    'It: the runtime python3.13 is not emulated',
  );
});

test('types that change nothing on one machine are passed over, whatever they say', async () => {
  const message = await deploying({
    Queue: queue,
    Schema: { Type: 'AWS::EventSchemas::Schema', Properties: { Whatever: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
    Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Dimensions: [{ Ref: 'Queue' }] } },
  });
  expect(message).toBeUndefined();
});
