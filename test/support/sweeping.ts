import { Schedule } from '#infra/trial/schedule.ts';
import { namesOf } from '#shared/resources.ts';
import { theSweepRests } from './refund-story.ts';
import type { World } from './world.ts';

/** The sweep comes that much more seldom than it is deployed, and nothing is reconciled: weeks pass in seconds. */
export async function theSweepComesEvery(world: World, ms: number): Promise<void> {
  await theSweepRests(world);
  const input = { FunctionName: `${namesOf('dev').prefix}-sweep`, InvocationType: 'Event', Payload: '{}' };
  new Schedule(world.runtime).every(ms, async () => {
    await world.runtime.call({ service: 'lambda', operation: 'Invoke', input });
  });
}
