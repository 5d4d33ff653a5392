import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import { redriveRun } from '#shared/adapters/workflows.ts';
import { type CaseState, caseMoves } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { isPaused } from '#shared/domain/operations.ts';
import type { Desk } from './desk.ts';
import type { Dossier } from './dossier.ts';
import { refused } from './refusal.ts';
import { brokenRuns } from './standing.ts';

/** Whoever runs a command, and what the command needs of them. */
export interface Clerk {
  readonly desk: Desk;
  /** The code under which their doings are kept. */
  readonly code: string;
  readonly newId: () => string;
  /** Shows what will happen and asks. @throws CommandRefused when they do not want it, or cannot be asked */
  readonly confirm: (what: readonly string[]) => Promise<void>;
}

/** What a command did, and what will happen by it. */
export interface Done {
  readonly summary: string;
  readonly next: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** The case's trail says what staff did; the condition on its version tells when it is no longer as it was looked at. */
export function trail(
  { cases }: Desk,
  record: CaseRecord,
  { by, because, at, changes = {} }: { by: string; because: string; at: Date; changes?: Partial<CaseRecord> },
): TransactItem[] {
  const stays = (caseMoves[record.state] as readonly CaseState[]).includes(record.state);
  return stays ? cases.moveItems(record, { to: record.state, at, by, because, changes }) : [];
}

/** Writes what belongs together. @throws CommandRefused when the case is no longer as it was looked at */
export async function write(items: TransactItem[], caseId: string): Promise<void> {
  const changed = `case ${caseId} changed while you looked at it, and nothing was written. Look again: npm run case -- show ${caseId}`;
  try {
    if ((await transact(items)).written) return;
  } catch (error) {
    if ((error as Error).name !== 'TransactionCanceledException') throw error;
  }
  throw refused(changed);
}

/** A run that broke is run on, so that what was decided is carried out. @returns what became of it, for whoever reads */
export async function runOn({ desk }: Clerk, { file: { record }, run }: Dossier): Promise<string[]> {
  if (!brokenRuns.includes(run)) return [];
  const why = await redriveRun(`${desk.place.stateMachineArnPrefix}${record.type}`, record.caseId);
  if (why) return [`Its run ended ${run} and cannot be run on: ${why}. Nothing happens by itself.`];
  return [`Its run ended ${run} and has been run on from where it stopped.`];
}

/** @throws CommandRefused when the run has come to its end, so that nothing would carry a decision out */
export function assertRunnable({ file: { record }, run }: Dossier): void {
  if (run !== 'SUCCEEDED') return;
  throw refused(
    `the run of case ${record.caseId} has come to its end, so nothing would carry that out. ` +
      `Do it in the shop, then: npm run case -- decide ${record.caseId} --close`,
  );
}

/** What a pause makes of everything that a command says will happen. */
export const pauseNote = ({ operations, now }: Pick<Dossier, 'operations' | 'now'>): string[] =>
  isPaused(operations, now) ? ['Everything is paused: it happens after "npm run case -- resume".'] : [];
