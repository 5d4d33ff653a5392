import { asksSomething } from './door.ts';
import { doorHandler } from './door-handler.ts';
import { shown, standingOf } from './door-standing.ts';

/** GET and HEAD: shows what can be cancelled, or what became of it, and changes nothing. */
export const handler = doorHandler(['GET', 'HEAD'], async (visit) => {
  const door = await standingOf(visit);
  return { ...shown(door), ...((await asksSomething(door.order)) && { again: true }) };
});
