import { changeOperations } from '#shared/adapters/operations-edit.ts';
import { isPaused, type Operations } from '#shared/domain/operations.ts';
import type { Clerk, Done } from './clerk.ts';
import { refused } from './refusal.ts';
import { minuteOf } from './values.ts';

type Pause = Operations['pauses'][number];

/** The pause that is on. */
const standing = ({ pauses }: Operations, now: Date): Pause | undefined => {
  const at = now.toISOString();
  return pauses.find(({ from, to }) => from <= at && (!to || at < to));
};

/** Stops every write, mail and refund until it is resumed. */
export async function pause(clerk: Clerk): Promise<Done> {
  const { operations, now } = await clerk.desk.present();
  const on = standing(operations, now);
  if (on) throw refused(`it is paused already, since ${minuteOf(on.from)}`);
  await clerk.confirm([`Stage ${clerk.desk.stage}: nothing is written, mailed or paid until it is resumed.`]);
  await change(clerk, (present) =>
    standing(present, now) ? present : { ...present, pauses: [...present.pauses, { from: now.toISOString() }] },
  );
  return shown(clerk, 'Paused: nothing is written, mailed or paid from now on.', [
    'Cases are still opened and customers may still answer; deadlines move by the time that the pause lasts.',
    'To go on: npm run case -- resume',
  ]);
}

/** Ends the pause that is on; everything that it stopped goes on by itself. */
export async function resume(clerk: Clerk): Promise<Done> {
  const { operations, now } = await clerk.desk.present();
  if (!standing(operations, now)) {
    const last = operations.pauses.at(-1)?.to;
    throw refused(`it is not paused${last ? `; the last pause ended ${minuteOf(last)}` : ''}`);
  }
  await clerk.confirm([`Stage ${clerk.desk.stage}: what was stopped is written, mailed and paid again.`]);
  await change(clerk, (present) => {
    const on = standing(present, now);
    const pauses = present.pauses.map((each) => (each === on ? { ...each, to: now.toISOString() } : each));
    return { ...present, pauses };
  });
  return shown(clerk, 'Resumed.', [
    'What was stopped tries again by itself, within half an hour; deadlines have moved by the time that it stood.',
  ]);
}

const change = ({ desk }: Clerk, edit: (present: Operations) => Operations) =>
  changeOperations(desk.store, desk.place.operationsParameter, edit);

async function shown({ desk }: Clerk, summary: string, next: readonly string[]): Promise<Done> {
  const { operations, now } = await desk.present();
  const modes = Object.entries(operations.types).map(([type, { mode }]) => `${type} ${mode}`);
  return {
    summary,
    next: [...next, `Switched on in stage ${desk.stage}: ${modes.join(', ') || 'nothing, all types observe only'}.`],
    details: {
      stage: desk.stage,
      paused: isPaused(operations, now),
      pauses: operations.pauses,
      types: operations.types,
    },
  };
}
