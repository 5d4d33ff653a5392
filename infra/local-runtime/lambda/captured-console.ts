import { Console } from 'node:console';
import { format } from 'node:util';

const levels = ['trace', 'debug', 'log', 'info', 'warn', 'error'] as const;

/** `console` of a function: each call becomes one line of its log. */
export function capturedConsole(write: (line: string, level: string) => void): Partial<Console> {
  const lines = levels.map((level) => [
    level,
    (...words: unknown[]) => write(format(...words), level === 'log' ? 'info' : level),
  ]);
  const silent = ['time', 'timeEnd', 'timeLog', 'group', 'groupEnd', 'count', 'assert'].map((name) => [name, () => {}]);
  const structured = ['dir', 'table'].map((name) => [name, (word: unknown) => write(format('%o', word), 'info')]);
  return { ...Object.fromEntries([...lines, ...silent, ...structured]), Console };
}
