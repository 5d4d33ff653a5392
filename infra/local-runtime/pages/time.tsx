import { Hono } from 'hono';
import type { PageSources } from './sources.ts';

/** How far a person may skip at once. */
const skips = [
  { hours: 1, text: 'an hour' },
  { hours: 24, text: 'a day' },
  { hours: 7 * 24, text: 'a week' },
];

/** Takes the form by which a person lets time pass; everything that is due meanwhile happens before the answer. */
export function timePages({ account: { site } }: PageSources): Hono {
  return new Hono().post('/', async ({ req, text, redirect }) => {
    const { host, origin, 'sec-fetch-site': fetchSite } = req.header();
    if (fetchSite === 'cross-site' || (origin !== undefined && origin !== `http://${host}`)) {
      return text('Only a page of this runtime may let time pass.', 403);
    }
    const { hours } = await req.parseBody();
    const skip = skips.find((one) => String(one.hours) === hours);
    if (!skip) return text(`hours: got ${hours}, allowed are ${skips.map((one) => one.hours).join(', ')}`, 400);
    await site.clock.drive(() => false, site.clock.now() + skip.hours * 3_600_000);
    return redirect('/_local/', 303);
  });
}

export function SkipForm() {
  return (
    <form method="post" action="/_local/time">
      {skips.map(({ hours, text }) => (
        <button type="submit" name="hours" value={String(hours)}>{`Let ${text} pass`}</button>
      ))}
    </form>
  );
}
