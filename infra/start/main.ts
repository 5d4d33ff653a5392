import { start } from './command.ts';
import { runningFile } from './running-file.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

process.exitCode = await start(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  wallNow: () => Date.now(),
  runningFile,
  stop: stop.signal,
});
