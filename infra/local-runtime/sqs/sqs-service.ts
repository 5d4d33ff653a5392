import { objects, optionalNumber, optionalText, text, texts } from '../json-fields.ts';
import { type JsonObject, type Service, ServiceError } from '../service.ts';
import { nameInArn, type Site } from '../site.ts';
import { md5, type QueueMessage, received } from './message.ts';
import { Queue } from './queue.ts';

const mostEntries = 10;

/** SQS: standard and FIFO queues. */
export class SqsService implements Service {
  readonly #site: Site;
  readonly #queues = new Map<string, Queue>();

  constructor(site: Site) {
    this.#site = site;
  }

  readonly operations = {
    SendMessage: (input: JsonObject): JsonObject => sent(this.#queueOf(input).send(input)),
    SendMessageBatch: (input: JsonObject): JsonObject =>
      forEach(input, (entry) => sent(this.#queueOf(input).send(entry))),
    ReceiveMessage: (input: JsonObject) => this.#receive(input),
    DeleteMessage: (input: JsonObject): JsonObject => {
      this.#queueOf(input).delete(text(input, 'ReceiptHandle'));
      return {};
    },
    DeleteMessageBatch: (input: JsonObject): JsonObject =>
      forEach(input, (entry) => {
        this.#queueOf(input).delete(text(entry, 'ReceiptHandle'));
        return {};
      }),
    ChangeMessageVisibility: (input: JsonObject): JsonObject => {
      const milliseconds = (optionalNumber(input, 'VisibilityTimeout') ?? 0) * 1000;
      this.#queueOf(input).changeVisibility(text(input, 'ReceiptHandle'), milliseconds);
      return {};
    },
    PurgeQueue: (input: JsonObject): JsonObject => {
      this.#queueOf(input).purge();
      return {};
    },
    GetQueueUrl: (input: JsonObject): JsonObject => ({ QueueUrl: this.queue(text(input, 'QueueName')).url }),
    ListQueues: (input: JsonObject): JsonObject => {
      const prefix = optionalText(input, 'QueueNamePrefix') ?? '';
      return { QueueUrls: this.queues.filter(({ name }) => name.startsWith(prefix)).map(({ url }) => url) };
    },
    GetQueueAttributes: (input: JsonObject): JsonObject => {
      const queue = this.#queueOf(input);
      const { visible, inFlight, delayed } = queue.counts();
      const all: Record<string, string> = {
        QueueArn: queue.arn,
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(inFlight),
        ApproximateNumberOfMessagesDelayed: String(delayed),
        VisibilityTimeout: String(queue.visibilityTimeout / 1000),
        ...(queue.fifo && { FifoQueue: 'true' }),
      };
      const names = texts(input, 'AttributeNames');
      const wanted = (name: string) => names.includes('All') || names.includes(name);
      return { Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => wanted(name))) };
    },
  };

  get queues(): readonly Queue[] {
    return [...this.#queues.values()];
  }

  define(name: string, properties: JsonObject): Queue {
    const queue = new Queue(name, properties, this.#site, (deadLetterArn, message) =>
      this.#moveToDeadLetters(queue, deadLetterArn, message),
    );
    this.#queues.set(name, queue);
    return queue;
  }

  /** The queue of a name, ARN or URL. */
  queue(nameArnOrUrl: string): Queue {
    const found = this.#queues.get(nameInArn(nameArnOrUrl));
    if (found) return found;
    throw new ServiceError('QueueDoesNotExist', `The specified queue does not exist: ${nameArnOrUrl}`);
  }

  #queueOf(input: JsonObject): Queue {
    return this.queue(text(input, 'QueueUrl'));
  }

  #moveToDeadLetters(from: Queue, deadLetterArn: string, message: QueueMessage): void {
    this.queue(deadLetterArn).send({
      MessageBody: message.body,
      MessageAttributes: message.messageAttributes,
      DeadLetterSource: from.arn,
      ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
      ...(message.deduplicationId !== undefined && { MessageDeduplicationId: message.deduplicationId }),
    });
  }

  /** Answers at once if there is a message, else when one comes or the wait is over. */
  async #receive(input: JsonObject): Promise<JsonObject> {
    const queue = this.#queueOf(input);
    const visibility = optionalNumber(input, 'VisibilityTimeout');
    const take = () =>
      queue.receive(
        optionalNumber(input, 'MaxNumberOfMessages') ?? 1,
        visibility === undefined ? undefined : visibility * 1000,
      );
    const wait = (optionalNumber(input, 'WaitTimeSeconds') ?? 0) * 1000;
    let messages = take();
    if (messages.length === 0 && wait > 0) {
      messages = await new Promise<QueueMessage[]>((resolve) => {
        const finish = (found: QueueMessage[]) => {
          stopListening();
          this.#site.clock.cancel(deadline);
          resolve(found);
        };
        const deadline = this.#site.clock.after(wait, () => finish([]));
        const stopListening = queue.onVisible(() => {
          const found = take();
          if (found.length > 0) finish(found);
        });
      });
    }
    return messages.length > 0 ? { Messages: messages.map(received) } : {};
  }
}

const sent = (message: QueueMessage): JsonObject => ({
  MessageId: message.messageId,
  MD5OfMessageBody: md5(message.body),
  ...(message.sequenceNumber !== undefined && { SequenceNumber: message.sequenceNumber }),
});

/** Performs each entry of a batch; what fails is answered, not thrown. */
function forEach(input: JsonObject, perform: (entry: JsonObject) => JsonObject): JsonObject {
  const Successful: JsonObject[] = [];
  const Failed: JsonObject[] = [];
  const entries = objects(input, 'Entries');
  if (entries.length === 0) {
    throw new ServiceError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > mostEntries) {
    throw new ServiceError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${mostEntries}. You have sent ${entries.length}.`,
    );
  }
  for (const entry of entries) {
    const Id = text(entry, 'Id');
    try {
      Successful.push({ Id, ...perform(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}
