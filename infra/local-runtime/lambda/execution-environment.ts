import { copyOf } from '../deep-copy.ts';
import type { HttpRequest, HttpResponse } from '../http/message.ts';
import type { Random } from '../random.ts';
import type { Answer, Json, ServiceCall } from '../service.ts';
import { isoTime, type Site } from '../site.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import { FunctionError } from './function-error.ts';
import { sandbox } from './sandbox.ts';
import { callOfStandIn, thrownByStandIn } from './stand-in-call.ts';
import { VirtualTimers } from './virtual-timers.ts';
import { WorkHold } from './work-hold.ts';

export interface LogLine {
  readonly at: string;
  readonly functionName: string;
  readonly requestId: string;
  readonly level: string;
  readonly text: string;
}

/** How an invocation is made to go wrong: after so many answered service calls it crashes, or it never ends. */
export interface InvocationFault {
  readonly kind: 'crash' | 'time-out';
  readonly afterCalls: number;
}

/** What an execution environment runs in: time, chance and services of one account. */
export interface EnvironmentHost {
  readonly site: Site;
  readonly random: Random;
  log(line: LogLine): void;
  /** Answers an AWS request of the function. */
  answer(request: HttpRequest, caller: string): Promise<HttpResponse>;
  /** The same without a request, for a function that is bundled with the stand-ins of the SDK. */
  call(call: ServiceCall): Answer;
}

interface RunningInvocation {
  readonly requestId: string;
  readonly fault: InvocationFault | undefined;
  calls: number;
  fail(error: FunctionError): void;
}

type Handler = (event: Json, context: object) => unknown;

/** What has crashed or been ended hears of nothing any more. */
const never = () => new Promise<never>(() => {});

/** One loaded copy of a function: runs one invocation at a time, keeps its module state between them. */
export class ExecutionEnvironment {
  readonly #declaration: FunctionDeclaration;
  readonly #hold = new WorkHold(() => this.#host.site.clock);
  readonly #timers = new VirtualTimers(
    () => this.#host.site.clock,
    () => this.#keepClock(),
  );
  #host: EnvironmentHost;
  #random: Random;
  #running: RunningInvocation | undefined;
  #callsUnderway = 0;
  #handler: Handler | undefined;
  /** False once it has crashed or timed out; such an environment is thrown away. */
  alive = true;

  constructor(declaration: FunctionDeclaration, host: EnvironmentHost) {
    this.#declaration = declaration;
    this.#host = host;
    this.#random = host.random;
  }

  /** From now on it runs in another account that declares the same function; its modules stay loaded. */
  moveTo(host: EnvironmentHost): void {
    this.#host = host;
    this.#random = host.random;
  }

  async invoke(event: Json, requestId: string, fault?: InvocationFault): Promise<Json> {
    const { site } = this.#host;
    const { timeoutSeconds } = this.#declaration;
    const { promise, resolve, reject } = Promise.withResolvers<Json>();
    this.#running = { requestId, fault, calls: 0, fail: reject };
    this.#keepClock();
    const deadline = site.clock.now() + timeoutSeconds * 1000;
    const timeout = site.clock.after(timeoutSeconds * 1000, () =>
      this.#end(FunctionError.timedOut(requestId, timeoutSeconds)),
    );
    try {
      this.#run(event, requestId, deadline).then(resolve, reject);
      return await promise;
    } catch (error) {
      throw error instanceof FunctionError ? error : this.#reported(error, requestId);
    } finally {
      site.clock.cancel(timeout);
      this.#running = undefined;
      this.#timers.cancelAll();
    }
  }

  async #run(event: Json, requestId: string, deadline: number): Promise<Json> {
    this.#handler ??= this.#load();
    const result = await this.#handler(copyOf(event), this.#context(requestId, deadline));
    const fault = this.#running?.fault;
    if (fault && this.alive) await this.#befall(fault);
    const written = JSON.stringify(result);
    return written === undefined ? null : JSON.parse(written);
  }

  #load(): Handler {
    const { environment, code, handler: name } = this.#declaration;
    // What loading draws is drawn beside the rest, so that a run is the same with a copy that is loaded already.
    this.#random = this.#host.random.fork('load');
    const loader = sandbox({
      env: { ...environment },
      directory: 'directory' in code ? code.directory : '/var/task',
      random: {
        next: () => this.#random.next(),
        uuid: () => this.#random.uuid(),
        skipUuid: () => this.#random.skipUuid(),
        fork: (label) => this.#random.fork(label),
      },
      now: () => this.#host.site.clock.now(),
      timers: this.#timers,
      answer: (request) => (this.alive ? this.#awaited(this.#host.answer(request, this.#declaration.name)) : never()),
      call: (service, operation, input) => {
        // The SDK draws an id for each request; without it, what the function draws next would not be what it draws deployed.
        this.#random.skipUuid();
        return this.#asked(callOfStandIn(this.#declaration.name, service, operation, input));
      },
      exit: (code) => {
        this.#end(FunctionError.crashed(this.#running?.requestId ?? '', code));
        throw new Error('process.exit was called');
      },
      write: (text, level) => this.#log(this.#running?.requestId ?? '', text, level),
    });
    const handler = loader.handler(code, name);
    this.#random = this.#host.random;
    if (typeof handler === 'function') return handler as Handler;
    throw Object.assign(new Error(`${name} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  }

  /** A stand-in asks a service: what is answered at once takes no time, so that the clock stands still meanwhile. */
  #asked(call: ServiceCall): Answer {
    if (!this.alive) return never();
    this.#hold.heard();
    try {
      const answer = this.#host.call(call);
      return answer instanceof Promise ? this.#awaited(answer, thrownByStandIn) : this.#answered(answer);
    } catch (error) {
      throw thrownByStandIn(error);
    }
  }

  /** A service is waited for: the clock may go on meanwhile. */
  async #awaited<T>(answer: Promise<T>, thrown = (error: unknown) => error): Promise<T> {
    this.#callsUnderway++;
    this.#keepClock();
    try {
      return await this.#answered(await answer);
    } catch (error) {
      throw thrown(error);
    } finally {
      this.#callsUnderway--;
      this.#keepClock();
    }
  }

  /** A fault may befall the invocation with the answer of a service. */
  #answered<T>(answer: T): T | Promise<never> {
    const running = this.#running;
    if (running?.fault && running.calls++ >= running.fault.afterCalls) return this.#befall(running.fault);
    return this.alive ? answer : never();
  }

  /** The invocation ends here, in the middle of its work. */
  #befall(fault: InvocationFault): Promise<never> {
    if (fault.kind === 'crash') this.#end(FunctionError.crashed(this.#running?.requestId ?? ''));
    else {
      this.alive = false;
      this.#keepClock();
    }
    return never();
  }

  #end(error: FunctionError): void {
    this.alive = false;
    const running = this.#running;
    if (running) this.#log(running.requestId, String(error.payload.errorMessage));
    running?.fail(error);
  }

  #reported(thrown: unknown, requestId: string): FunctionError {
    const error = FunctionError.of(thrown);
    this.#log(requestId, `Invoke Error ${error.message}`);
    return error;
  }

  #log(requestId: string, text: string, level = 'error'): void {
    const at = isoTime(this.#host.site.clock.now());
    this.#host.log({ at, functionName: this.#declaration.name, requestId, level, text });
  }

  #keepClock(): void {
    const waits = this.#timers.pending > 0 || this.#callsUnderway > 0;
    this.#hold.keep(this.#running !== undefined && this.alive && !waits);
  }

  #context(awsRequestId: string, deadline: number): object {
    const { name, arn, memorySize } = this.#declaration;
    const { clock } = this.#host.site;
    return {
      awsRequestId,
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: arn,
      memoryLimitInMB: String(memorySize),
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now()),
    };
  }
}
