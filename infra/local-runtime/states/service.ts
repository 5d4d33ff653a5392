import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { type CallService, type Json, type JsonObject, type Service, ServiceError } from '../service.ts';
import type { Definition, StateMachine } from './definition.ts';
import {
  describeExecution,
  describeMachine,
  executionSummary,
  historyEvent,
  machineSummary,
  seconds,
} from './describe.ts';
import { Execution, type ExecutionWorld } from './execution.ts';
import { Expressions } from './expressions.ts';
import { lint } from './lint.ts';
import { TaskTokens } from './tokens.ts';

export interface StatesServiceOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The seam through which tasks call the other services. */
  readonly call: CallService;
  readonly region?: string;
  /** Told each time an execution starts or ends, as EventBridge is. */
  readonly onStatusChange?: (execution: Execution) => void;
  /** How many ended executions keep their history; absent: all. */
  readonly keep?: number | undefined;
}

const REDRIVE_TOKEN_MS = 15 * 60_000;
const MAX_BYTES = 256 * 1024;
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/;

/** Step Functions: state machines of the Standard type and their executions. */
export class StatesService implements Service {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #world: ExecutionWorld;
  readonly #tokens: TaskTokens;
  readonly #machines = new Map<string, StateMachine>();
  readonly #executions = new Map<string, Execution>();
  readonly #redriveTokens = new WeakMap<Execution, string>();
  /** Ended executions whose history is kept, the longest ended first. */
  readonly #ended = new Set<Execution>();
  readonly #keep: number;

  constructor(options: StatesServiceOptions) {
    const { clock, random, call, region = 'us-east-1', onStatusChange } = options;
    this.#keep = options.keep ?? Number.POSITIVE_INFINITY;
    this.#clock = clock;
    this.#random = random;
    this.#tokens = new TaskTokens(random.fork('task tokens'));
    const expressions = new Expressions(clock, random.fork('expressions'));
    this.#world = {
      clock,
      random: random.fork('executions'),
      expressions,
      tokens: this.#tokens,
      call,
      region,
      onStatusChange: (execution) => {
        onStatusChange?.(execution);
        this.#retain(execution);
      },
    };
  }

  get machines(): readonly StateMachine[] {
    return [...this.#machines.values()];
  }

  /** Every execution, the first started first. */
  get executions(): readonly Execution[] {
    return [...this.#executions.values()];
  }

  get executionCount(): number {
    return this.#executions.size;
  }

  /** Loads a state machine; one that could not run here is refused with everything that is wrong with it. */
  define(machine: { name: string; arn: string; definition: Definition | string; roleArn?: string }): StateMachine {
    const { name, arn, roleArn = 'arn:aws:iam::123456789012:role/local' } = machine;
    const definition =
      typeof machine.definition === 'string' ? (JSON.parse(machine.definition) as Definition) : machine.definition;
    const problems = lint(definition);
    if (problems.length > 0) {
      throw new ServiceError(
        'InvalidDefinition',
        `The state machine '${name}' cannot be loaded:\n${problems.join('\n')}`,
      );
    }
    const loaded = { name, arn, definition, roleArn, creationDate: this.#clock.now() };
    this.#machines.set(arn, loaded);
    return loaded;
  }

  /** The state machine whose task waits for the token; undefined if none does. */
  machineOfToken(token: string): string | undefined {
    return this.#tokens.machineOf(token);
  }

  readonly operations: Service['operations'] = {
    StartExecution: (input) => this.#startExecution(input),
    RedriveExecution: (input) => this.#redriveExecution(input),
    StopExecution: (input) => this.#stopExecution(input),
    DescribeExecution: (input) => describeExecution(this.#execution(input.executionArn)),
    ListExecutions: (input) => this.#listExecutions(input),
    GetExecutionHistory: (input) => executionHistory(this.#execution(input.executionArn), input),
    ListStateMachines: () => ({ stateMachines: [...this.#machines.values()].map(machineSummary) }),
    DescribeStateMachine: (input) => describeMachine(this.#machine(input.stateMachineArn)),
    SendTaskSuccess: (input) => this.#sendTaskSuccess(input),
    SendTaskFailure: ({ taskToken, error, cause }) => {
      this.#tokens.waiting(taskToken).fail(text(error), text(cause));
      return {};
    },
    SendTaskHeartbeat: ({ taskToken }) => {
      this.#tokens.waiting(taskToken).heartbeat();
      return {};
    },
  };

  #startExecution({ stateMachineArn, name: wanted, input: given }: JsonObject): JsonObject {
    const machine = this.#machine(stateMachineArn);
    const name = text(wanted) ?? this.#random.uuid();
    if (!NAME.test(name)) throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
    const input = parseInput(text(given) ?? '{}');
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const earlier = this.#executions.get(arn);
    if (earlier) return this.#startedAgain(earlier, input);
    const execution = new Execution({ arn, name, machine, input }, this.#world);
    this.#executions.set(arn, execution);
    execution.start();
    return { executionArn: arn, startDate: seconds(execution.startDate) };
  }

  /** The same name starts nothing new: with the same input while it runs it is the same start, otherwise an error. */
  #startedAgain(execution: Execution, input: Json): JsonObject {
    if (execution.status !== 'RUNNING' || JSON.stringify(execution.input) !== JSON.stringify(input)) {
      throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${execution.arn}'`);
    }
    return { executionArn: execution.arn, startDate: seconds(execution.startDate) };
  }

  /** A redrive with the token of the one before, within 15 minutes, is the same redrive. */
  #redriveExecution({ executionArn, clientToken }: JsonObject): JsonObject {
    const execution = this.#execution(executionArn);
    const token = text(clientToken);
    const { redriveDate } = execution;
    const recent = redriveDate !== undefined && this.#clock.now() - redriveDate < REDRIVE_TOKEN_MS;
    if (token !== undefined && recent && this.#redriveTokens.get(execution) === token) {
      return { redriveDate: seconds(redriveDate) };
    }
    const refusal = execution.redriveRefusal;
    if (refusal !== undefined) throw new ServiceError('ExecutionNotRedrivable', refusal);
    if (token !== undefined) this.#redriveTokens.set(execution, token);
    execution.redrive();
    return { redriveDate: seconds(execution.redriveDate ?? this.#clock.now()) };
  }

  #stopExecution({ executionArn, error, cause }: JsonObject): JsonObject {
    const execution = this.#execution(executionArn);
    execution.stop(text(error), text(cause));
    return { stopDate: seconds(execution.stopDate ?? this.#clock.now()) };
  }

  #listExecutions({ stateMachineArn, statusFilter, maxResults, nextToken }: JsonObject): JsonObject {
    const { arn } = this.#machine(stateMachineArn);
    const matching = [...this.#executions.values()]
      .filter((one) => one.machine.arn === arn && (statusFilter === undefined || one.status === statusFilter))
      .reverse();
    const { items, ...next } = page(matching, maxResults, nextToken);
    return { executions: items.map(executionSummary), ...next };
  }

  #sendTaskSuccess({ taskToken, output }: JsonObject): JsonObject {
    const task = this.#tokens.waiting(taskToken);
    const json = text(output) ?? '';
    if (Buffer.byteLength(json) > MAX_BYTES) {
      throw new ServiceError('InvalidOutput', `Invalid Output: 'Output must be at most ${MAX_BYTES} bytes'`);
    }
    let value: Json;
    try {
      value = JSON.parse(json) as Json;
    } catch {
      throw new ServiceError('InvalidOutput', `Invalid Output: 'Output is not valid JSON'`);
    }
    task.succeed(value);
    return {};
  }

  /** Lets go of the history that ended longest ago when more are kept than wanted. */
  #retain(execution: Execution): void {
    this.#ended.delete(execution);
    if (execution.status === 'RUNNING') return;
    this.#ended.add(execution);
    const [oldest] = this.#ended;
    if (this.#ended.size <= this.#keep || !oldest) return;
    this.#ended.delete(oldest);
    oldest.forgetHistory();
  }

  #machine(arn: unknown): StateMachine {
    const machine = this.#machines.get(String(arn));
    if (!machine) throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  #execution(arn: unknown): Execution {
    const execution = this.#executions.get(String(arn));
    if (!execution) throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  }
}

function parseInput(json: string): Json {
  if (Buffer.byteLength(json) > MAX_BYTES) {
    throw new ServiceError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: 'more than ${MAX_BYTES} bytes'`,
    );
  }
  try {
    return JSON.parse(json) as Json;
  } catch (error) {
    throw new ServiceError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${(error as Error).message}'`,
    );
  }
}

const text = (value: Json | undefined) => (typeof value === 'string' ? value : undefined);

function page<T>(all: readonly T[], size: Json | undefined, token: Json | undefined) {
  const from = Number(token ?? 0);
  const to = from + (Number(size ?? 0) || 1000);
  return { items: all.slice(from, to), ...(to < all.length && { nextToken: String(to) }) };
}

function executionHistory({ history }: Execution, { reverseOrder, maxResults, nextToken }: JsonObject): JsonObject {
  const events = reverseOrder === true ? [...history.events].reverse() : history.events;
  const { items, ...next } = page(events, maxResults, nextToken);
  return { events: items.map(historyEvent), ...next };
}
