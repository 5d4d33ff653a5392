import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from './trial.ts';

/** Where output is no terminal, a line so often says how far it is. */
const lineEveryMs = 10_000;

/** How far the trial is: orders placed, the virtual day, cases opened. Written to the error stream, never to stdout. */
export class ProgressBar {
  readonly #bar: SingleBar;
  readonly #stream: NodeJS.WritableStream;
  readonly #orders: number;

  constructor(stream: NodeJS.WritableStream, orders: number) {
    this.#stream = stream;
    this.#orders = orders;
    this.#bar = new SingleBar(
      {
        stream,
        format: '{bar} {value}/{total} orders · {day} · {cases} cases · {step}',
        barsize: 24,
        hideCursor: true,
        noTTYOutput: true,
        notTTYSchedule: lineEveryMs,
      },
      Presets.shades_classic,
    );
  }

  say(text: string): void {
    this.#stream.write(`${text}\n`);
  }

  start(): void {
    this.#bar.start(this.#orders, 0, { day: '', cases: 0, step: 'filling the shelves' });
  }

  show({ placed, cases, now }: Progress): void {
    const step = placed < this.#orders ? 'orders come in' : 'time passes until all has ended';
    this.#bar.update(placed, { day: new Date(now).toISOString().slice(0, 10), cases, step });
  }

  stop(): void {
    this.#bar.stop();
  }
}
