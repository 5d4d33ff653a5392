import { Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** What is watched, and who is told. A failing step of a workflow shows as a failed run, so only called functions are here. */
export interface AlarmsProps {
  readonly tell: sns.ITopic;
  readonly deadLetterQueues: readonly sqs.Queue[];
  readonly demandJobs: sqs.Queue;
  readonly calledFunctions: readonly lambda.Function[];
  /** Called a few times a quarter: each failure counts. */
  readonly rotations: readonly lambda.Function[];
  readonly streamReaders: readonly lambda.Function[];
  readonly workflows: readonly sfn.StateMachine[];
  readonly api: apigateway.RestApi;
}

type Limit = Pick<cloudwatch.CreateAlarmOptions, 'threshold' | 'alarmDescription'> & { readonly periods?: number };
const fiveMinutes = { period: Duration.minutes(5) };

/** Everything that must not fail without somebody being told. */
export class Alarms extends Construct {
  readonly all: cloudwatch.Alarm[] = [];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(props.tell);
    const raise = (name: string, metric: cloudwatch.IMetric, { periods = 1, ...limit }: Limit) => {
      const alarm = new cloudwatch.Alarm(this, name, {
        metric,
        evaluationPeriods: periods,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
        ...limit,
      });
      alarm.addAlarmAction(action);
      this.all.push(alarm);
    };

    for (const queue of props.deadLetterQueues) {
      raise(nameOf(queue, 'Holds'), queue.metricApproximateNumberOfMessagesVisible(fiveMinutes), {
        threshold: 1,
        alarmDescription: 'A delivery could not be made: read it, mend the cause, redrive the queue',
      });
    }
    raise('DemandJobsWait', props.demandJobs.metricApproximateAgeOfOldestMessage(fiveMinutes), {
      threshold: 900,
      alarmDescription: 'A stock change waits for a quarter of an hour to reach its orders',
    });
    for (const called of props.calledFunctions) {
      raise(nameOf(called, 'Fails'), called.metricErrors(fiveMinutes), {
        threshold: 3,
        alarmDescription: 'The function failed three times in five minutes',
      });
    }
    for (const rotation of props.rotations) {
      raise(nameOf(rotation, 'Fails'), rotation.metricErrors(fiveMinutes), {
        threshold: 1,
        alarmDescription: 'The key of the links was not renewed: docs/link-secret.md says how to go on',
      });
    }
    for (const reader of props.streamReaders) {
      const age = reader.metric('IteratorAge', { ...fiveMinutes, statistic: 'Maximum' });
      raise(nameOf(reader, 'LagsBehind'), age, {
        threshold: 300_000,
        periods: 2,
        alarmDescription: 'Changes are read more than five minutes late: a record is stuck or there are too many',
      });
    }
    for (const workflow of props.workflows) {
      const ended = new cloudwatch.MathExpression({
        expression: 'failed + timedOut + aborted',
        label: 'ended badly',
        usingMetrics: {
          failed: workflow.metricFailed(),
          timedOut: workflow.metricTimedOut(),
          aborted: workflow.metricAborted(),
        },
        ...fiveMinutes,
      });
      raise(nameOf(workflow, 'EndsBadly'), ended, {
        threshold: 1,
        alarmDescription: 'A run failed, timed out or was aborted: its case needs staff',
      });
    }
    raise('ReplyPageFails', props.api.metricServerError({ ...fiveMinutes, statistic: 'Sum' }), {
      threshold: 3,
      alarmDescription: 'Customers met errors on the reply page',
    });
    for (const [metricName, threshold] of [
      ['BounceRate', 0.05],
      ['ComplaintRate', 0.001],
    ] as const) {
      const rate = new cloudwatch.Metric({
        namespace: 'AWS/SES',
        metricName: `Reputation.${metricName}`,
        period: Duration.hours(1),
      });
      raise(`Mail${metricName}`, rate, {
        threshold,
        alarmDescription: 'SES puts an account under review soon above this rate',
      });
    }
  }
}

/** The construct's own path below its stack, so that an alarm is found by what it watches. */
const nameOf = (watched: Construct, what: string) =>
  `${watched.node.scopes
    .slice(2)
    .map(({ node }) => node.id)
    .join('')}${what}`;
