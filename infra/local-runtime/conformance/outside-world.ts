import type { Clock } from '../clock.ts';
import { type CallService, type Json, type JsonObject, ServiceError } from '../service.ts';
import { StatesError } from '../states/errors.ts';
import type { TaskTokens } from '../states/tokens.ts';
import { recordedFunction } from './functions.ts';
import type { RecordedExecution } from './recording.ts';

/** What a task of a recorded execution asked for and what happened then. */
interface RecordedTask {
  readonly name: string;
  readonly submitted: Json | undefined;
  readonly end: JsonObject | undefined;
  readonly ending: string;
}

/** Plays everything outside the state machine: the functions run, the other services answer as they did for AWS. */
export class OutsideWorld {
  readonly #tasks: RecordedTask[];
  readonly #lambdas: RecordedExecution['lambdas'];
  readonly #clock: Clock;
  readonly #tokens: TaskTokens;
  readonly #issued: string[];

  constructor(
    { lambdas, events = [] }: RecordedExecution,
    { clock, tokens, issued }: { clock: Clock; tokens: TaskTokens; issued: string[] },
  ) {
    this.#tasks = recordedTasks(events);
    this.#lambdas = lambdas;
    this.#clock = clock;
    this.#tokens = tokens;
    this.#issued = issued;
  }

  readonly call: CallService = async ({ service, operation, input }) => {
    if (service === 'lambda' && operation === 'Invoke') return await this.#invoke(input);
    const task = this.#take(operation);
    if (task.submitted !== undefined) {
      this.#answerToken(task);
      return parsed(task.submitted) as JsonObject;
    }
    if (task.ending === 'TaskSucceeded') return parsed(task.end?.output ?? null) as JsonObject;
    if (task.ending === 'TaskFailed') throw serviceFailure(task.end ?? {});
    return await new Promise<JsonObject>(() => undefined);
  };

  async #invoke({ FunctionName, Payload = {} }: JsonObject): Promise<JsonObject> {
    const segments = String(FunctionName).split(':');
    const names = Object.keys(this.#lambdas);
    const name =
      names.find((known) => segments.includes(known)) ?? (segments.join().includes('<') ? names[0] : undefined);
    if (name === undefined) {
      throw new ServiceError('ResourceNotFoundException', `Function not found: ${functionArn(segments)}:$LATEST`, {
        statusCode: 404,
      });
    }
    const answer = await recordedFunction(this.#lambdas[name] ?? '')(Payload, this.#clock);
    return { ExecutedVersion: '$LATEST', Payload: answer, StatusCode: 200 };
  }

  /** The next task of the recording with this operation. */
  #take(operation: string): RecordedTask {
    const i = this.#tasks.findIndex(({ name }) => name.toLowerCase() === operation.toLowerCase());
    const [task] = i < 0 ? [] : this.#tasks.splice(i, 1);
    if (!task) throw new StatesError('Replay.NotRecorded', `AWS did not call ${operation} at this point.`);
    return task;
  }

  /** Whoever holds the token answers a second after the task has been submitted. */
  #answerToken({ ending, end = {} }: RecordedTask): void {
    const token = this.#issued.at(-1);
    if (token === undefined || ending === 'TaskTimedOut') return;
    this.#clock.after(1000, () => {
      const task = this.#tokens.waiting(token);
      if (ending === 'TaskSucceeded') task.succeed(parsed(end.output ?? null));
      if (ending === 'TaskFailed') task.fail(text(end.error), text(end.cause));
    });
  }
}

const text = (value: Json | undefined) =>
  value === undefined || typeof value === 'string' ? value : JSON.stringify(value);

function recordedTasks(events: readonly JsonObject[]): RecordedTask[] {
  const scheduled = events.filter(({ type }) => type === 'TaskScheduled');
  return scheduled.map((event) => {
    const details = event.taskScheduledEventDetails as JsonObject;
    const later = followers(event, events);
    const submitted = later.find(({ type }) => type === 'TaskSubmitted')?.taskSubmittedEventDetails as
      | JsonObject
      | undefined;
    const ended = later.find(({ type }) => /^Task(Succeeded|Failed|TimedOut)$/.test(String(type)));
    const end = Object.values(ended ?? {}).find((value) => value !== null && typeof value === 'object');
    return {
      name: String(details.resource).split('.')[0] ?? '',
      submitted: submitted?.output,
      end: end as JsonObject | undefined,
      ending: String(ended?.type),
    };
  });
}

/** The events that follow one, each by its previousEventId, up to the next TaskScheduled. */
function followers(event: JsonObject, events: readonly JsonObject[]): JsonObject[] {
  const next = events.find(({ previousEventId, type }) => previousEventId === event.id && type !== 'TaskScheduled');
  return next && event.id !== 0 ? [next, ...followers(next, events)] : [];
}

function functionArn(segments: string[]): string {
  return segments.length > 1 ? segments.join(':') : `arn:aws:lambda:us-east-1:111111111111:function:${segments[0]}`;
}

function parsed(value: Json): Json {
  return typeof value === 'string' ? (JSON.parse(value) as Json) : value;
}

const FAILURE =
  /^(.*) \(Service: [^;,]+[;,] Status Code: (\d+)(?:; Error Code: (\w+))?[;,] Request ID: [^;)]+(?:; Proxy: null)?\)$/s;

/** The error of the service from which AWS made the recorded error, or the recorded error itself. */
function serviceFailure({ error, cause }: JsonObject): Error {
  const [, message, statusCode, code] = FAILURE.exec(String(cause)) ?? [];
  if (message === undefined || String(cause).includes('Extended Request ID')) {
    return new StatesError(text(error), text(cause));
  }
  const [prefix = '', name = ''] = String(error).split('.');
  const general = name === `${prefix}Exception`;
  return new ServiceError(code ?? (general ? 'ValidationException' : name), message, {
    statusCode: Number(statusCode),
  });
}
