import type { Visit } from './branch.ts';
import type { WaitState } from './definition.ts';
import { StatesError } from './errors.ts';
import { Evaluation, whileExecuting } from './evaluation.ts';
import { leave, type Outcome } from './outcome.ts';

const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A wait must fit into a 32-bit count of seconds. */
const LONGEST = (2 ** 31 - 1) * 1000;

export async function wait(state: WaitState, visit: Visit): Promise<Outcome> {
  const { input } = visit;
  const delay = await milliseconds(state, visit);
  if (delay > LONGEST) {
    const cause = `${whileExecuting(visit)} Wait state delay is too long.`;
    throw new StatesError('States.Runtime', cause, { terminal: true });
  }
  await visit.branch.sleep(delay);
  return await leave(visit, { input }, input);
}

async function milliseconds(state: WaitState, visit: Visit): Promise<number> {
  const evaluation = new Evaluation(visit, { input: visit.input });
  if (state.Seconds !== undefined) return (await evaluation.number(state.Seconds, 'Seconds')) * 1000;
  const timestamp = await evaluation.string(state.Timestamp ?? null, 'Timestamp');
  const at = ISO_8601.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(at)) {
    throw evaluation.failed(
      'Timestamp',
      `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${timestamp}`,
    );
  }
  return at - visit.branch.parts.clock.now();
}
