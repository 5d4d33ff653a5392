import type { Json, JsonObject } from '../service.ts';
import type { Visit } from './branch.ts';
import type { TaskState } from './definition.ts';
import { Aborted, StatesError } from './errors.ts';
import { Evaluation } from './evaluation.ts';
import { taskError } from './integration-errors.ts';
import { jsonWithinLimit, leave, type Outcome } from './outcome.ts';
import { callTask } from './task-call.ts';
import { parseResource, type TaskResource } from './task-resource.ts';

/** One attempt of a task: a retry comes here again, with new Arguments and a new token. */
export async function runTask(state: TaskState, visit: Visit): Promise<Outcome> {
  const attempt = await TaskAttempt.schedule(state, visit);
  let result: Json;
  try {
    result = await attempt.result();
    attempt.succeeded(result);
  } catch (thrown) {
    if (thrown instanceof Aborted) throw thrown;
    throw attempt.failed(thrown);
  }
  return await leave(visit, { input: visit.input, result }, result);
}

interface Limits {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

interface Watch {
  heartbeat(): void;
  stop(): void;
}

class TaskAttempt {
  readonly #visit: Visit;
  readonly #resource: TaskResource;
  readonly #arguments: Json;
  readonly #limits: Limits;
  readonly #token: string | undefined;

  static async schedule(state: TaskState, visit: Visit): Promise<TaskAttempt> {
    const { branch, input } = visit;
    const resource = parseResource(state.Resource);
    const token = resource.kind === 'integration' && resource.waitsForToken ? branch.parts.tokens.issue() : undefined;
    branch.context = { ...branch.context, ...(token && { Task: { Token: token } }) };
    const evaluation = new Evaluation(visit, { input });
    const taskArguments = state.Arguments === undefined ? input : await evaluation.json(state.Arguments, 'Arguments');
    const seconds = async (field: 'TimeoutSeconds' | 'HeartbeatSeconds') =>
      state[field] === undefined ? undefined : await evaluation.number(state[field], field);
    const limits = {
      timeoutSeconds: await seconds('TimeoutSeconds'),
      heartbeatSeconds: await seconds('HeartbeatSeconds'),
    };
    const attempt = new TaskAttempt(visit, resource, { taskArguments, limits, token });
    await attempt.#start();
    return attempt;
  }

  private constructor(
    visit: Visit,
    resource: TaskResource,
    { taskArguments, limits, token }: { taskArguments: Json; limits: Limits; token: string | undefined },
  ) {
    this.#visit = visit;
    this.#resource = resource;
    this.#arguments = taskArguments;
    this.#limits = limits;
    this.#token = token;
  }

  async #start(): Promise<void> {
    const { timeoutSeconds, heartbeatSeconds } = this.#limits;
    const limits = {
      ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
      ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
    };
    const given = JSON.stringify(this.#arguments);
    const { branch } = this.#visit;
    if (this.#resource.kind === 'function') {
      const { functionArn } = this.#resource;
      this.#record('Scheduled', { input: given, inputDetails: WHOLE, resource: functionArn, ...limits });
    } else {
      this.#record('Scheduled', { parameters: given, region: branch.parts.region, ...limits });
    }
    await branch.await(() => Promise.resolve());
    this.#record('Started', {});
  }

  /** What the call gives or, with `.waitForTaskToken`, what is sent for the token once the call has been made. */
  result(): Promise<Json> {
    const { branch } = this.#visit;
    return branch.await(() => {
      const { promise, resolve, reject } = Promise.withResolvers<Json>();
      const watch = this.#watch(reject);
      const sent = this.#token === undefined ? undefined : this.#answerTo(this.#token, watch);
      const call = this.#call();
      const answered = sent ? call.then((answer) => this.#submitted(answer)).then(() => sent) : call;
      answered.then(resolve, reject);
      const stop = () => {
        watch.stop();
        if (this.#token) branch.parts.tokens.close(this.#token);
      };
      const forget = branch.cancellation.onCancel(stop);
      return promise.finally(() => {
        forget();
        stop();
      });
    });
  }

  /** Starts the timers of TimeoutSeconds and HeartbeatSeconds. */
  #watch(fail: (error: StatesError) => void): Watch {
    const { clock } = this.#visit.branch.parts;
    const after = (seconds: number | undefined, alias?: string) =>
      seconds === undefined ? undefined : clock.after(seconds * 1000, () => fail(timedOut(alias)));
    const { timeoutSeconds, heartbeatSeconds } = this.#limits;
    const timeout = after(timeoutSeconds);
    const nextBeat = () => after(heartbeatSeconds, 'States.HeartbeatTimeout');
    let beat = nextBeat();
    return {
      heartbeat: () => {
        clock.cancel(beat);
        beat = nextBeat();
      },
      stop: () => {
        clock.cancel(timeout);
        clock.cancel(beat);
      },
    };
  }

  #answerTo(token: string, watch: Watch): Promise<Json> {
    const { tokens, machine } = this.#visit.branch.parts;
    const { promise, resolve, reject } = Promise.withResolvers<Json>();
    const answered = (settle: () => void) => {
      watch.stop();
      tokens.close(token);
      settle();
    };
    tokens.open(token, {
      machine,
      succeed: (output) => answered(() => resolve(output)),
      fail: (error, cause) => answered(() => reject(new StatesError(error, cause))),
      heartbeat: () => watch.heartbeat(),
    });
    promise.catch(() => undefined);
    return promise;
  }

  #call(): Promise<JsonObject> {
    const { parts } = this.#visit.branch;
    return callTask(this.#resource, this.#arguments, parts.call);
  }

  #submitted(answer: JsonObject): void {
    const { branch } = this.#visit;
    if (branch.cancellation.cancelled) return;
    this.#record('Submitted', { output: JSON.stringify(answer), outputDetails: WHOLE });
  }

  succeeded(result: Json): void {
    const { resource: of } = this;
    this.#record('Succeeded', { output: jsonWithinLimit(result, of, { terminal: false }), outputDetails: WHOLE });
  }

  failed(thrown: unknown): StatesError {
    const error = taskError(this.#resource, thrown, this.#visit.branch.parts.random.uuid());
    const timeout = error.error === 'States.Timeout' && error.reason === undefined;
    this.#record(timeout ? 'TimedOut' : 'Failed', {
      ...(error.error !== undefined && { error: error.error }),
      ...(error.reason !== undefined && { cause: error.reason }),
    });
    return error;
  }

  /** What the size limit calls the task. */
  private get resource(): string {
    return this.#resource.kind === 'function' ? this.#resource.functionArn : this.#resource.resourceType;
  }

  #record(what: string, details: JsonObject): void {
    const { branch } = this.#visit;
    if (this.#resource.kind === 'function') {
      branch.record(`LambdaFunction${what}`, what === 'Started' ? undefined : details);
    } else {
      const { resource, resourceType } = this.#resource;
      branch.record(`Task${what}`, { ...details, resource, resourceType });
    }
  }
}

const WHOLE = { truncated: false };

function timedOut(alias?: string): StatesError {
  return new StatesError('States.Timeout', undefined, alias === undefined ? {} : { alias });
}
