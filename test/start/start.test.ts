import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wrongCount } from '#infra/start/case-studies/wrong-count.ts';
import { start } from '#infra/start/command.ts';
import { assembly, code } from '#test/support/synthesize.ts';
import { warm } from '#test/support/world.ts';

const runningFile = join(import.meta.dirname, '../../.local/test-running.json');

/** The command with what it writes, at a wall clock of its own. */
function aRun(stop = new AbortController()) {
  const written: string[] = [];
  const around = {
    write: (text: string) => void written.push(text),
    complain: (text: string) => void written.push(text),
    wallNow: () => Date.parse('2026-11-24T12:00:00.000Z'),
    stop: stop.signal,
    runningFile,
    assembly,
    warm,
  };
  return { around, stop, said: () => written.join('') };
}

test('npm start -- --once plays the three case studies and ends with code 0, every outcome right', async () => {
  const { around, said } = aRun();
  expect(await start(['--once'], { ...around, code })).toBe(0);
  expect(said()).toContain('Every outcome was right.');
  expect(said()).not.toContain('✗');
  expect(said().match(/Case study [123]: /g)).toHaveLength(3);
  expect(said().match(/✓/g)?.length).toBeGreaterThanOrEqual(44);
}, 180_000);

test('npm start, with the functions as they are deployed, stays up with its pages, an open question for the reader, and ends cleanly', async () => {
  const { around, stop, said } = aRun();
  let code: Promise<number> | undefined;
  const looked = new Promise<string>((resolve, reject) => {
    const write = async (text: string) => {
      around.write(text);
      const [url] = /http:\/\/127\.0\.0\.1:\d+(?=\/_local\/mails)/.exec(text) ?? [];
      if (!url) return;
      const page = await fetch(`${url}/_local/mails`).catch(reject);
      resolve(`${JSON.parse(readFileSync(runningFile, 'utf8')).url} ${page && (await page.text())}`);
    };
    code = start(['--port', '0'], { ...around, caseStudies: [wrongCount], write: (text) => void write(text) });
  });
  const page = await looked;
  stop.abort();
  expect(await code).toBe(0);
  expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+ /);
  expect(page).toContain('you@customer.example');
  expect(said()).toContain('Stopped.');
  expect(existsSync(runningFile)).toBe(false);
}, 120_000);

test.each([
  [['--prot', '80'], "unknown option '--prot'"],
  [['--port', 'eighty'], 'a port is a whole number from 0 to 65535'],
])('wrong arguments %j are refused with what is allowed', async (args, message) => {
  const { around, said } = aRun();
  expect(await start(args, around)).toBe(2);
  expect(said()).toContain(message);
});
