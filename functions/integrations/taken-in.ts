import { EventInvalid, type IncomingEventName, reportedBy } from '#shared/domain/events.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { ReportRefused } from './report-refused.ts';

/** What is done with each event that is taken in; false = others wrote the same rows meanwhile. */
export type News = Readonly<Record<IncomingEventName, (report: never) => Promise<boolean>>>;

/** Why an event is set aside: it will not fit on the next delivery either. */
export interface Misfit {
  readonly code: string;
  readonly field: string;
}

/** Others that write the same rows meanwhile are met again at once; only then is the delivery tried again. */
const attempts = 6;

/** Takes an event in, or says why it never can be. @throws ConcurrentWrite */
export async function takenIn(news: News, name: string, detail: unknown): Promise<Misfit | undefined> {
  if (!isKnown(news, name)) return { code: 'UNKNOWN_EVENT_TYPE', field: 'detail-type: none that is taken in' };
  try {
    const report = reportedBy(name, detail);
    const take = news[name] as (report: unknown) => Promise<boolean>;
    for (let attempt = 0; attempt < attempts; attempt++) if (await take(report)) return undefined;
  } catch (error) {
    if (error instanceof EventInvalid) return { code: 'EVENT_INVALID', field: error.message };
    if (error instanceof ReportRefused) return { code: error.code, field: error.message };
    throw error;
  }
  throw new ConcurrentWrite(`${name} met other writers ${attempts} times`);
}

const isKnown = (news: News, name: string): name is IncomingEventName => Object.hasOwn(news, name);
