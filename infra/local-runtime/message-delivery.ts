import type { Json, JsonObject } from './service.ts';
import { nameInArn, type Site } from './site.ts';
import { TemplateError } from './template/intrinsics.ts';

/** Sends a message to a queue or a topic named by its ARN: dead-letter targets and failure destinations. */
export function deliverMessage(site: Site, arn: string, message: Json): Promise<JsonObject> {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  switch (arn.split(':')[2]) {
    case 'sqs':
      return site.call({
        service: 'sqs',
        operation: 'SendMessage',
        input: { QueueUrl: nameInArn(arn), MessageBody: body },
      });
    case 'sns':
      return site.call({ service: 'sns', operation: 'Publish', input: { TopicArn: arn, Message: body } });
    default:
      throw new TemplateError(`${arn}: a destination must be a queue or a topic`);
  }
}
