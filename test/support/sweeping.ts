import { Schedule } from '#infra/trial/schedule.ts';
import { namesOf } from '#shared/resources.ts';
import { theSweepRests } from './refund-story.ts';
import type { World } from './world.ts';

/** The sweep comes that much more seldom than it is deployed, and nothing is reconciled: weeks pass in seconds. */
export async function theSweepComesEvery(world: World, ms: number): Promise<void> {
  await theSweepRests(world);
  runsEvery(world, 'sweep', ms);
}

/** The shop's tables are read through for what the streams did not announce. */
export async function theShopIsReadThroughEvery(world: World, ms: number): Promise<void> {
  await world.disableRule('ReconcileOrdersRule');
  runsEvery(world, 'reconcile-orders', ms);
}

function runsEvery(world: World, name: string, ms: number): void {
  const input = { FunctionName: `${namesOf('dev').prefix}-${name}`, InvocationType: 'Event', Payload: '{}' };
  new Schedule(world.runtime).every(ms, async () => {
    await world.runtime.call({ service: 'lambda', operation: 'Invoke', input });
  });
}
