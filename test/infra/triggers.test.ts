import { describe, expect, it } from 'vitest';
import { functions } from '#infra/functions.ts';
import { prefix, propertiesOf, resourcesOf, templateOf } from './product.ts';

const application = templateOf('application');
const nameOfFunction = new Map(
  resourcesOf(application, 'AWS::Lambda::Function').map(([id, { Properties }]) => [
    id,
    String(Properties.FunctionName).slice(prefix.length + 1),
  ]),
);
const deadLetterQueues = new Set(
  resourcesOf(application, 'AWS::SQS::Queue')
    .filter(([, { Properties }]) => Properties.MessageRetentionPeriod === 1_209_600)
    .map(([id]) => id),
);

/** The logical id behind a `Ref` or an `Fn::GetAtt`. */
const idOf = (value: unknown): string => {
  const { Ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  return Ref ?? attribute?.[0] ?? '';
};
const timeoutOf = (functionId: string) => Number(application.Resources[functionId]?.Properties.Timeout);

interface Mapping {
  readonly EventSourceArn: unknown;
  readonly FunctionName: unknown;
  readonly FilterCriteria?: { readonly Filters: readonly { readonly Pattern: string }[] };
  readonly [key: string]: unknown;
}
const mappings = propertiesOf(application, 'AWS::Lambda::EventSourceMapping') as Mapping[];
const ofStreams = mappings.filter(({ StartingPosition }) => StartingPosition !== undefined);
const ofQueues = mappings.filter(({ StartingPosition }) => StartingPosition === undefined);
const named = (mapping: Mapping) => [nameOfFunction.get(idOf(mapping.FunctionName))!, mapping] as const;

describe('a stream', () => {
  it('has at most two readers', () => {
    const readers = new Map<string, string[]>();
    for (const mapping of ofStreams) {
      const stream = JSON.stringify(mapping.EventSourceArn);
      readers.set(stream, [...(readers.get(stream) ?? []), named(mapping)[0]]);
    }
    expect(readers.size).toBe(5);
    expect([...readers.values()].filter((names) => names.length > 2)).toEqual([]);
  });

  it.each(ofStreams.map(named))('is read by %s in its sequence, for six hours, and then set aside', (_, mapping) => {
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: 6 * 3600,
    });
    expect(mapping.ParallelizationFactor ?? 1).toBe(1);
    const { OnFailure } = mapping.DestinationConfig as { OnFailure: { Destination: unknown } };
    expect(deadLetterQueues).toContain(idOf(OnFailure.Destination));
  });

  it.each(ofStreams.map(named))(
    'is filtered for %s by strings of the new image only: what they are, or that they are there',
    (_, mapping) => {
      const patterns = mapping.FilterCriteria?.Filters.map(({ Pattern }) => JSON.parse(Pattern)) ?? [];
      // What Lambda takes for one mapping without being asked for more.
      expect([1, 2, 3, 4, 5]).toContain(patterns.length);
      for (const { eventName, dynamodb, ...others } of patterns) {
        expect(others).toEqual({});
        expect(['INSERT', 'MODIFY']).toEqual(expect.arrayContaining(eventName));
        expect(Object.keys(dynamodb)).toEqual(['NewImage']);
        const images = Object.values(dynamodb.NewImage) as Record<string, unknown[]>[];
        expect(images.length).toBeGreaterThan(0);
        for (const image of images) {
          expect(Object.keys(image)).toEqual(['S']);
          expect(image.S?.length).toBeGreaterThan(0);
          const present = JSON.stringify(image.S) === '[{"exists":true}]';
          expect(present || image.S?.every((value) => typeof value === 'string')).toBe(true);
        }
      }
    },
  );

  it('of cases wakes nobody for what has been delivered, or for a question that is new', () => {
    const ofRelay = ofStreams.map(named).find(([name]) => name === 'relay-decisions')![1];
    const patterns = ofRelay.FilterCriteria!.Filters.map(({ Pattern }) => JSON.parse(Pattern));
    const undelivered = { S: [{ exists: true }] };
    expect(patterns).toEqual([
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { NewImage: { entity: { S: ['decision', 'release'] }, dueAt: undelivered } },
      },
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { entity: { S: ['wait'] } } } },
      { eventName: ['MODIFY'], dynamodb: { NewImage: { entity: { S: ['question'] } } } },
      { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['refund'] } } } },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { NewImage: { entity: { S: ['incident'] }, state: { S: ['released'] } } },
      },
    ]);
  });
});

describe('a queue', () => {
  const queues = resourcesOf(application, 'AWS::SQS::Queue');

  it('that is worked through hands what fails to another one of its kind', () => {
    const worked = queues.filter(([id]) => !deadLetterQueues.has(id));
    expect(worked.length).toBeGreaterThan(0);
    for (const [, { Properties }] of worked) {
      const { deadLetterTargetArn, maxReceiveCount } = Properties.RedrivePolicy as Record<string, unknown>;
      const undone = idOf(deadLetterTargetArn);
      expect(deadLetterQueues).toContain(undone);
      expect(maxReceiveCount).toBeGreaterThanOrEqual(3);
      expect(application.Resources[undone]?.Properties.FifoQueue).toBe(Properties.FifoQueue);
    }
  });

  it('may hand a rest back to itself more often than Lambda takes for a loop, where that is meant', () => {
    const looping = propertiesOf(application, 'AWS::Lambda::Function').filter(({ RecursiveLoop }) => RecursiveLoop);
    expect(looping).toMatchObject([{ FunctionName: `${prefix}-walk-demand`, RecursiveLoop: 'Allow' }]);
  });

  it('is encrypted', () => {
    expect(queues.filter(([, { Properties }]) => Properties.SqsManagedSseEnabled !== true)).toEqual([]);
  });

  it('hides a message for six times as long as its reader may take, and takes failures one by one', () => {
    for (const mapping of ofQueues) {
      const queue = application.Resources[idOf(mapping.EventSourceArn)];
      expect(Number(queue?.Properties.VisibilityTimeout)).toBeGreaterThanOrEqual(
        6 * timeoutOf(idOf(mapping.FunctionName)),
      );
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
  });
});

describe('a rule', () => {
  const rules = resourcesOf(application, 'AWS::Events::Rule');
  interface Target {
    readonly Arn: unknown;
    readonly DeadLetterConfig?: { readonly Arn: unknown };
    readonly RetryPolicy?: object;
  }

  it('tries every target again for a day and then keeps the event', () => {
    const targets = rules.flatMap(([, { Properties }]) => Properties.Targets as Target[]);
    expect(targets.length).toBeGreaterThan(2);
    for (const { DeadLetterConfig, RetryPolicy } of targets) {
      expect(deadLetterQueues).toContain(idOf(DeadLetterConfig?.Arn));
      expect(RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
    }
  });

  it('calls functions whose failures come to a queue as well', () => {
    const called = rules.flatMap(([, { Properties }]) => (Properties.Targets as Target[]).map(({ Arn }) => idOf(Arn)));
    const configured = propertiesOf(application, 'AWS::Lambda::EventInvokeConfig').map((properties) => {
      const { OnFailure } = properties.DestinationConfig as { OnFailure: { Destination: unknown } };
      expect(deadLetterQueues).toContain(idOf(OnFailure.Destination));
      return idOf(properties.FunctionName);
    });
    expect(configured.sort()).toEqual([...called].sort());
  });

  it('that waits for what happens in AWS waits for this product only', () => {
    const ofAws = rules.filter(([, { Properties }]) => JSON.stringify(Properties.EventPattern ?? '').includes('"aws.'));
    expect(ofAws.length).toBeGreaterThan(0);
    for (const [, { Properties }] of ofAws) {
      expect(Object.keys((Properties.EventPattern as { detail: object }).detail)).not.toEqual([]);
    }
  });
});

describe('a function', () => {
  it('runs on the newest Node and the cheaper architecture, traced, with a log that ends', () => {
    for (const properties of propertiesOf(application, 'AWS::Lambda::Function')) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON' },
      });
    }
    const logs = propertiesOf(application, 'AWS::Logs::LogGroup');
    expect(logs.filter(({ RetentionInDays }) => RetentionInDays !== 90)).toEqual([]);
  });

  it('behind the API ends before the gateway gives up, and no function takes longer than its trigger allows', () => {
    const limitOf = {
      reply: 29,
      'shop-request': 29,
      stream: 300,
      'sweep-schedule': 300,
      'reconcile-schedule': 900,
      'demand-jobs': 60,
    } as Record<string, number>;
    for (const { name, triggers = [], timeoutSeconds = 30 } of functions) {
      for (const { kind } of triggers) expect(timeoutSeconds, name).toBeLessThanOrEqual(limitOf[kind] ?? 60);
    }
  });

  it('may be called from outside for one source only', () => {
    const permissions = propertiesOf(application, 'AWS::Lambda::Permission');
    expect(permissions.length).toBeGreaterThan(5);
    expect(permissions.filter(({ SourceArn }) => SourceArn === undefined)).toEqual([]);
  });
});

describe('the key of the links', () => {
  it('is renewed by its schedule, not by a deployment', () => {
    expect(propertiesOf(application, 'AWS::SecretsManager::RotationSchedule')).toMatchObject([
      { RotationRules: { ScheduleExpression: 'rate(90 days)' }, RotateImmediatelyOnUpdate: false },
    ]);
  });
});
