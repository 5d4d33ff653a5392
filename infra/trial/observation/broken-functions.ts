import type { LocalRuntime } from '#infra/local-runtime/boot.ts';

/** A function that has failed so often and never worked will not: it is its code or its configuration. */
const tries = 10;

/** Thrown when a function fails whenever it is invoked: the trial would show what the product does without it. */
export class FunctionBroken extends Error {
  override readonly name = 'FunctionBroken';
}

/** @throws FunctionBroken */
export function assertWorking(neverWorked: LocalRuntime['neverWorked']): void {
  for (const [name, { failures, error }] of neverWorked) {
    if (failures < tries) continue;
    throw new FunctionBroken(
      `${name} has failed ${failures} times and never worked, last with: ${error}. ` +
        'The trial was stopped; mend the function or what it is configured with, and run it again',
    );
  }
}
