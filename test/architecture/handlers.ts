import type { FunctionSpec } from '#infra/functions.ts';
import { pathsUnder } from './source-files.ts';
import { machinesOf, tokensOf } from './state-machines.ts';

type Listed = Pick<FunctionSpec, 'entry' | 'triggers'>;

const tokenOf = (entry: string) => {
  const name = entry.replace(/^.*\/|\.handler\.tsx?$/g, '');
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
};

/** Handlers that no stack deploys, and deployed ones that neither a trigger nor a state machine ever calls. */
export function uncalledHandlers(root: string, listed: readonly Listed[]): string[] {
  const handlers = pathsUnder(root, 'functions').filter((path) => /\.handler\.tsx?$/.test(path));
  const entries = listed.map(({ entry }) => entry);
  const called = new Set(machinesOf(root).flatMap(({ text }) => tokensOf(text)));
  return [
    ...handlers.filter((path) => !entries.includes(path)).map((path) => `${path}: infra/functions.ts does not list it`),
    ...listed
      .filter(({ entry, triggers = [] }) => triggers.length === 0 && !called.has(tokenOf(entry)))
      .map(({ entry }) => `${entry}: no trigger and no state machine calls it`),
  ];
}
