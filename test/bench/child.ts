import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';

/** Thrown when a measured process ends badly: its time would say nothing. */
export class ChildFailed extends Error {
  override readonly name = 'ChildFailed';
}

/** Milliseconds from the start of a Node process to its first output. @throws ChildFailed */
export async function timeToFirstOutput(words: readonly string[], cwd: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const ended = once(child, 'close');
  const said = await Promise.race([
    once(child.stdout, 'data').then(() => performance.now()),
    ended.then(() => undefined),
  ]);
  const [code] = await ended;
  if (said === undefined || code !== 0) {
    throw new ChildFailed(`node ${words.join(' ')} ended with ${code}: ${endOf(complaints)}`);
  }
  return said - began;
}

/** What a Node process printed, as JSON. @throws ChildFailed */
export async function jsonOf<Result>(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Result> {
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new ChildFailed(`node ${words.join(' ')} ended with ${code}: ${endOf(complaints)}`);
  }
  return JSON.parse(Buffer.concat(printed).toString()) as Result;
}

/** A bundle's error quotes the whole line that threw, which is the whole bundle: its last words say enough. */
const endOf = (complaints: readonly Buffer[]) => Buffer.concat(complaints).toString().trim().slice(-1500);
