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
 * `change` leaves as it is what has been changed already. @throws OperationsContended
 */
export async function changeOperations(
  store: ParameterStore,
  name: string,
  change: (present: Operations) => Operations,
): Promise<void> {
  let base = await store.read(name);
  let newest = base?.version ?? 0;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const next = change(operations.parse(JSON.parse(base?.value ?? '{}')));
    const written = await store.write(name, JSON.stringify(next));
    if (written === newest + 1) return;
    base = await store.read(`${name}:${written - 1}`);
    newest = written;
  }
  throw new OperationsContended(`${name} was written by others ${attempts} times while it was changed: look at it`);
}
