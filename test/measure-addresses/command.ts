import { join } from 'node:path';
import Table from 'cli-table3';
import {
  knownTallies,
  mutatedTallies,
  realAddresses,
  type Tally,
  tallyOf,
  type Verdict,
  validTallies,
} from './measure.ts';

const verdicts: readonly Verdict[] = ['left alone', 'formatted', 'corrected', 'corrected wrongly', 'asked'];

function print(title: string, tallies: Readonly<Record<string, Tally>>, wanted: (tally: Tally) => number): void {
  const table = new Table({ head: [title, 'addresses', ...verdicts, 'share'] });
  for (const [name, tally] of Object.entries(tallies)) {
    const sum = verdicts.reduce((total, verdict) => total + tally[verdict], 0);
    const share = sum > 0 ? `${((wanted(tally) / sum) * 100).toFixed(1)} %` : '';
    table.push([name, sum, ...verdicts.map((verdict) => tally[verdict]), share]);
  }
  process.stdout.write(`${table.toString()}\n`);
}

const [file = join(import.meta.dirname, '../../../shared/data/tau-retail-orders.jsonl.gz')] = process.argv.slice(2);
const real = realAddresses(file);
if (real)
  print(
    'false alarms, real orders',
    { 'US, 500 orders': tallyOf(real.map((each) => [each])) },
    ({ corrected, asked }) => corrected + asked,
  );
else process.stdout.write('no real orders beside the repository: skipped\n');
print('false alarms, known addresses', knownTallies(), ({ corrected, asked }) => corrected + asked);
print('false alarms, generated', validTallies(2000), ({ corrected, asked }) => corrected + asked);
print('hits, made wrong', mutatedTallies(4000), ({ formatted, corrected, asked }) => formatted + corrected + asked);
