import { object, optionalNumber, optionalText, text } from '../json-fields.ts';
import { deliverMessage } from '../message-delivery.ts';
import { type Json, type JsonObject, type Service, ServiceError } from '../service.ts';
import { isoTime, type Site } from '../site.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import { FunctionError } from './function-error.ts';
import { type FunctionOptions, LambdaFunction } from './lambda-function.ts';

/** What happens to an event that was sent without waiting for the answer. */
interface AsynchronousRules {
  readonly retries: number;
  readonly maximumAgeSeconds: number;
  readonly onFailureArn: string | undefined;
  readonly onSuccessArn: string | undefined;
}

export type FunctionSurroundings = Pick<FunctionOptions, 'log' | 'answer' | 'call' | 'fault' | 'warm' | 'copies'>;

interface QueuedEvent {
  readonly name: string;
  readonly event: Json;
  readonly failures: number;
  readonly since: number;
}

const defaultRules: AsynchronousRules = {
  retries: 2,
  maximumAgeSeconds: 6 * 3600,
  onFailureArn: undefined,
  onSuccessArn: undefined,
};

/** Something that calls a function for what arrives at a source, until it is turned off. */
interface EventSource {
  turn(on: boolean): void;
}

/** How often a function has failed that has not worked once, and with what last. */
export interface NeverWorked {
  readonly failures: number;
  readonly error: string;
}

interface EventSourceMapping {
  readonly description: JsonObject;
  readonly source: EventSource;
  on: boolean;
}

/** AWS retries a failed asynchronous event after one and after two minutes. */
const retryDelays = [60_000, 120_000];

/** Lambda: `Invoke` in both ways, and event source mappings turned on and off. */
export class LambdaService implements Service {
  readonly #site: Site;
  readonly #surroundings: FunctionSurroundings;
  readonly #functions = new Map<string, LambdaFunction>();
  readonly #rules = new Map<string, AsynchronousRules>();
  readonly #mappings = new Map<string, EventSourceMapping>();
  readonly #worked = new Set<string>();
  /** By function name. */
  readonly neverWorked = new Map<string, NeverWorked>();

  constructor(site: Site, surroundings: FunctionSurroundings) {
    this.#site = site;
    this.#surroundings = surroundings;
  }

  readonly operations = {
    Invoke: async (input: JsonObject): Promise<JsonObject> => {
      const name = functionName(text(input, 'FunctionName'));
      const kind = optionalText(input, 'InvocationType') ?? 'RequestResponse';
      if (kind === 'DryRun') return { StatusCode: 204 };
      if (kind === 'Event') {
        this.invokeLater(name, input.Payload ?? {});
        return { StatusCode: 202 };
      }
      const answered = { StatusCode: 200, ExecutedVersion: '$LATEST' };
      try {
        const Payload = await this.#function(name).invoke(input.Payload ?? {});
        this.#noteWorked(name);
        return { ...answered, Payload };
      } catch (error) {
        if (!(error instanceof FunctionError)) throw error;
        this.#noteFailed(name, error);
        return { ...answered, FunctionError: 'Unhandled', Payload: error.payload };
      }
    },
    ListFunctions: (): JsonObject => ({
      Functions: [...this.#functions.values()].map(({ declaration }) => ({
        FunctionName: declaration.name,
        FunctionArn: declaration.arn,
        Handler: declaration.handler,
        Timeout: declaration.timeoutSeconds,
        MemorySize: declaration.memorySize,
        Version: '$LATEST',
      })),
    }),
    ListEventSourceMappings: (input: JsonObject): JsonObject => {
      const wanted = optionalText(input, 'FunctionName');
      const source = optionalText(input, 'EventSourceArn');
      const all = [...this.#mappings.keys()].map((uuid) => this.#described(uuid));
      return {
        EventSourceMappings: all.filter(
          ({ FunctionArn, EventSourceArn }) =>
            (!wanted || functionName(wanted) === functionName(String(FunctionArn))) &&
            (!source || source === EventSourceArn),
        ),
      };
    },
    UpdateEventSourceMapping: (input: JsonObject): JsonObject => {
      const { UUID, FunctionName: _, Enabled, ...others } = input;
      const [other] = Object.keys(others);
      if (other) throw new ServiceError('InvalidParameterValueException', `${other} is not emulated`);
      if (typeof Enabled === 'boolean') this.turnMapping(String(UUID), Enabled);
      return this.#described(String(UUID));
    },
  };

  #noteWorked(name: string): void {
    if (this.#worked.has(name)) return;
    this.#worked.add(name);
    this.neverWorked.delete(name);
  }

  #noteFailed(name: string, failed: FunctionError): void {
    if (this.#worked.has(name)) return;
    this.neverWorked.set(name, { failures: (this.neverWorked.get(name)?.failures ?? 0) + 1, error: String(failed) });
  }

  define(declaration: FunctionDeclaration): void {
    const random = this.#site.random.fork(`function ${declaration.name}`);
    this.#functions.set(
      declaration.name,
      new LambdaFunction({ ...this.#surroundings, declaration, site: this.#site, random }),
    );
  }

  /** Loaded functions are the next account's from here. */
  giveBack(): void {
    for (const each of this.#functions.values()) each.giveBack();
  }

  /** An `AWS::Lambda::EventSourceMapping`, on. */
  map(uuid: string, rules: { functionArn: string; sourceArn: string; batchSize: number }, source: EventSource): void {
    const { functionArn: FunctionArn, sourceArn: EventSourceArn, batchSize: BatchSize } = rules;
    this.#mappings.set(uuid, { description: { UUID: uuid, EventSourceArn, FunctionArn, BatchSize }, source, on: true });
  }

  turnMapping(uuid: string, on: boolean): void {
    const mapping = this.#mapping(uuid);
    mapping.on = on;
    mapping.source.turn(on);
  }

  /** The rules of an `AWS::Lambda::EventInvokeConfig`. */
  configureAsynchronous(name: string, properties: JsonObject): void {
    const destinations = object(properties, 'DestinationConfig');
    this.#rules.set(name, {
      retries: optionalNumber(properties, 'MaximumRetryAttempts') ?? 2,
      maximumAgeSeconds: optionalNumber(properties, 'MaximumEventAgeInSeconds') ?? 6 * 3600,
      onFailureArn: optionalText(object(destinations, 'OnFailure'), 'Destination'),
      onSuccessArn: optionalText(object(destinations, 'OnSuccess'), 'Destination'),
    });
  }

  /** Sends an event without waiting: retried, then given to the failure destination or the dead-letter queue. */
  invokeLater(nameOrArn: string, event: Json): void {
    const { name } = this.#function(functionName(nameOrArn)).declaration;
    this.#site.clock.after(0, () => {
      this.#attempt({ name, event, failures: 0, since: this.#site.clock.now() });
    });
  }

  async #attempt(queued: QueuedEvent): Promise<void> {
    const { name, event, failures, since } = queued;
    const { clock } = this.#site;
    const rules = this.#rules.get(name) ?? defaultRules;
    const answer = await this.#invokeOrRefuse(name, event);
    if (answer.FunctionError === undefined) {
      if (!rules.onSuccessArn) return;
      await deliverMessage(this.#site, rules.onSuccessArn, this.#record(queued, 'Success', answer));
      return;
    }
    const delay = retryDelays[failures] ?? 0;
    const tooOld = clock.now() + delay - since > rules.maximumAgeSeconds * 1000;
    if (failures < rules.retries && !tooOld) {
      clock.after(delay, () => {
        this.#attempt({ ...queued, failures: failures + 1 });
      });
      return;
    }
    const { deadLetterArn } = this.#function(name).declaration;
    if (deadLetterArn) await deliverMessage(this.#site, deadLetterArn, event);
    if (!rules.onFailureArn) return;
    const condition = tooOld ? 'EventAgeExceeded' : 'RetriesExhausted';
    await deliverMessage(this.#site, rules.onFailureArn, this.#record(queued, condition, answer));
  }

  /** A call that is refused on the way counts as a failed attempt. */
  async #invokeOrRefuse(name: string, event: Json): Promise<JsonObject> {
    try {
      return await this.#site.call({
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: name, Payload: event },
      });
    } catch (error) {
      return { FunctionError: 'Unhandled', Payload: { errorMessage: String(error) } };
    }
  }
  /** What a destination of an asynchronous invocation receives. */
  #record({ name, event, failures }: QueuedEvent, condition: string, answer: JsonObject): JsonObject {
    return {
      version: '1.0',
      timestamp: isoTime(this.#site.clock.now()),
      requestContext: {
        functionArn: `${this.#function(name).declaration.arn}:$LATEST`,
        condition,
        approximateInvokeCount: failures + 1,
      },
      requestPayload: event,
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(answer.FunctionError !== undefined && { functionError: answer.FunctionError }),
      },
      responsePayload: answer.Payload ?? null,
    };
  }

  #described(uuid: string): JsonObject {
    const { description, on } = this.#mapping(uuid);
    return { ...description, State: on ? 'Enabled' : 'Disabled' };
  }

  #mapping(uuid: string): EventSourceMapping {
    const found = this.#mappings.get(uuid);
    if (found) return found;
    throw new ServiceError('ResourceNotFoundException', 'The resource you requested does not exist.', {
      statusCode: 404,
    });
  }

  #function(name: string): LambdaFunction {
    const found = this.#functions.get(name);
    if (found) return found;
    throw new ServiceError('ResourceNotFoundException', `Function not found: ${name}`, { statusCode: 404 });
  }
}

/** The name in a function's name, ARN, or ARN with a version. */
export const functionName = (nameOrArn: string) => nameOrArn.split(':function:').at(-1)?.split(':')[0] ?? nameOrArn;
