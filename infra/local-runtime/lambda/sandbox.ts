import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import type { Random } from '../random.ts';
import { servicesModule } from '../sdk/stand-ins.ts';
import { capturedConsole } from './captured-console.ts';
import { type AnswerHttp, inProcessHttp } from './in-process-http.ts';
import { ModuleLoader } from './module-loader.ts';
import { type ProcessFacadeOptions, processFacade } from './process-facade.ts';
import { seededMath, seededNodeCrypto, seededWebCrypto } from './seeded-chance.ts';
import { virtualDate } from './virtual-date.ts';
import type { VirtualTimers } from './virtual-timers.ts';

export interface SandboxOptions extends ProcessFacadeOptions {
  readonly random: Random;
  readonly timers: VirtualTimers;
  now(): number;
  readonly answer: AnswerHttp;
  /** Answers a stand-in of the SDK. */
  call(service: string, operation: string, input: object): object | Promise<object>;
}

/** Everything by which a function could tell one run from another, taken from clock and seed; the rest is Node's own. */
export function sandbox(options: SandboxOptions): ModuleLoader {
  const { random, now, write } = options;
  const process = processFacade(options);
  const console = capturedConsole(write);
  const { http, https } = inProcessHttp(options.answer);
  const readFile = async (...words: Parameters<typeof fs.readFileSync>) => fs.readFileSync(...words);
  const promises = { ...fsPromises, readFile };
  const names: Record<string, unknown> = {
    process,
    console,
    Date: virtualDate(now),
    Math: seededMath(random),
    crypto: seededWebCrypto(random),
    ...options.timers.functions,
  };
  names.globalThis = globalOf(names);
  names.global = names.globalThis;
  return new ModuleLoader(names, {
    [servicesModule]: { call: options.call },
    process,
    console,
    http,
    https,
    crypto: seededNodeCrypto(random),
    fs: { ...fs, promises },
    'fs/promises': promises,
    timers: { ...timers, ...options.timers.functions },
    'timers/promises': {
      ...timersPromises,
      setTimeout: (ms?: number, value?: unknown) => options.timers.sleep(ms, value),
    },
  });
}

/** The global object as the function sees it: what it sets stays its own. */
function globalOf(names: Record<string, unknown>): object {
  const own: Record<PropertyKey, unknown> = names;
  return new Proxy(globalThis, {
    get: (target, key) => (Object.hasOwn(own, key) ? own[key] : Reflect.get(target, key, target)),
    has: (target, key) => Object.hasOwn(own, key) || Reflect.has(target, key),
    set: (_target, key, value) => {
      own[key] = value;
      return true;
    },
  });
}
