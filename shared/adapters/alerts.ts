import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const client = new SNSClient({ maxAttempts: 3 });

/** SNS takes at most 100 ASCII characters as a subject. */
export async function publishAlert(topicArn: string, subject: string, text: string): Promise<void> {
  await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject.slice(0, 100), Message: text }));
}
