import { replayExecutions } from './executions.ts';
import { replayPatterns } from './patterns.ts';
import { type Recording, readRecording, UnreadableRecording } from './recording.ts';

const USAGE = 'Usage: npm run conformance -- FILE [-v]\n';

/** Replays a recording of AWS and prints how much of it the local runtime reproduces. */
async function main(args: readonly string[]): Promise<number> {
  const verbose = args.includes('-v');
  const [file, ...rest] = args.filter((argument) => argument !== '-v');
  if (file === undefined || rest.length > 0) return refuse(USAGE);
  let recording: Recording;
  try {
    recording = readRecording(file);
  } catch (error) {
    if (error instanceof UnreadableRecording) return refuse(`${error.message}\n`);
    throw error;
  }
  const { lines, passed } =
    recording.kind === 'executions'
      ? await replayExecutions(recording.executions, verbose)
      : replayPatterns(recording.patterns, verbose);
  process.stdout.write(`${lines.join('\n')}\n`);
  return passed ? 0 : 1;
}

function refuse(message: string): number {
  process.stderr.write(message);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
