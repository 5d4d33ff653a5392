import JSON5 from 'json5';
import { compilePattern, InvalidEventPattern } from '../events/pattern.ts';
import type { Json, JsonObject } from '../service.ts';
import type { RecordedPattern } from './recording.ts';
import type { Report } from './report.ts';

/** Asks the event pattern matcher what AWS was asked. The bar: every answer is the same. */
export function replayPatterns(patterns: readonly RecordedPattern[], verbose: boolean): Report {
  const misses = patterns.flatMap((pattern) => {
    const answer = answerTo(pattern);
    return answer === pattern.expected
      ? []
      : [`  ${pattern.name}: AWS answers ${pattern.expected}, the replay ${answer}`];
  });
  const same = patterns.length - misses.length;
  const lines = [`Event patterns: ${same} of ${patterns.length} answers are the same`, ...(verbose ? misses : [])];
  return { lines, passed: misses.length === 0 };
}

function answerTo({ json5 }: RecordedPattern): RecordedPattern['expected'] {
  const { Event, EventPattern } = JSON5.parse<{ Event: JsonObject; EventPattern: Json }>(json5);
  try {
    return compilePattern(EventPattern)(Event) ? 'match' : 'no_match';
  } catch (error) {
    if (error instanceof InvalidEventPattern) return 'error';
    throw error;
  }
}
