import type { InstalledType } from '#functions/exception-types/exception-type.ts';
import type { CaseFile } from '#shared/adapters/case-files.ts';
import { runStatus } from '#shared/adapters/workflows.ts';
import { isClosed, type Offer } from '#shared/domain/case.ts';
import type { Facts } from '#shared/domain/facts.ts';
import { type Mode, modeOf, type Operations } from '#shared/domain/operations.ts';
import type { Desk } from './desk.ts';
import { findCase } from './find-case.ts';

/** A case with everything around it, as it stands at one moment. */
export interface Dossier {
  readonly file: CaseFile;
  /** Nothing = the order is gone. */
  readonly facts: Facts | undefined;
  readonly type: InstalledType;
  readonly operations: Operations;
  readonly mode: Mode;
  /** By the service's clock. */
  readonly now: Date;
  /** What can be chosen now; nothing = the case is past choosing, or nothing is wrong any more. */
  readonly offer: Offer | undefined;
  readonly run: Awaited<ReturnType<typeof runStatus>>;
  /** The case that has the order's question. */
  readonly questionHolder: string | undefined;
  /** The open incident of the type. */
  readonly incidentId: string | undefined;
}

/** @throws CommandRefused when there is no such case */
export async function dossierOf(desk: Desk, id: string): Promise<Dossier> {
  const file = await findCase(desk, id);
  const { record, decision } = file;
  const type = desk.typeOf(record.type);
  const [facts, { operations, now }, run, questionHolder, incidentId] = await Promise.all([
    desk.tables.facts(record.orderId, type.reads),
    desk.present(),
    runStatus(`${desk.place.stateMachineArnPrefix}${record.type}`, record.caseId),
    desk.question.holder(record.orderId),
    desk.incidents.openOf(record.type, record.behind),
  ]);
  const choosable = facts && !isClosed(record.state) && decision?.phase !== 'final';
  return {
    file,
    facts,
    type,
    operations,
    mode: modeOf(operations, record.type, now),
    now,
    offer: choosable ? type.offer(facts, record, now) : undefined,
    run,
    questionHolder,
    incidentId,
  };
}
