import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Milliseconds that a test asks for by itself: `}, 180_000);` at its end. */
const askedFor = /^\s*(?:\}, )?(\d+_000),?(?:\);)?$/gm;

/**
 * Starts the files first that are known to be long, by the time that their tests ask for or by what they do, so that at the
 * end no worker waits for one; on a fresh machine nothing else is known of how long they take.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual
      .map((file) => ({ file, time: timeOf(file.moduleId) }))
      .sort((a, b) => b.time - a.time)
      .map(({ file }) => file);
  }
}

/** Whatever drives a browser, or loads every function anew for its faults, takes long without asking for more time. */
const long = /\/test\/(browser|faults|scaffold)\/|\/faults\.scenario\./;
const longMs = 120_000;

const timeOf = (path: string) =>
  [...readFileSync(path, 'utf8').matchAll(askedFor)].reduce(
    (sum, [, ms = '']) => sum + Number(ms.replace('_', '')),
    long.test(path) ? longMs : 0,
  );
