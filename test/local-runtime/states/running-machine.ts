import { Clock } from '#infra/local-runtime/clock.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import type { Json, JsonObject, ServiceCall } from '#infra/local-runtime/service.ts';
import type { Definition, StateList } from '#infra/local-runtime/states/definition.ts';
import { StatesService } from '#infra/local-runtime/states/service.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
export const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:flow';
export const INVOKE = 'arn:aws:states:::lambda:invoke';
export const SEND_AND_WAIT = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';

type Answer = (call: ServiceCall, attempt: number) => JsonObject | Promise<JsonObject>;

/** A Step Functions service with one state machine; every call of a task is kept and answered by `answer`. */
export class RunningMachine {
  readonly clock = new Clock(START);
  readonly calls: (ServiceCall & { readonly at: number })[] = [];
  readonly statusChanges: string[] = [];
  readonly service: StatesService;

  constructor(states: StateList & { TimeoutSeconds?: number }, answer: Answer = () => ({}), seed = 1) {
    this.service = new StatesService({
      clock: this.clock,
      random: seededRandom(seed),
      call: async (call) => {
        this.calls.push({ ...call, at: this.#seconds() });
        return await answer(call, this.calls.length);
      },
      onStatusChange: ({ status }) => this.statusChanges.push(status),
    });
    const definition = { QueryLanguage: 'JSONata', ...states } as Definition;
    this.service.define({ name: 'flow', arn: MACHINE, definition });
  }

  async ask(operation: string, input: JsonObject): Promise<JsonObject> {
    const perform = this.service.operations[operation];
    if (!perform) throw new Error(`There is no operation ${operation}`);
    return await perform(input);
  }

  async start(input: Json = {}, name = 'first'): Promise<Run> {
    const { executionArn } = await this.ask('StartExecution', {
      stateMachineArn: MACHINE,
      name,
      input: JSON.stringify(input),
    });
    return new Run(this, String(executionArn));
  }

  /** Starts an execution and lets time pass until nothing is left to do. */
  async run(input: Json = {}): Promise<Run> {
    const run = await this.start(input);
    await this.clock.drive();
    return run;
  }

  /** Lets time pass up to so many seconds after the beginning. */
  async until(seconds: number): Promise<void> {
    await this.clock.drive(() => false, START + seconds * 1000);
  }

  /** When the calls were made, in seconds after the beginning. */
  get callTimes(): number[] {
    return this.calls.map(({ at }) => at);
  }

  #seconds(): number {
    return (this.clock.now() - START) / 1000;
  }
}

export class Run {
  readonly arn: string;
  readonly #machine: RunningMachine;

  constructor(machine: RunningMachine, arn: string) {
    this.#machine = machine;
    this.arn = arn;
  }

  describe(): Promise<JsonObject> {
    return this.#machine.ask('DescribeExecution', { executionArn: this.arn });
  }

  async output(): Promise<Json> {
    const { output, error, cause } = await this.describe();
    if (typeof output !== 'string') throw new Error(`The execution has no output: ${error}: ${cause}`);
    return JSON.parse(output) as Json;
  }

  async events(): Promise<JsonObject[]> {
    const { events } = await this.#machine.ask('GetExecutionHistory', { executionArn: this.arn });
    return events as JsonObject[];
  }

  async eventTypes(): Promise<string[]> {
    return (await this.events()).map(({ type }) => String(type));
  }
}

/** A failure as a function makes it: its own name and message. */
export function functionFails(name: string, message = 'no'): never {
  throw Object.assign(new Error(message), { name });
}
