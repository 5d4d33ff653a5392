import { flag, isObject, object, optionalNumber, optionalText, text } from '../json-fields.ts';
import { type Json, type JsonObject, ServiceError } from '../service.ts';
import { arnOf, type Site } from '../site.ts';
import { md5, type QueueMessage } from './message.ts';

const deduplicationInterval = 5 * 60_000;

/** 1 MiB, what a queue takes unless it is told to take less. */
const largestMessage = 1_048_576;

/** Where a message goes that was received too often. */
interface Redrive {
  readonly deadLetterArn: string;
  readonly maxReceiveCount: number;
}

/** Called with each message that was received too often. */
export type GiveUp = (deadLetterArn: string, message: QueueMessage) => void;

/** One queue, standard or FIFO. Nobody polls it: whoever waits is told when a message may have become visible. */
export class Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly fifo: boolean;
  readonly visibilityTimeout: number;
  readonly attributes: JsonObject;
  readonly #site: Site;
  readonly #redrive: Redrive | undefined;
  readonly #retention: number;
  readonly #delay: number;
  readonly #contentBased: boolean;
  readonly #sentIds = new Map<string, { at: number; message: QueueMessage }>();
  readonly #listeners = new Set<() => void>();
  #messages: QueueMessage[] = [];
  #sequence = 0;
  readonly #giveUp: GiveUp;

  constructor(name: string, properties: JsonObject, site: Site, giveUp: GiveUp) {
    this.name = name;
    this.arn = arnOf(site, 'sqs', name);
    this.url = `https://sqs.${site.region}.amazonaws.com/${site.account}/${name}`;
    this.attributes = properties;
    this.#site = site;
    this.#giveUp = giveUp;
    this.fifo = flag(properties, 'FifoQueue');
    this.visibilityTimeout = (optionalNumber(properties, 'VisibilityTimeout') ?? 30) * 1000;
    this.#retention = (optionalNumber(properties, 'MessageRetentionPeriod') ?? 4 * 86_400) * 1000;
    this.#delay = (optionalNumber(properties, 'DelaySeconds') ?? 0) * 1000;
    this.#contentBased = flag(properties, 'ContentBasedDeduplication');
    this.#redrive = redriveOf(properties);
  }

  /** Every message that is not deleted, visible or not. */
  get messages(): readonly QueueMessage[] {
    return this.#messages;
  }

  onVisible(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send(input: JsonObject): QueueMessage {
    const body = text(input, 'MessageBody');
    if (Buffer.byteLength(body) > largestMessage) {
      throw new ServiceError(
        'InvalidParameterValue',
        `One or more parameters are invalid. Reason: Message must be shorter than ${largestMessage} bytes.`,
      );
    }
    const groupId = optionalText(input, 'MessageGroupId');
    const deduplicationId = this.#deduplicationId(input, body, groupId);
    const now = this.#site.clock.now();
    const earlier = deduplicationId === undefined ? undefined : this.#sentIds.get(deduplicationId);
    if (earlier && now - earlier.at < deduplicationInterval) return earlier.message;
    const own = optionalNumber(input, 'DelaySeconds');
    const delay = own === undefined || this.fifo ? this.#delay : own * 1000;
    const message: QueueMessage = {
      messageId: this.#site.random.uuid(),
      body,
      messageAttributes: object(input, 'MessageAttributes'),
      sentAt: now,
      groupId,
      deduplicationId,
      sequenceNumber: this.fifo ? String(++this.#sequence).padStart(20, '1') : undefined,
      deadLetterSource: optionalText(input, 'DeadLetterSource'),
      visibleAt: now + delay,
      receiveCount: 0,
      firstReceivedAt: undefined,
      receiptHandle: undefined,
    };
    if (deduplicationId !== undefined) this.#remember(deduplicationId, message);
    this.#messages.push(message);
    this.#announceAfter(delay);
    return message;
  }

  /** Takes up to `most` visible messages and hides them for `visibility` milliseconds. */
  receive(most: number, visibility = this.visibilityTimeout): QueueMessage[] {
    const now = this.#site.clock.now();
    this.#messages = this.#messages.filter((message) => now - message.sentAt < this.#retention);
    const taken: QueueMessage[] = [];
    const blockedGroups = new Set(this.#inFlight().map((message) => message.groupId));
    for (const message of [...this.#messages]) {
      if (taken.length >= most) break;
      const blocked = this.fifo && blockedGroups.has(message.groupId);
      if (message.visibleAt > now || blocked) continue;
      if (this.#redrive && message.receiveCount >= this.#redrive.maxReceiveCount) {
        this.#remove(message);
        this.#giveUp(this.#redrive.deadLetterArn, message);
        continue;
      }
      message.receiveCount++;
      message.firstReceivedAt ??= now;
      message.visibleAt = now + visibility;
      message.receiptHandle = `${message.messageId}#${message.receiveCount}`;
      taken.push(message);
    }
    if (taken.length > 0) this.#announceAfter(visibility);
    return taken;
  }

  delete(receiptHandle: string): void {
    const message = this.#messages.find((other) => other.receiptHandle === receiptHandle);
    if (!message) return;
    this.#remove(message);
    if (this.fifo) this.#announceAfter(0);
  }

  changeVisibility(receiptHandle: string, milliseconds: number): void {
    const message = this.#messages.find((other) => other.receiptHandle === receiptHandle);
    if (!message)
      throw new ServiceError('ReceiptHandleIsInvalid', 'The input receipt handle is not a valid receipt handle.');
    message.visibleAt = this.#site.clock.now() + milliseconds;
    this.#announceAfter(milliseconds);
  }

  purge(): void {
    this.#messages = [];
  }

  counts(): { visible: number; inFlight: number; delayed: number } {
    const now = this.#site.clock.now();
    const hidden = this.#messages.filter((message) => message.visibleAt > now);
    const inFlight = hidden.filter((message) => message.receiveCount > 0).length;
    return { visible: this.#messages.length - hidden.length, inFlight, delayed: hidden.length - inFlight };
  }

  /** Ids that are too old to matter are forgotten from the oldest on. */
  #remember(deduplicationId: string, message: QueueMessage): void {
    this.#sentIds.delete(deduplicationId);
    this.#sentIds.set(deduplicationId, { at: message.sentAt, message });
    for (const [id, { at }] of this.#sentIds) {
      if (message.sentAt - at < deduplicationInterval) return;
      this.#sentIds.delete(id);
    }
  }

  #inFlight(): QueueMessage[] {
    const now = this.#site.clock.now();
    return this.#messages.filter((message) => message.receiveCount > 0 && message.visibleAt > now);
  }

  #remove(message: QueueMessage): void {
    this.#messages = this.#messages.filter((other) => other !== message);
  }

  #announceAfter(milliseconds: number): void {
    this.#site.clock.after(milliseconds, () => {
      for (const listener of [...this.#listeners]) listener();
    });
  }

  #deduplicationId(input: JsonObject, body: string, groupId: string | undefined): string | undefined {
    if (!this.fifo) return undefined;
    if (groupId === undefined) {
      throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    }
    const own = optionalText(input, 'MessageDeduplicationId') ?? (this.#contentBased ? md5(body) : undefined);
    if (own !== undefined) return own;
    throw new ServiceError(
      'InvalidParameterValue',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}

function redriveOf(properties: JsonObject): Redrive | undefined {
  const declared: Json | undefined = properties.RedrivePolicy;
  const policy: Json | undefined = typeof declared === 'string' ? JSON.parse(declared) : declared;
  if (!isObject(policy)) return undefined;
  return {
    deadLetterArn: text(policy, 'deadLetterTargetArn'),
    maxReceiveCount: optionalNumber(policy, 'maxReceiveCount') ?? 1,
  };
}
