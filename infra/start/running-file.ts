import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the other commands of this repository look for the local runtime. */
export const runningFile = join(import.meta.dirname, '../../.local/running.json');

/** Tells the other commands where the local runtime is, as long as it is up. */
export function announceRunning(file: string, about: { readonly url: string; readonly stage: string }): Disposable {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...about, pid: process.pid }, null, 2)}\n`);
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) };
}
