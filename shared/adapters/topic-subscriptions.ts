import { NotFoundException, paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';

export interface Subscribers {
  readonly confirmed: number;
  /** Have been sent a question whether they want it, and have not said yes. */
  readonly pending: number;
}

/** Who has subscribed to a topic; nothing = there is no such topic. */
export async function subscribersOf(topicArn: string): Promise<Subscribers | undefined> {
  const client = new SNSClient({ maxAttempts: 3 });
  let confirmed = 0;
  let pending = 0;
  try {
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn })) {
      const waiting = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation').length;
      pending += waiting;
      confirmed += Subscriptions.length - waiting;
    }
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
  return { confirmed, pending };
}
