import type { Timer } from '../clock.ts';
import { isObject, jsonOrText, object, textMap } from '../json-fields.ts';
import type { JsonObject } from '../service.ts';
import type { Site } from '../site.ts';
import { type QueueMessage, received } from '../sqs/message.ts';
import type { Queue } from '../sqs/queue.ts';
import { failed, failedItems } from './item-failures.ts';
import type { MappingRules } from './mapping-rules.ts';

/** Brings the messages of a queue to a function; what fails becomes visible again when its time-out is over. */
export class QueueMapping {
  readonly #rules: MappingRules;
  readonly #site: Site;
  readonly #queue: Queue;
  #window: Timer | undefined;
  #running = 0;
  #on = true;

  constructor(rules: MappingRules, site: Site, queue: Queue) {
    this.#rules = rules;
    this.#site = site;
    this.#queue = queue;
    queue.onVisible(() => this.#announced());
  }

  turn(on: boolean): void {
    this.#on = on;
    if (on) this.#announced();
  }

  #announced(): void {
    if (!this.#on) return;
    const { windowMs, batchSize } = this.#rules;
    if (windowMs === 0 || this.#queue.counts().visible >= batchSize) this.#take();
    else this.#window ??= this.#site.clock.after(windowMs, () => this.#take());
  }

  #take(): void {
    this.#site.clock.cancel(this.#window);
    this.#window = undefined;
    while (this.#on && this.#running < this.#rules.concurrency) {
      const messages = this.#queue.receive(this.#rules.batchSize);
      if (messages.length === 0) return;
      this.#deliver(messages);
    }
  }

  async #deliver(messages: readonly QueueMessage[]): Promise<void> {
    this.#running++;
    const wanted = messages.filter((message) => this.#wants(message));
    const unwanted = messages.filter((message) => !wanted.includes(message)).map(({ messageId }) => messageId);
    const done = new Set([...unwanted, ...(wanted.length > 0 ? await this.#try(wanted) : [])]);
    for (const message of messages) {
      if (message.receiptHandle !== undefined && done.has(message.messageId)) this.#queue.delete(message.receiptHandle);
    }
    this.#running--;
    this.#take();
  }

  /** Invokes the function; the messages that are done with. */
  async #try(messages: readonly QueueMessage[]): Promise<readonly string[]> {
    const Records = messages.map((message) => this.#record(message));
    const identifiers = messages.map(({ messageId }) => messageId);
    try {
      const input = { FunctionName: this.#rules.functionArn, Payload: { Records } };
      const answer = await this.#site.call({ service: 'lambda', operation: 'Invoke', input });
      if (failed(answer)) return [];
      const failures = this.#rules.reportsItemFailures ? failedItems(answer.Payload, identifiers) : [];
      return identifiers.filter((identifier) => !failures.includes(identifier));
    } catch {
      return [];
    }
  }

  /** Filters see the body as JSON, if it is. */
  #wants(message: QueueMessage): boolean {
    const record = this.#record(message);
    return this.#rules.accepts({ ...record, body: jsonOrText(message.body) });
  }

  #record(message: QueueMessage): JsonObject {
    const { MessageId, ReceiptHandle, Body, Attributes, MD5OfBody } = received(message);
    const attributes = Object.entries(message.messageAttributes).map(([name, attribute]) => {
      const { StringValue, DataType } = isObject(attribute) ? textMap({ attribute }, 'attribute') : {};
      return [name, { stringValue: StringValue, dataType: DataType, stringListValues: [], binaryListValues: [] }];
    });
    return {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: object({ Attributes }, 'Attributes'),
      messageAttributes: Object.fromEntries(attributes),
      md5OfBody: MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: this.#queue.arn,
      awsRegion: this.#site.region,
    };
  }
}
