import { Writable } from 'node:stream';

export interface ProcessFacadeOptions {
  readonly env: Record<string, string | undefined>;
  readonly directory: string;
  write(line: string, level: string): void;
  exit(code: number): never;
}

/** `process` of one execution environment: its own variables and output; listeners do not reach the real process. */
export function processFacade({ env, directory, write, exit }: ProcessFacadeOptions): NodeJS.Process {
  const ignored = () => facade;
  const members: Readonly<Record<string, unknown>> = {
    env,
    stdout: lineStream((line) => write(line, 'info')),
    stderr: lineStream((line) => write(line, 'error')),
    cwd: () => directory,
    exit: (code?: number) => exit(code ?? 0),
    emitWarning: (warning: string | Error) => write(String(warning), 'warn'),
    on: ignored,
    once: ignored,
    off: ignored,
    addListener: ignored,
    removeListener: ignored,
    prependListener: ignored,
  };
  const facade: NodeJS.Process = new Proxy(process, {
    get: (target, key) => {
      if (typeof key === 'string' && Object.hasOwn(members, key)) return members[key];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return facade;
}

/** A stream that hands on whole lines at once, as the log service does. */
function lineStream(write: (line: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: Buffer | string, _encoding, done) {
      for (const line of String(chunk).split('\n')) if (line) write(line);
      done();
    },
  });
}
