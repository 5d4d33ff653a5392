import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { SourceTable } from '#shared/domain/primitives.ts';
import type { LinkSite, ReplyMethod } from './customer-reply-site.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { RecordFilter } from './stream-detector.ts';

/** What a function is called by. */
export type Trigger =
  | {
      readonly kind: 'stream';
      readonly table: SourceTable | 'cases';
      /** Which records matter; of several, any. */
      readonly where: RecordFilter | readonly RecordFilter[];
    }
  | { readonly kind: 'demand-jobs' }
  | { readonly kind: 'sweep-schedule' | 'reconcile-schedule' }
  | { readonly kind: 'failed-runs' | 'undeliverable-mail' | 'link-secret-rotation' }
  /** All that the configured source sends: an unknown or misspelt name is set aside, not lost. */
  | { readonly kind: 'finance-events' }
  | { readonly kind: 'reply'; readonly site: LinkSite; readonly methods: readonly ReplyMethod[] }
  /** A route for programs of the shop, which sign what they send. */
  | { readonly kind: 'shop-request'; readonly path: string };

export interface DeliveredRuleProps extends Omit<events.RuleProps, 'targets'> {
  readonly calls: lambda.IFunction;
}

/** A rule that calls a function: tried again for a day, then kept in a queue of its own. */
export class DeliveredRule extends events.Rule {
  readonly deadLetterQueue: sqs.Queue;

  constructor(scope: Construct, id: string, { calls, ...props }: DeliveredRuleProps) {
    super(scope, id, props);
    this.deadLetterQueue = new DeadLetterQueue(this, 'Undelivered');
    this.addTarget(
      new targets.LambdaFunction(calls, {
        deadLetterQueue: this.deadLetterQueue,
        maxEventAge: Duration.days(1),
        retryAttempts: 185,
      }),
    );
    // The bus counts a call as delivered once Lambda has queued it; what fails after that comes to the same queue.
    new lambda.EventInvokeConfig(this, 'Invocations', {
      function: calls,
      maxEventAge: Duration.hours(6),
      retryAttempts: 2,
      onFailure: new SqsDestination(this.deadLetterQueue),
    });
  }
}
