import { describe, expect, it } from 'vitest';
import { catalog } from '#functions/exception-types/catalog.ts';
import { functions } from '#infra/functions.ts';
import { countedEvents } from '#shared/resources.ts';
import { prefix, propertiesOf, resourcesOf, templateOf } from './product.ts';

const application = templateOf('application');
const alarms = propertiesOf(application, 'AWS::CloudWatch::Alarm');
const watched = JSON.stringify(alarms.map(({ Dimensions, Metrics }) => [Dimensions, Metrics]));
const isWatched = (id: string) => watched.includes(`"${id}"`);
const ids = (type: string) => resourcesOf(application, type).map(([id]) => id);

describe('alarms', () => {
  it('watch every queue where failed deliveries end', () => {
    const ends = resourcesOf(application, 'AWS::SQS::Queue').filter(([, { Properties }]) => !Properties.RedrivePolicy);
    expect(ends.length).toBeGreaterThan(5);
    expect(ends.map(([id]) => id).filter((id) => !isWatched(id))).toEqual([]);
  });

  it('watch every state machine, and every function that something calls', () => {
    expect(ids('AWS::StepFunctions::StateMachine').filter((id) => !isWatched(id))).toEqual([]);
    const called = functions.filter(({ triggers = [] }) => triggers.length > 0).map(({ name }) => name);
    const unwatched = resourcesOf(application, 'AWS::Lambda::Function')
      .filter(([, { Properties }]) => called.some((name) => String(Properties.FunctionName).endsWith(`-${name}`)))
      .filter(([id]) => !isWatched(id));
    expect(unwatched).toEqual([]);
  });

  it('watch the reply page and the standing of the sender', () => {
    const metrics = alarms.map(({ MetricName }) => MetricName);
    expect(metrics).toEqual(
      expect.arrayContaining(['5XXError', 'Reputation.BounceRate', 'Reputation.ComplaintRate', 'IteratorAge']),
    );
  });

  it('tell somebody, in words that say what happened, and stay calm without data', () => {
    const [operations] = resourcesOf(application, 'AWS::SNS::Topic').find(([, { Properties }]) =>
      String(Properties.TopicName).endsWith('-operations'),
    )!;
    for (const alarm of alarms) {
      expect(alarm.AlarmActions).toEqual([{ Ref: operations }]);
      expect(String(alarm.AlarmDescription).length).toBeGreaterThan(30);
      expect(alarm.TreatMissingData).toBe('notBreaching');
    }
  });
});

describe('the dashboard', () => {
  const [page = {}] = propertiesOf(application, 'AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(page.DashboardBody);

  it('shows every alarm, and every type with the events that are counted of it', () => {
    expect(resourcesOf(application, 'AWS::CloudWatch::Alarm').filter(([id]) => !body.includes(`"${id}"`))).toEqual([]);
    for (const { key } of catalog) {
      for (const event of countedEvents) {
        expect(body).toContain(`[\\"${prefix}\\",\\"${event}\\",\\"service\\",\\"ordermend\\",\\"type\\",\\"${key}\\"`);
      }
    }
  });

  it('shows what waits: streams that are read late, stock changes, deliveries that could not be made', () => {
    for (const metric of [
      'IteratorAge',
      'ApproximateAgeOfOldestMessage',
      'ApproximateNumberOfMessagesVisible',
      '5XXError',
    ]) {
      expect(body).toContain(metric);
    }
  });
});
