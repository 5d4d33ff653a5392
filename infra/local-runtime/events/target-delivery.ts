import { jsonOrText, object, optionalNumber, optionalText, text } from '../json-fields.ts';
import { deliverMessage } from '../message-delivery.ts';
import type { JsonObject } from '../service.ts';
import type { Site } from '../site.ts';
import { TemplateError } from '../template/intrinsics.ts';
import type { EventEnvelope } from './bus-event.ts';
import type { Rule } from './rule.ts';
import { targetInput } from './target-input.ts';

/** Hands the event to another bus of this account. */
export type Forward = (busArn: string, event: EventEnvelope) => void;

/** EventBridge backs off exponentially; the exact times are not documented. */
const backOff = (attempt: number) => Math.min(1000 * 2 ** attempt, 15 * 60_000);

/** Delivers an event to one target of a rule: retried by the target's policy, then given to its dead-letter queue. */
export async function deliverToTarget(
  site: Site,
  { rule, target, event, forward }: { rule: Rule; target: JsonObject; event: EventEnvelope; forward: Forward },
): Promise<void> {
  const arn = text(target, 'Arn');
  const policy = object(target, 'RetryPolicy');
  const retries = optionalNumber(policy, 'MaximumRetryAttempts') ?? 185;
  const age = (optionalNumber(policy, 'MaximumEventAgeInSeconds') ?? 86_400) * 1000;
  const since = site.clock.now();
  for (let attempt = 0; ; attempt++) {
    try {
      await send(site, { arn, target, event, input: targetInput(target, event, rule.arn), forward });
      return;
    } catch (error) {
      const delay = backOff(attempt);
      if (attempt < retries && site.clock.now() + delay - since <= age) {
        await site.clock.sleep(delay);
        continue;
      }
      const deadLetters = optionalText(object(target, 'DeadLetterConfig'), 'Arn');
      if (deadLetters) await giveUp(site, deadLetters, { event, rule, arn, error, attempt });
      return;
    }
  }
}

interface Delivery {
  readonly arn: string;
  readonly target: JsonObject;
  readonly event: EventEnvelope;
  /** The text of the input; a function receives it parsed. */
  readonly input: string;
  readonly forward: Forward;
}

async function send(site: Site, { arn, target, event, input, forward }: Delivery): Promise<void> {
  switch (arn.split(':')[2]) {
    case 'lambda':
      await site.call({
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: arn, InvocationType: 'Event', Payload: jsonOrText(input) },
      });
      return;
    case 'sqs': {
      const groupId = optionalText(object(target, 'SqsParameters'), 'MessageGroupId');
      const group = groupId === undefined ? {} : { MessageGroupId: groupId, MessageDeduplicationId: event.id };
      const message = { QueueUrl: arn, MessageBody: input, ...group };
      await site.call({ service: 'sqs', operation: 'SendMessage', input: message });
      return;
    }
    case 'sns':
      await site.call({ service: 'sns', operation: 'Publish', input: { TopicArn: arn, Message: input } });
      return;
    case 'states':
      await site.call({
        service: 'states',
        operation: 'StartExecution',
        input: { stateMachineArn: arn, name: `${event.id}_${site.random.uuid()}`, input },
      });
      return;
    case 'events':
      forward(arn, event);
      return;
    case 'logs':
      return;
    default:
      throw new TemplateError(`${arn}: a target of this kind is not emulated`);
  }
}

interface Abandoned {
  readonly event: EventEnvelope;
  readonly rule: Rule;
  readonly arn: string;
  readonly error: unknown;
  readonly attempt: number;
}

async function giveUp(site: Site, queueArn: string, { event, rule, arn, error, attempt }: Abandoned): Promise<void> {
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  await deliverMessage(site, queueArn, JSON.parse(JSON.stringify(event)), {
    RULE_ARN: attribute(rule.arn),
    TARGET_ARN: attribute(arn),
    ERROR_CODE: attribute(error instanceof Error ? error.name : 'UNKNOWN'),
    ERROR_MESSAGE: attribute(error instanceof Error ? error.message : String(error)),
    RETRY_ATTEMPTS: attribute(String(attempt)),
  });
}
