import { styleText } from 'node:util';
import type { LocalRuntime } from '#infra/local-runtime/boot.ts';

type Voice =
  | 'shop'
  | 'warehouse'
  | 'customer'
  | 'finance'
  | 'provider'
  | 'carrier'
  | 'mail'
  | 'alert'
  | 'event'
  | 'check';
const colours = {
  shop: 'bold',
  warehouse: 'bold',
  customer: 'bold',
  finance: 'bold',
  provider: 'bold',
  carrier: 'bold',
  mail: 'cyan',
  alert: 'yellow',
  event: 'gray',
  check: 'green',
} as const satisfies Record<Voice, Parameters<typeof styleText>[0]>;

/** Tells what happens, a line at a time, with the time that it is in the story. */
export class Narrator {
  readonly #runtime: LocalRuntime;
  readonly #write: (text: string) => void;
  readonly failed: string[] = [];
  #day = '';
  #mails = 0;
  #alerts = 0;
  #events = 0;

  constructor(runtime: LocalRuntime, write: (text: string) => void) {
    this.#runtime = runtime;
    this.#write = write;
  }

  title(text: string): void {
    this.#write(`\n${styleText('bold', text)}\n\n`);
  }

  say(voice: Voice, text: string): void {
    this.#line(voice, text, this.#runtime.clock.now());
  }

  /** Lets time pass and tells what came of it: mails, alerts and events, in the sequence of their time, equal ones in a row as one. */
  async pass(ms: number): Promise<void> {
    await this.#runtime.pass(ms);
    const { mailbox, alerts, events } = this.#runtime;
    const told = [
      ...mailbox
        .slice(this.#mails)
        .map(({ at, to, subject }) => ['mail', `to ${to.join(', ')}: ${subject}`, at] as const),
      ...alerts.slice(this.#alerts).map(({ at, subject, message }) => ['alert', subject ?? message, at] as const),
      ...events
        .slice(this.#events)
        .filter(({ event }) => event.source === 'ordermend')
        .map(({ event }) => ['event', event['detail-type'], event.time] as const),
    ];
    [this.#mails, this.#alerts, this.#events] = [mailbox.length, alerts.length, events.length];
    const inTime = told.sort((a, b) => Date.parse(a[2]) - Date.parse(b[2]));
    for (let from = 0; from < inTime.length; ) {
      const [voice, text, at] = inTime[from]!;
      const next = inTime.findIndex((each, i) => i > from && (each[0] !== voice || each[1] !== text));
      const times = (next === -1 ? inTime.length : next) - from;
      this.#line(voice, times > 1 ? `${text} (${times} times)` : text, Date.parse(at));
      from += times;
    }
  }

  /** One outcome of the story: as it should be, or not. */
  check(what: string, right: boolean): void {
    if (!right) this.failed.push(what);
    const mark = right ? styleText('green', '✓') : styleText('red', '✗');
    this.#write(`  ${mark} ${what}\n`);
  }

  #line(voice: Voice, text: string, at: number): void {
    const [day, time] = [new Date(at).toISOString().slice(0, 10), new Date(at).toISOString().slice(11, 19)];
    if (this.#day && day !== this.#day) this.#write(`${styleText('gray', `— ${day} —`)}\n`);
    this.#day = day;
    this.#write(`${styleText('gray', time)}  ${styleText(colours[voice], voice.padEnd(9))}  ${text}\n`);
  }
}
