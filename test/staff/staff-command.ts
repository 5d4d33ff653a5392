import { vi } from 'vitest';
import type { Terminal } from '#functions/staff/terminal.ts';
import type { World } from '#test/support/world.ts';

export interface Typed {
  /** What somebody at the terminal answers when asked; nothing = nobody sits there. */
  readonly answer?: string;
  /** What happens before they answer. */
  readonly meanwhile?: () => Promise<void>;
  readonly user?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

export interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command of staff as it would be typed beside a world that has a port, over HTTP like any SDK. Modules are
 * loaded anew for each world: the clients in them belong to one account for as long as a process lives.
 */
export async function typed(world: World, words: string, given: Typed = {}): Promise<Printed> {
  const env = given.env ?? accountOf(world);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const { runCase } = await commandFor(JSON.stringify(env));
  const printed = { out: [] as string[], err: [] as string[] };
  const terminal: Terminal = {
    out: (text) => printed.out.push(text),
    err: (text) => printed.err.push(text),
    interactive: given.answer !== undefined,
    ask: async (question) => {
      printed.err.push(question);
      await given.meanwhile?.();
      return given.answer ?? '';
    },
    user: given.user ?? 'kai',
    surroundings: {
      env,
      folder: given.folder ?? '/nowhere',
      isAlive: () => true,
      answers: async (url) => (await fetch(url)).ok,
    },
    setVariable: (name, value) => {
      vi.stubEnv(name, value);
    },
  };
  const code = await runCase(words.split(' ').filter(Boolean), terminal);
  vi.unstubAllEnvs();
  return { code, out: printed.out.join('\n'), err: printed.err.join('\n') };
}

let loaded: { account: string; command: Promise<typeof import('#functions/staff/command-line.ts')> } | undefined;

function commandFor(account: string) {
  if (loaded?.account !== account) {
    vi.resetModules();
    loaded = { account, command: import('#functions/staff/command-line.ts') };
  }
  return loaded.command;
}

/** The keys and the endpoint by which SDKs reach a world. */
export const accountOf = ({ runtime }: World) => ({
  AWS_ENDPOINT_URL: runtime.url!,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
});
