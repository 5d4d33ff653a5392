import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { namesOf } from '#shared/resources.ts';
import type { DeploymentConfig } from '../config.ts';
import type { Trigger } from './triggers.ts';

/** Triggers that are an EventBridge rule. */
type RuleTrigger = Exclude<
  Trigger,
  { kind: 'stream' | 'demand-jobs' | 'reply' | 'shop-request' | 'link-secret-rotation' }
>;

interface Surroundings {
  readonly config: DeploymentConfig;
  readonly names: ReturnType<typeof namesOf>;
  readonly bus: events.EventBus;
  readonly workflows: readonly sfn.StateMachine[];
}

/** What a rule waits for; nothing when the configuration has no source for it. */
export function ruleFor(
  trigger: RuleTrigger,
  { config, names, bus, workflows }: Surroundings,
): events.RuleProps | undefined {
  switch (trigger.kind) {
    case 'sweep-schedule':
      return { schedule: events.Schedule.rate(Duration.minutes(config.sweepEveryMinutes)) };
    case 'reconcile-schedule': {
      const minutes = config.reconcileEveryMinutes;
      return minutes > 0 ? { schedule: events.Schedule.rate(Duration.minutes(minutes)) } : undefined;
    }
    case 'failed-runs':
      return {
        eventPattern: {
          source: ['aws.states'],
          detailType: ['Step Functions Execution Status Change'],
          detail: {
            status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
            stateMachineArn: workflows.map(({ stateMachineArn }) => stateMachineArn),
          },
        },
      };
    case 'undeliverable-mail':
      return {
        eventPattern: {
          source: ['aws.ses'],
          detailType: ['Email Bounced', 'Email Complaint Received', 'Email Rejected'],
          detail: { mail: { tags: { 'ses:configuration-set': [names.configurationSet] } } },
        },
      };
    case 'finance-events': {
      const source = config.finance.eventSource;
      return source ? { eventBus: bus, eventPattern: { source: [source] } } : undefined;
    }
  }
}
