import { trial } from './command.ts';

process.exitCode = await trial(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: process.stderr,
});
