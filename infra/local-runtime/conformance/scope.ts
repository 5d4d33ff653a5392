import type { Definition, State, StateList } from '../states/definition.ts';
import { parseResource } from '../states/task-resource.ts';

/** Why a recorded execution cannot be replayed here, or undefined if it can. */
export function outOfScope(definition: Definition): string | undefined {
  return allStates(definition)
    .map(reason)
    .find((found) => found !== undefined);
}

function reason(state: State): string | undefined {
  const fields = state as unknown as Record<string, unknown>;
  const processor = fields.ItemProcessor as { ProcessorConfig?: { Mode?: string } } | undefined;
  if (fields.ItemReader !== undefined || fields.ResultWriter !== undefined) return 'S3 item reader';
  if (processor?.ProcessorConfig?.Mode === 'DISTRIBUTED') return 'distributed Map';
  if (fields.Credentials !== undefined) return 'cross-account credentials';
  return state.Type === 'Task' ? resourceReason(state.Resource) : undefined;
}

function resourceReason(resource: unknown): string | undefined {
  if (typeof resource !== 'string') return 'activity';
  if (/\.sync(:2)?$/.test(resource)) return 'waits for a nested execution (.sync)';
  try {
    parseResource(resource);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

export function allStates(list: StateList): State[] {
  return Object.values(list.States ?? {}).flatMap((state) => [
    state,
    ...(state.Type === 'Parallel' ? state.Branches.flatMap(allStates) : []),
    ...(state.Type === 'Map' ? allStates(state.ItemProcessor ?? { StartAt: '', States: {} }) : []),
  ]);
}
