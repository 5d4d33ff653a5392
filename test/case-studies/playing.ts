import { Narrator } from '#infra/start/narrator.ts';
import { Shop } from '#infra/start/shop.ts';
import type { CaseStudy } from '#infra/start/stage.ts';
import { everythingAutomatic } from '#infra/trial/deployment.ts';
import { hours } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

/** What came of a case study: its world, and the outcomes of its own that were wrong. */
export interface Played extends AsyncDisposable {
  readonly world: World;
  readonly shop: Shop;
  readonly failed: readonly string[];
  /** Who was written to and what, in the sequence in which it went out; by name what left at the same moment. */
  readonly mails: readonly string[];
  /** Cases of a type: how they stand and by whose decision, with what it gave back, by order. */
  readonly cases: Readonly<Record<string, string>>;
}

/** Plays a case study from nine in the morning of its customers on. */
export async function played(study: CaseStudy, type: string): Promise<Played> {
  const world = await World.open(everythingAutomatic(['web']));
  await world.pass(hours(17));
  const shop = new Shop(world.runtime, 'finance');
  const narrator = new Narrator(world.runtime, () => undefined);
  await study({ runtime: world.runtime, shop, narrator });
  return {
    world,
    shop,
    failed: narrator.failed,
    mails: world.runtime.mailbox
      .map(({ at, to, subject }) => ({ at, said: `${to.join().split('@')[0]}: ${subject}` }))
      .sort((a, b) => a.at.localeCompare(b.at) || a.said.localeCompare(b.said))
      .map(({ said }) => said),
    cases: await casesOf(world, type),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

async function casesOf(world: World, type: string): Promise<Record<string, string>> {
  const rows = await world.rows('Cases');
  const decidedBy = new Map(rows.filter(({ entity }) => entity === 'decision').map((row) => [row.caseId, row.by]));
  const cases = rows.filter((row) => row.entity === 'case' && row.type === type);
  return Object.fromEntries(
    cases.map(({ caseId, orderId, state, causeCode }) => [
      String(orderId),
      `${causeCode}: ${state} by ${decidedBy.get(caseId) ?? 'nobody'}`,
    ]),
  );
}

/** How often each event of ours went out. */
export function counts(world: World): Record<string, number> {
  const ours = world.runtime.events.filter(({ event }) => event.source === 'ordermend');
  const names = ours.map(({ event }) => event['detail-type']).sort();
  return Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((each) => each === name).length]));
}
