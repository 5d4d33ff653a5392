import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { here, type Surroundings } from './account.ts';

/** Where a command is typed and read. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Somebody sits there and can be asked. */
  readonly interactive: boolean;
  readonly ask: (question: string) => Promise<string>;
  /** The login name. */
  readonly user: string;
  readonly surroundings: Surroundings;
  /** Sets what the SDK clients will read, or takes it away. */
  readonly setVariable: (name: string, value: string | undefined) => void;
}

/** The terminal of this process. */
export const thisTerminal = (): Terminal => ({
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  async ask(question) {
    // On stderr, so that what is printed can be piped on.
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  },
  user: userInfo().username,
  surroundings: here(process.env, process.cwd()),
  setVariable(name, value) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  },
});
