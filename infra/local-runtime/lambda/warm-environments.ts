import type { ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

/**
 * Loaded copies of functions that outlive the account they ran in, for the next one that declares the very same function
 * (code, variables, limits). What code keeps in its modules stays, as it does between invocations; what it is given from
 * outside (time, chance, services) is the next account's.
 */
export class WarmEnvironments {
  readonly #idle = new Map<string, ExecutionEnvironment[]>();

  take(declaration: FunctionDeclaration): ExecutionEnvironment | undefined {
    return this.#idle.get(keyOf(declaration))?.pop();
  }

  /** Those that ran last are taken first. */
  giveBack(declaration: FunctionDeclaration, environments: readonly ExecutionEnvironment[]): void {
    if (environments.length === 0) return;
    const key = keyOf(declaration);
    const idle = this.#idle.get(key) ?? [];
    idle.push(...environments);
    this.#idle.set(key, idle);
  }
}

const keyOf = (declaration: FunctionDeclaration) => JSON.stringify(declaration);
