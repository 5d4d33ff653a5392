import { describe, expect, it } from 'vitest';
import { commandLine, type Options } from './options.ts';
import { interleave, quantile } from './samples.ts';

const measurements = ['boot', 'bytes'].map((name) => ({ name, about: `what ${name} is` }));

/** What the command makes of its words: options, or what it says before it ends. */
function bench(...words: string[]): { options?: Options; said: string } {
  let said = '';
  const command = commandLine(measurements)
    .exitOverride()
    .configureOutput({ writeOut: (text) => (said += text), writeErr: (text) => (said += text) });
  try {
    return { options: command.parse(words, { from: 'user' }).opts<Options>(), said };
  } catch {
    return { said };
  }
}

describe('npm run bench', () => {
  it('measures everything unless it is told what', () => {
    expect(bench().options).toEqual({ only: ['boot', 'bytes'] });
    expect(bench('--only', 'bytes', '--rounds', '7').options).toEqual({ only: ['bytes'], rounds: 7 });
  });

  it.each([
    [['--only', 'cpu'], 'Allowed choices are boot, bytes'],
    [['--rounds', '0'], '"0" is refused, allowed: whole numbers 1..1000'],
    [['--rounds', '1.5'], '"1.5" is refused, allowed: whole numbers 1..1000'],
    [['--rounds', 'many'], '"many" is refused, allowed: whole numbers 1..1000'],
    [['--round', '7'], "unknown option '--round'"],
    [['boot'], 'too many arguments'],
  ])('refuses %j and says what is allowed', (words, message) => {
    const { options, said } = bench(...words);
    expect(options).toBeUndefined();
    expect(said).toContain(message);
  });

  it('lists what can be measured', () => {
    expect(bench('--help').said).toContain('  boot        what boot is');
  });
});

describe('interleaved rounds', () => {
  it('run every variant once each, in changing sequence', async () => {
    const ran: string[] = [];
    const variant = (name: string, cost: number) => async () => {
      ran.push(name);
      return cost;
    };
    const samples = await interleave({ a: variant('a', 1), b: variant('b', 2) }, 20);
    expect(samples).toEqual({ a: Array(20).fill(1), b: Array(20).fill(2) });
    const rounds = Array.from({ length: 20 }, (_, n) => ran.slice(2 * n, 2 * n + 2).join(''));
    expect(new Set(rounds)).toEqual(new Set(['ab', 'ba']));
  });
});

describe('a quantile', () => {
  it('is a sample that the share of the samples does not exceed', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2);
    expect(
      quantile(
        Array.from({ length: 100 }, (_, n) => n + 1),
        0.99,
      ),
    ).toBe(99);
    expect(quantile([7], 0.99)).toBe(7);
  });
});
