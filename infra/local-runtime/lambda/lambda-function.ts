import type { Json } from '../service.ts';
import { type EnvironmentHost, ExecutionEnvironment, type InvocationFault } from './execution-environment.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import type { WarmEnvironments } from './warm-environments.ts';

/** More make a run slower: each is loaded and grows fast by itself. */
const usualCopies = 4;

export interface FunctionOptions extends EnvironmentHost {
  readonly declaration: FunctionDeclaration;
  /** Where loaded copies come from and go to when the account is closed; absent: all are loaded anew. */
  readonly warm?: WarmEnvironments | undefined;
  /** So many run at a time; further invocations wait for one to be free. */
  readonly copies?: number | undefined;
  /** Decides for each invocation whether and how it goes wrong. */
  fault(functionName: string): InvocationFault | undefined;
}

/** A function with its execution environments. */
export class LambdaFunction {
  readonly declaration: FunctionDeclaration;
  readonly #options: FunctionOptions;
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #started = 0;

  constructor(options: FunctionOptions) {
    this.declaration = options.declaration;
    this.#options = options;
  }

  /** The answer of the handler; throws FunctionError if it threw, crashed or timed out. */
  async invoke(event: Json): Promise<Json> {
    const requestId = this.#options.random.uuid();
    while (this.#running >= (this.#options.copies ?? usualCopies)) await this.#turn();
    this.#running++;
    const environment = this.#idle.pop() ?? this.#start();
    try {
      return await environment.invoke(event, requestId, this.#options.fault(this.declaration.name));
    } finally {
      if (environment.alive) this.#idle.push(environment);
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  #start(): ExecutionEnvironment {
    const { declaration, warm } = this.#options;
    const random = this.#options.random.fork(`${declaration.name}/${this.#started++}`);
    const host = { ...this.#options, random };
    const loaded = warm?.take(declaration);
    loaded?.moveTo(host);
    return loaded ?? new ExecutionEnvironment(declaration, host);
  }

  /** Its loaded copies that have nothing to do are the next account's. */
  giveBack(): void {
    this.#options.warm?.giveBack(this.declaration, this.#idle.splice(0));
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
