import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownAddresses } from '#test/measure-addresses/known.ts';
import { knownTallies, mutatedTallies, realAddresses, tallyOf, validTallies } from '#test/measure-addresses/measure.ts';

const real = realAddresses(join(import.meta.dirname, '../../../../../shared/data/tau-retail-orders.jsonl.gz'));

/** Shares as they are measured (`npm run measure:addresses`), with room for another seed. */
const leastHit: Readonly<Record<string, number>> = {
  'no city': 0.9,
  // Zones name no city to hold a misspelt one against, and what people call a quarter is left alone.
  'misspelt city': 0.92,
  'postal code of another place': 0.96,
};

describe('what is measured of addresses', () => {
  it.each(Object.entries(validTallies(300, 11)))('right ones are left alone: %s', (_country, tally) => {
    expect(tally).toMatchObject({ corrected: 0, 'corrected wrongly': 0, asked: 0, 'left alone': 300 });
  });

  it.each(Object.entries(knownTallies()))('so are those that no table made: %s', (country, tally) => {
    expect(tally).toMatchObject({ 'left alone': knownAddresses[country]!.length });
  });

  it.skipIf(!real)('so are 500 real orders', () => {
    expect(tallyOf(real!.map((each) => [each]))).toMatchObject({ 'left alone': 500 });
  });

  it.each(Object.entries(mutatedTallies(600, 12)))('wrong ones are found, and never made worse: %s', (name, tally) => {
    const all = Object.values(tally).reduce((sum, each) => sum + each, 0);
    expect(all).toBeGreaterThan(30);
    expect(1 - tally['left alone'] / all).toBeGreaterThanOrEqual(leastHit[name] ?? 0.99);
    expect(tally['corrected wrongly']).toBe(0);
  });
});
