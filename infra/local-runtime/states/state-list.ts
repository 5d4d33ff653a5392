import type { Json, JsonObject } from '../service.ts';
import type { Branch, Visit } from './branch.ts';
import { caught } from './catch.ts';
import { choose } from './choice-state.ts';
import type { State, StateList } from './definition.ts';
import { StatesError } from './errors.ts';
import { fail } from './fail-state.ts';
import { runMap } from './map-state.ts';
import { jsonWithinLimit, leave, type Outcome } from './outcome.ts';
import { runParallel } from './parallel-state.ts';
import { Retries } from './retry.ts';
import { runTask } from './task-state.ts';
import { wait } from './wait-state.ts';

const WHOLE = { truncated: false };

/**
 * Runs the states until one ends the list; gives the output of that one. Begins at StartAt, or where the branch stands
 * already because it is run on.
 */
export async function runStates(list: StateList, input: Json, branch: Branch): Promise<Json> {
  branch.at ??= { name: list.StartAt, input };
  for (;;) {
    const { name, input } = branch.at;
    const state: State | undefined = list.States[name];
    if (!state) throw new StatesError('States.Runtime', `The state '${name}' does not exist.`, { terminal: true });
    const visit = branch.visit ?? enter(name, state, { input, branch });
    const { output, assign, next } = await attempt(state, visit);
    exit(visit, { output, assign, next });
    if (next === undefined) return output;
    branch.at = { name: next, input: output };
  }
}

function enter(name: string, state: State, { input, branch }: { input: Json; branch: Branch }): Visit {
  const enteredAfter = branch.previous;
  const details = { input: JSON.stringify(input), inputDetails: WHOLE, name };
  const enteredId = branch.record(`${state.Type}StateEntered`, details);
  const EnteredTime = new Date(branch.parts.clock.now()).toISOString();
  const mayBeRetried = state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map';
  branch.context = { ...branch.context, State: { Name: name, EnteredTime, ...(mayBeRetried && { RetryCount: 0 }) } };
  branch.visit = { name, state, input, branch, enteredId, enteredAfter };
  return branch.visit;
}

function exit({ name, state, branch }: Visit, { output, assign }: Outcome): void {
  const variables = Object.entries(assign);
  branch.record(`${state.Type}StateExited`, {
    ...(variables.length > 0 && {
      assignedVariables: Object.fromEntries(variables.map(([variable, value]) => [variable, JSON.stringify(value)])),
      assignedVariablesDetails: WHOLE,
    }),
    name,
    output: jsonWithinLimit(output, name, { terminal: true }),
    outputDetails: WHOLE,
  });
  branch.variables = { ...branch.variables, ...assign };
  branch.visit = undefined;
}

/** Tries the state until it succeeds, is not retried any more, or a catcher takes the failure. */
async function attempt(state: State, visit: Visit): Promise<Outcome> {
  if (!('Retry' in state) && !('Catch' in state)) return await run(state, visit);
  const { branch } = visit;
  const retries = new Retries(state.Retry ?? [], branch.parts.random);
  for (let count = 1; ; count++) {
    try {
      return await run(state, visit);
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const delay = retries.delayAfter(error);
      if (delay === undefined) {
        const outcome = await caught(state.Catch ?? [], error, visit);
        if (outcome) return outcome;
        throw error;
      }
      await branch.sleep(delay * 1000);
      visit.inner = undefined;
      branch.context = { ...branch.context, State: { ...(branch.context.State as JsonObject), RetryCount: count } };
    }
  }
}

async function run(state: State, visit: Visit): Promise<Outcome> {
  const { input } = visit;
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return await leave(visit, { input }, input);
    case 'Task':
      return await runTask(state, visit);
    case 'Choice':
      return await choose(state, visit);
    case 'Wait':
      return await wait(state, visit);
    case 'Parallel':
      return await runParallel(state, visit);
    case 'Map':
      return await runMap(state, visit);
    case 'Fail':
      throw await fail(state, visit);
  }
}
