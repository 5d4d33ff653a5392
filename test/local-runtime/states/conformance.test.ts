import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replayExecutions } from '#infra/local-runtime/conformance/executions.ts';
import { replayPatterns } from '#infra/local-runtime/conformance/patterns.ts';
import { readRecording, UnreadableRecording } from '#infra/local-runtime/conformance/recording.ts';

const recordings = resolve(import.meta.dirname, '../../../../shared/conformance');
const replayed = existsSync(recordings) ? it : it.skip;

describe('what AWS recorded', () => {
  replayed('executions reach the bar (skipped where ../shared/conformance is missing)', async () => {
    const recording = readRecording(resolve(recordings, 'step-functions.json.gz'));
    if (recording.kind !== 'executions') throw new Error('not a recording of executions');
    const { lines, passed } = await replayExecutions(recording.executions, true);
    expect(passed, lines.join('\n')).toBe(true);
  });

  replayed('event patterns give the same answers (skipped where ../shared/conformance is missing)', () => {
    const recording = readRecording(resolve(recordings, 'eventbridge-patterns.jsonl.gz'));
    if (recording.kind !== 'patterns') throw new Error('not a recording of patterns');
    const { lines, passed } = replayPatterns(recording.patterns, true);
    expect(passed, lines.join('\n')).toBe(true);
  });
});

it('a file that is missing or of another kind is named in the error', () => {
  expect(() => readRecording('no-such-file')).toThrow(UnreadableRecording);
  expect(() => readRecording('tsconfig.json')).toThrow(/tsconfig\.json is neither/);
});
