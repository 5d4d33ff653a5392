import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { synthesizeUnsettled } from './assembly.ts';
import { bootTime } from './boot.ts';
import { bundleBytes, writeBudget } from './bundle-bytes.ts';
import { coldStart } from './cold-start.ts';
import { mailLatency } from './mail-latency.ts';
import type { Measurement } from './measurement.ts';
import { commandLine, type Options } from './options.ts';
import { tableOf } from './report.ts';
import { throughput } from './throughput.ts';

const measurements: readonly Measurement[] = [bootTime, mailLatency, throughput, bundleBytes, coldStart];
const root = join(import.meta.dirname, '../..');

async function measure({ only, rounds }: Options): Promise<void> {
  print(`Node ${process.version}, ${process.arch}, ${availableParallelism()} cores`);
  const assembly = synthesizeUnsettled(root);
  for (const measurement of measurements.filter(({ name }) => only.includes(name))) {
    const planned = measurement === bundleBytes ? 1 : (rounds ?? measurement.rounds);
    const rows = await measurement.run({ rounds: planned, assembly, root, tick: ticker(measurement.name, planned) });
    print(`\n${tableOf(measurement, planned, rows)}`);
  }
  rmSync(join(root, '.local/bench-clients'), { recursive: true, force: true });
}

const print = (text: string) => process.stdout.write(`${text}\n`);

/** How far a measurement is, on a terminal only: one line that is written over. */
function ticker(name: string, rounds: number): () => void {
  let done = 0;
  return () => {
    done++;
    if (process.stderr.isTTY) process.stderr.write(done < rounds ? `\r${name}: ${done}/${rounds}` : '\r\u001b[K');
  };
}

await commandLine(measurements)
  .action((options: Options) => (options.writeBudget ? writeBudget(root) : measure(options)))
  .parseAsync();
