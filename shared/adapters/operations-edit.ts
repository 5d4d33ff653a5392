import { type Operations, operations } from '#shared/domain/operations.ts';
import type { ParameterStore } from './parameter-store.ts';

/** Thrown when others kept writing the parameter while it was being changed. */
export class OperationsContended extends Error {
  override readonly name = 'OperationsContended';
}

/** Others may write this often in between. */
const attempts = 5;

/**
 * Changes what is switched on. The parameter store knows no condition, so a write that another's slipped in before is
 * seen by its version: that other one is read back, the change made on it, and written again, so that neither is lost.
 * `change` gives nothing when there is nothing to change. @throws OperationsContended
 */
export async function changeOperations(
  store: ParameterStore,
  name: string,
  change: (present: Operations) => Operations | undefined,
): Promise<void> {
  let base = await store.read(name);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const next = change(operations.parse(JSON.parse(base?.value ?? '{}')));
    if (!next) return;
    const written = await store.write(name, JSON.stringify(next));
    const before = written - 1;
    if (before === (base?.version ?? 0)) return;
    base = await store.read(`${name}:${before}`);
  }
  throw new OperationsContended(`${name} was written by others ${attempts} times while it was changed: look at it`);
}
