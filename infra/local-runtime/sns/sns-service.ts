import { compilePattern } from '../events/pattern.ts';
import { flag, isObject, jsonOrText, object, objects, optionalText, text, textMap } from '../json-fields.ts';
import { RecentList } from '../recent-list.ts';
import { type Json, type JsonObject, type Service, ServiceError } from '../service.ts';
import { arnOf, isoTime, nameInArn, type Site } from '../site.ts';

/** A message that a person would have received: one for each address, or one without if nobody subscribed. */
export interface Alert {
  readonly id: string;
  readonly at: string;
  readonly topic: string;
  readonly endpoint: string | undefined;
  readonly subject: string | undefined;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Subscription {
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly raw: boolean;
  accepts(notification: Notification): boolean;
}

interface Notification {
  readonly id: string;
  readonly at: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  readonly attributes: JsonObject;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

const forPeople = ['email', 'email-json', 'sms'];

/** SNS: topics, subscriptions with filter policies, and what people receive. */
export class SnsService implements Service {
  readonly alerts: RecentList<Alert>;
  readonly #site: Site;
  readonly #topics = new Map<string, Subscription[]>();

  constructor(site: Site, keep?: number) {
    this.#site = site;
    this.alerts = new RecentList(keep);
  }

  readonly operations = {
    Publish: (input: JsonObject): JsonObject => {
      const topicArn = optionalText(input, 'TopicArn') ?? text(input, 'TargetArn');
      const notification: Notification = {
        id: this.#site.random.uuid(),
        at: isoTime(this.#site.clock.now()),
        topicArn,
        subject: optionalText(input, 'Subject'),
        message: messageIn(input),
        attributes: object(input, 'MessageAttributes'),
        groupId: optionalText(input, 'MessageGroupId'),
        deduplicationId: optionalText(input, 'MessageDeduplicationId'),
      };
      const subscriptions = this.#subscriptions(topicArn);
      const deliver = subscriptions.filter((subscription) => subscription.accepts(notification));
      if (subscriptions.length === 0) this.#alert(notification, undefined);
      this.#site.clock.after(0, () => {
        for (const subscription of deliver) this.#deliver(subscription, notification);
      });
      return { MessageId: notification.id };
    },
    PublishBatch: (input: JsonObject): JsonObject => ({
      Successful: objects(input, 'PublishBatchRequestEntries').map((entry) => ({
        Id: text(entry, 'Id'),
        ...this.operations.Publish({ ...entry, TopicArn: text(input, 'TopicArn') }),
      })),
      Failed: [],
    }),
    ListTopics: (): JsonObject => ({ Topics: [...this.#topics.keys()].map((TopicArn) => ({ TopicArn })) }),
    ListSubscriptionsByTopic: (input: JsonObject): JsonObject => {
      const topicArn = text(input, 'TopicArn');
      return { Subscriptions: this.#subscriptions(topicArn).map((one) => described(topicArn, one)) };
    },
    ListSubscriptions: (): JsonObject => ({
      Subscriptions: [...this.#topics].flatMap(([arn, subscriptions]) =>
        subscriptions.map((one) => described(arn, one)),
      ),
    }),
  };

  define(name: string): string {
    const arn = arnOf(this.#site, 'sns', name);
    this.#topics.set(arn, this.#topics.get(arn) ?? []);
    return arn;
  }

  /** Adds a subscription from its template properties; returns its ARN. */
  subscribe(topicArn: string, properties: JsonObject): string {
    const arn = `${topicArn}:${this.#site.random.uuid()}`;
    this.#subscriptions(topicArn).push({
      arn,
      protocol: text(properties, 'Protocol'),
      endpoint: text(properties, 'Endpoint'),
      raw: flag(properties, 'RawMessageDelivery'),
      accepts: filterOf(properties),
    });
    return arn;
  }

  #subscriptions(topicArn: string): Subscription[] {
    const found = this.#topics.get(topicArn);
    if (found) return found;
    throw new ServiceError('NotFound', `Topic does not exist: ${topicArn}`, { statusCode: 404 });
  }

  #alert({ id, at, topicArn, subject, message, attributes }: Notification, endpoint: string | undefined): void {
    const values = Object.entries(attributes).map(([name, value]) => [name, String(plainValue(value))]);
    const plain = Object.fromEntries(values);
    this.alerts.add({ id, at, topic: nameInArn(topicArn), endpoint, subject, message, attributes: plain });
  }

  #deliver(subscription: Subscription, notification: Notification): void {
    const { protocol, endpoint } = subscription;
    if (forPeople.includes(protocol)) this.#alert(notification, endpoint);
    else if (protocol === 'lambda') this.#invoke(subscription, notification);
    else if (protocol === 'sqs') this.#enqueue(subscription, notification);
  }

  async #invoke(subscription: Subscription, notification: Notification): Promise<void> {
    const Sns = { ...envelope(notification), MessageAttributes: named(notification.attributes) };
    const Records = [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscription.arn, Sns }];
    const input: JsonObject = { FunctionName: subscription.endpoint, InvocationType: 'Event', Payload: { Records } };
    await this.#site.call({ service: 'lambda', operation: 'Invoke', input });
  }

  async #enqueue({ raw, endpoint }: Subscription, notification: Notification): Promise<void> {
    const { attributes, message, groupId, deduplicationId } = notification;
    const whole = { ...envelope(notification), MessageAttributes: named(attributes) };
    const input: JsonObject = {
      QueueUrl: endpoint,
      MessageBody: raw ? message : JSON.stringify(whole),
      ...(raw && { MessageAttributes: attributes }),
      ...(groupId !== undefined && { MessageGroupId: groupId }),
      ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
    };
    await this.#site.call({ service: 'sqs', operation: 'SendMessage', input });
  }
}

/** The largest message in bytes. */
const largestMessage = 262_144;

function messageIn(input: JsonObject): string {
  const message = text(input, 'Message');
  if (Buffer.byteLength(message) <= largestMessage) return message;
  throw new ServiceError('InvalidParameter', 'Invalid parameter: Message too long');
}

const described = (TopicArn: string, { arn, protocol, endpoint }: Subscription): JsonObject => ({
  SubscriptionArn: arn,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn,
});

const envelope = ({ id, at, topicArn, subject, message }: Notification): JsonObject => ({
  Type: 'Notification',
  MessageId: id,
  TopicArn: topicArn,
  ...(subject !== undefined && { Subject: subject }),
  Message: message,
  Timestamp: at,
  SignatureVersion: '1',
  Signature: 'local',
  SigningCertUrl: '',
  UnsubscribeUrl: '',
});

/** Attributes in a notification are `{Type, Value}`, in a request `{DataType, StringValue}`. */
const named = (attributes: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const attribute = isObject(value) ? textMap({ value }, 'value') : {};
      return [
        name,
        { Type: attribute.DataType ?? 'String', Value: attribute.StringValue ?? attribute.BinaryValue ?? '' },
      ];
    }),
  );

function plainValue(attribute: Json | undefined): Json {
  if (!isObject(attribute)) return null;
  const { DataType, StringValue } = textMap({ attribute }, 'attribute');
  if (StringValue === undefined) return null;
  if (DataType === 'Number') return Number(StringValue);
  return DataType === 'String.Array' ? JSON.parse(StringValue) : StringValue;
}

function filterOf(properties: JsonObject): (notification: Notification) => boolean {
  const declared = properties.FilterPolicy;
  const policy: Json | undefined = typeof declared === 'string' ? JSON.parse(declared) : declared;
  if (!isObject(policy) || Object.keys(policy).length === 0) return () => true;
  const matches = compilePattern(policy);
  if (optionalText(properties, 'FilterPolicyScope') === 'MessageBody') {
    return ({ message }) => {
      const body = jsonOrText(message);
      return isObject(body) && matches(body);
    };
  }
  return ({ attributes }) =>
    matches(Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plainValue(value)])));
}
