import { Command, InvalidArgumentError, Option } from 'commander';
import type { Measurement } from './measurement.ts';

export interface Options {
  readonly only: readonly string[];
  readonly rounds?: number;
  readonly writeBudget?: boolean;
}

/** What the words after `npm run bench --` ask for; wrong ones are refused with what is allowed. */
export function commandLine(measurements: readonly Pick<Measurement, 'name' | 'about'>[]): Command {
  const names = measurements.map(({ name }) => name);
  const list = measurements.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n');
  return new Command('npm run bench --')
    .description('Measures this tree on this machine. Only ratios within one run mean anything; nothing fails a build.')
    .addOption(new Option('--only <name...>', 'measure these only').choices(names).default(names, 'all'))
    .option('--rounds <n>', 'how often each variant runs (1..1000), instead of what each measurement needs', rounds)
    .option('--write-budget', 'measure nothing; make the bytes of now the budget that a test holds the bundles against')
    .addHelpText('after', `\nMeasurements:\n${list}`)
    .allowExcessArguments(false)
    .showHelpAfterError('(--help lists what can be measured)');
}

function rounds(value: string): number {
  const whole = Number(value);
  if (Number.isInteger(whole) && whole >= 1 && whole <= 1000) return whole;
  throw new InvalidArgumentError(`"${value}" is refused, allowed: whole numbers 1..1000`);
}
