import type { Json, JsonObject } from './service.ts';
import type { Site } from './site.ts';
import { TemplateError } from './template/intrinsics.ts';

/** Sends a message to a queue or a topic named by its ARN: dead-letter targets and failure destinations. */
export function deliverMessage(site: Site, arn: string, message: Json, attributes?: JsonObject): Promise<JsonObject> {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  const MessageAttributes = attributes && { MessageAttributes: attributes };
  switch (arn.split(':')[2]) {
    case 'sqs': {
      const group = arn.endsWith('.fifo') && { MessageGroupId: arn, MessageDeduplicationId: site.random.uuid() };
      const input: JsonObject = { QueueUrl: arn, MessageBody: body, ...MessageAttributes, ...group };
      return site.call({ service: 'sqs', operation: 'SendMessage', input });
    }
    case 'sns':
      return site.call({
        service: 'sns',
        operation: 'Publish',
        input: { TopicArn: arn, Message: body, ...MessageAttributes },
      });
    default:
      throw new TemplateError(`${arn}: a destination must be a queue or a topic`);
  }
}
