/** A JSON value as it crosses a service boundary. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };
export type JsonObject = { [key: string]: Json | undefined };

/**
 * An error that a service answers with. `code` is the AWS error name without prefix (`ConditionalCheckFailedException`),
 * `fields` are further members of the answer (`CancellationReasons`, `Item`).
 */
export class ServiceError extends Error {
  readonly code: string;
  readonly statusCode: number;
  readonly fields: JsonObject;

  constructor(code: string, message: string, { statusCode = 400, fields = {} as JsonObject } = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.statusCode = statusCode;
    this.fields = fields;
  }
}

/** One call of one service, in the words of its API (`dynamodb`, `PutItem`). */
export interface ServiceCall {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: JsonObject;
  /** The name of the function that makes it, or of another program that takes nothing of an answer as it is. */
  readonly caller?: string;
  /** The ARN of the state machine whose task it is. */
  readonly machine?: string;
}

export type ServiceName =
  | 'dynamodb'
  | 'dynamodbstreams'
  | 'states'
  | 'lambda'
  | 'events'
  | 'sns'
  | 'sqs'
  | 'sesv2'
  | 'ssm'
  | 'secretsmanager'
  | 'cloudformation'
  | 'sts';

/** A service of the runtime: operations by their API name. An operation that is not here is `UnknownOperationException`. */
export interface Service {
  readonly operations: Readonly<Record<string, (input: JsonObject, caller?: string) => Answer>>;
}

/** At once where nothing is waited for: most calls are, and a promise for each on its way would cost more than the way. */
export type Answer = JsonObject | Promise<JsonObject>;

/** The seam through which every call goes, whoever makes it; faults are injected here. */
export type CallService = (call: ServiceCall) => Promise<JsonObject>;
