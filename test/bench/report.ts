import Table from 'cli-table3';
import type { Comparison, Measurement } from './measurement.ts';

const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** One measurement as a table: both numbers and how many times the base ours is. */
export function tableOf({ name, about }: Measurement, rounds: number, rows: readonly Comparison[]): string {
  const table = new Table({
    head: [name, 'ours', 'base', 'ratio'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { what, ours, base, unit, baseUnit = unit } of rows) {
    table.push([what, `${digits(ours)} ${unit}`, `${digits(base)} ${baseUnit}`, (ours / base).toFixed(2)]);
  }
  return `${about} (${rounds} ${rounds === 1 ? 'round' : 'rounds'}, medians)\n${table.toString()}`;
}
