import type { HttpAnswer, LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Random } from '#infra/local-runtime/random.ts';
import { between, happens } from '../chance.ts';
import type { ScanWatch } from '../invariants/watch-scans.ts';
import type { Schedule } from '../schedule.ts';
import { type CustomerSettings, cancelsAll, choose, kindOf, replyDelay } from './customer-model.ts';
import { type Filling, type Form, filledIn, formsOf, radioGroups } from './reply-page.ts';

type Mail = LocalRuntime['mailbox'][number];

/** A question page, a page that asks to confirm, and one more if the offer changed meanwhile. */
const mostPages = 5;
const minute = 60_000;
/** Share of the answers that have a comment. */
const commenting = 0.2;
/** Kinds of mail behind whose link there may be something to answer. */
const answerable: ReadonlySet<string> = new Set(['question', 'reminder', 'done']);

interface CustomerWorld {
  readonly runtime: LocalRuntime;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly settings: CustomerSettings;
  /** What the customer knows by heart: the order number that the mails name. */
  readonly orderNumberOf: (orderId: string) => string | undefined;
  /** Stands beside a scanner; absent: nobody does. */
  readonly scanned?: ScanWatch;
  /** Hears what customers write in their own words. */
  readonly wrote?: (text: string) => void;
}

/** What customers did with the mails they got. */
export interface CustomerFigures {
  questions: number;
  silent: number;
  answered: number;
  /** The question had been closed before the answer came. */
  tooLate: number;
  doubleClicks: number;
  scans: number;
  readonly choices: Record<string, number>;
  /** HTTP status (and code, if the page names one) of answers that were not taken. */
  readonly refused: Record<string, number>;
  readonly hoursToAnswer: number[];
}

/** Customers: they open the link of a mail, read the form, fill it in and send it, or they do not. */
export class Customers {
  readonly figures: CustomerFigures = {
    questions: 0,
    silent: 0,
    answered: 0,
    tooLate: 0,
    doubleClicks: 0,
    scans: 0,
    choices: {},
    refused: {},
    hoursToAnswer: [],
  };
  /** Cases that a customer has sent an answer to: nobody else may have decided them in the customer's name. */
  readonly posted = new Set<string>();
  readonly #world: CustomerWorld;
  readonly #asked = new Map<string, number>();
  readonly #pending = new Set<string>();
  readonly #silent = new Set<string>();

  constructor(world: CustomerWorld) {
    this.#world = world;
  }

  /** A mail has arrived. */
  receive(mail: Mail): void {
    const link = linkIn(mail);
    const { caseId, orderId, kind = '' } = mail.tags;
    // The link of a notice only tells how things stand.
    if (!answerable.has(kind)) return;
    if (!link || !caseId || !orderId || mail.outcome === 'bounced') return;
    const { schedule, random, settings } = this.#world;
    const letter = random.fork(`mail/${mail.id}`);
    if (happens(letter, settings.scanners)) this.#scan({ link, orderId }, letter);
    if (this.#pending.has(caseId) || this.#silent.has(caseId)) return;
    const asked = (this.#asked.get(caseId) ?? 0) + 1;
    this.#asked.set(caseId, asked);
    this.figures.questions++;
    const person = random.fork(`customer/${caseId}/${asked}`);
    const delay = replyDelay(person, settings);
    if (delay === undefined) {
      this.#silent.add(caseId);
      this.figures.silent++;
      return;
    }
    this.#pending.add(caseId);
    schedule.at(schedule.now() + delay, async () => {
      this.#pending.delete(caseId);
      await this.#answer({ link, caseId, orderId, person, hours: delay / 3_600_000 });
    });
  }

  /** A program of the mail provider opens the link, as often as it likes. */
  #scan({ link, orderId }: Pick<Reply, 'link' | 'orderId'>, random: Random): void {
    const { runtime, schedule, scanned = (_, look) => look() } = this.#world;
    const times = between(random, 1, 3);
    this.figures.scans += times + 1;
    // Not at a round time: what else is due at the same moment would change rows beside it.
    schedule.at(schedule.now() + minute + between(random, 1, 999), () =>
      scanned(orderId, async () => {
        await runtime.http({ method: 'HEAD', path: link });
        for (let i = 0; i < times; i++) await runtime.http({ method: 'GET', path: link });
      }),
    );
  }

  async #answer(reply: Reply): Promise<void> {
    const { runtime, settings } = this.#world;
    const { link, caseId, orderId, person, hours } = reply;
    const typed = this.#world.orderNumberOf(orderId)?.slice(-4) ?? '';
    const comment = this.#commentOf(person);
    let page = await runtime.http({ method: 'GET', path: link });
    let chosen: readonly string[] = [];
    let sent = false;
    for (let pages = 0; pages < mostPages; pages++) {
      const form = formsOf(page.body).find((each) => each.method === 'post' && !isBeside(each));
      if (!form || (sent && page.status < 300 && !asksMore(form))) break;
      const filling = fillIn(form, person, { typed, comment });
      if (filling.choices.length > 0) chosen = filling.choices;
      const post = () => send(runtime, { link, form, fields: filling.fields });
      sent = true;
      this.posted.add(caseId);
      if (happens(person, settings.doubleClicks)) {
        this.figures.doubleClicks++;
        [page] = (await Promise.all([post(), post()])) as [HttpAnswer, HttpAnswer];
      } else page = await post();
    }
    this.#count(page, sent, { chosen, hours });
  }

  /** Some write something beside their answer, no two of them the same. */
  #commentOf(person: Random): string | undefined {
    const words = person.fork('comment');
    if (!happens(words, commenting)) return undefined;
    const comment = `Please ring twice, "${words.uuid().slice(0, 8)}" is on the door`;
    this.#world.wrote?.(comment);
    return comment;
  }

  #count(page: HttpAnswer, sent: boolean, { chosen, hours }: { chosen: readonly string[]; hours: number }): void {
    const { figures } = this;
    if (sent && page.status < 300) {
      figures.answered++;
      figures.hoursToAnswer.push(hours);
      for (const choice of chosen) figures.choices[kindOf(choice)] = (figures.choices[kindOf(choice)] ?? 0) + 1;
    } else if (page.status === 410 || page.status < 300) figures.tooLate++;
    else {
      const [code = 'no code'] = /\b[A-Z]{3,}(?:_[A-Z]+)+\b/.exec(page.body) ?? [];
      const key = `${page.status} ${code}`;
      figures.refused[key] = (figures.refused[key] ?? 0) + 1;
    }
  }
}

interface Reply {
  readonly link: string;
  readonly caseId: string;
  readonly orderId: string;
  readonly person: Random;
  readonly hours: number;
}

/** The path of the link in a mail, as its text part has it. */
export function linkIn({ text }: Pick<Mail, 'text'>): string | undefined {
  return /https?:\/\/[^/\s]+(?:\/[^/\s]+)*?(\/r\/[^\s<>"]+)/.exec(text ?? '')?.[1];
}

/** Forms that stand beside a question, or after it: whether they were content, to have the mail once more. */
const isBeside = (form: Form) => form.fields.some(({ name }) => name === 'satisfaction' || name === 'again');

/** A page that follows an answer asks something when it has choices, or a field to confirm by. */
const asksMore = (form: Form) => form.fields.some(({ kind }) => kind === 'radio' || kind === 'text');

function fillIn(
  form: Form,
  person: Random,
  written: Pick<Filling, 'typed' | 'comment'>,
): { fields: URLSearchParams; choices: readonly string[] } {
  const boxes = form.fields.filter(({ kind, name }) => kind === 'checkbox' && name.includes('cancel'));
  const all = boxes.length > 0 && cancelsAll(person);
  const chosen = all
    ? new Map()
    : new Map([...radioGroups(form)].map(([name, values]) => [name, choose(person, values)]));
  const ticked = new Set(all ? boxes.map(({ name }) => name) : []);
  return {
    fields: filledIn(form, { chosen, ticked, ...written }),
    choices: all ? ['cancel-order'] : [...chosen.values()],
  };
}

function send(
  runtime: LocalRuntime,
  { link, form, fields }: { link: string; form: Form; fields: URLSearchParams },
): Promise<HttpAnswer> {
  const path = form.action === '' ? link : pathOf(form.action, link);
  return runtime.http({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: fields.toString(),
  });
}

function pathOf(action: string, link: string): string {
  const { pathname, search } = new URL(action, new URL(link, 'http://reply.invalid'));
  return pathname + search;
}
