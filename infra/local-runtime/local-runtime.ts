import type { Clock } from './clock.ts';
import type { RecordListener } from './dynamodb/store.ts';
import type { BusEvent } from './events/bus-event.ts';
import type { FaultPlan, Faults } from './faults.ts';
import type { LogLine } from './lambda/execution-environment.ts';
import type { NeverWorked } from './lambda/lambda-service.ts';
import type { WarmEnvironments } from './lambda/warm-environments.ts';
import type { CallService, Json } from './service.ts';
import type { Mail } from './ses/mail.ts';
import type { Recipients } from './ses/recipients.ts';
import type { Alert } from './sns/sns-service.ts';

export interface LocalRuntimeOptions {
  /** The cloud assembly: the directory `cdk.out`. */
  readonly assembly: string;
  readonly seed?: number;
  readonly start?: Date;
  /** The port to serve on 127.0.0.1; 0 = any, absent = no HTTP. */
  readonly port?: number;
  readonly faults?: FaultPlan;
  /** How much is kept to be looked at; absent: everything. */
  readonly keep?: Retention;
  /** Folders by function name whose code runs in the place of the function's asset (infra/local-runtime/sdk). */
  readonly code?: ReadonlyMap<string, string>;
  /** Loaded functions of runtimes that were closed before; this one takes them over and leaves its own when it is closed. */
  readonly warm?: WarmEnvironments;
  /** So many copies of one function run at a time; further invocations wait for one to be free. Absent: 4. */
  readonly copies?: number;
}

/** How many of the newest of each kind are kept in a long run; what is dropped is still counted. Absent: all. */
export interface Retention {
  readonly mails?: number;
  readonly alerts?: number;
  readonly events?: number;
  /** Ended executions that keep their history; the others keep what DescribeExecution answers. */
  readonly executions?: number;
  readonly logs?: number;
}

/** How many there have been in all, kept or not. */
export interface Counts {
  readonly mails: number;
  readonly alerts: number;
  readonly events: number;
  readonly executions: number;
  readonly logs: number;
}

export interface HttpCall {
  readonly method: string;
  /** A path of the REST API, with or without its stage, or a whole URL. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A synthesized application, running in this process. */
export interface LocalRuntime extends AsyncDisposable {
  readonly clock: Clock;
  readonly call: CallService;
  readonly mailbox: readonly Mail[];
  /** What becomes of mail to an address. */
  readonly recipients: Recipients;
  readonly alerts: readonly Alert[];
  readonly events: readonly BusEvent[];
  readonly logs: readonly LogLine[];
  readonly counts: Counts;
  /** Keeps no mail, alert or event that has left so far: whoever has seen to them in a long run needs them no more. */
  forgetDelivered(): void;
  /** Functions that have been invoked and have failed each time, by name. */
  readonly neverWorked: ReadonlyMap<string, NeverWorked>;
  /** Calls `listener` for each record of every table's stream right after the write that made it; returns how to stop that. */
  onRecord(listener: RecordListener): () => void;
  /** Switches the fault plan off and on. */
  readonly faults: Faults;
  /** CloudFormation outputs of all stacks. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Physical name of a resource by its logical id, the beginning of it, or its construct path. */
  resourceName(logicalIdPrefixOrPath: string): string;
  /** Runs everything that is due now, without moving time. */
  idle(): Promise<void>;
  /** Lets time pass. */
  pass(ms: number): Promise<void>;
  /** Runs, time passing, until `done`; false if that does not come about within the limit (400 days). */
  until(done: () => boolean, limitMs?: number): Promise<boolean>;
  /** Lets time pass at the speed of the wall clock until `stop` is aborted or the runtime is closed. */
  follow(stop: AbortSignal): Promise<void>;
  /** Sends a request to the REST API, without a socket. */
  http(request: HttpCall): Promise<HttpAnswer>;
  /** Invokes a function by its name and gives its answer; throws an error named by the function's own. */
  invoke(functionName: string, event: Json): Promise<Json>;
  /** Where the endpoint of services, REST APIs and pages listens, if a port was asked for. */
  readonly url?: string;
}
