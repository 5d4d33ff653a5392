import type { Errand } from '#functions/exception-types/exception-type.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { mayMail } from '#shared/domain/operations.ts';
import { send } from './mailing.ts';
import { cases, type Work } from './workbench.ts';

/** The letter of an errand as it is written down; nothing = it has none, or its partner may not be mailed. */
export function letterFor({ type, operations }: Work, { key, letter }: Errand): CaseRecord['letter'] {
  const partner = letter && type.partners?.[letter.to];
  return partner && mayMail(operations, partner.email) ? { key, ...letter } : undefined;
}

/** Sends the letter that was written down, unless it is known to have gone out, or there is no cause for it any more. */
export async function sendLetter({ facts, type }: Work, record: CaseRecord, at: Date): Promise<void> {
  const { letter, orderId, caseId } = record;
  const partner = letter && type.partners?.[letter.to];
  if (!letter || !partner) return;
  const written = await cases.letterOf(orderId, caseId, letter.key);
  const words = written && !written.sentAt && type.messages[partner.language].letter?.(letter, facts, record);
  if (!words) return;
  await send(partner, words, { orderId, caseId, kind: letter.code, letter: letter.key });
  await cases.markLetterSent(orderId, caseId, letter.key, at);
}
