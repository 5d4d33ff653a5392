import { typeOf } from '#functions/exception-types/catalog.ts';
import type { MailText } from '#functions/exception-types/exception-type.ts';
import type { SaidAlong } from '#shared/adapters/case-messages.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import { cases, settings, tables } from './workbench.ts';

/** The words of one case that goes along in the mail of another. */
export interface WordsAlong {
  readonly record: CaseRecord;
  readonly words: MailText;
  readonly orderNumber: string;
}

/** The words of what goes along, from how things are now; what has been settled meanwhile is not said. */
export async function wordsAlong(said: readonly SaidAlong[], at: Date): Promise<WordsAlong[]> {
  const found = await Promise.all(said.map((each) => wordsOf(each, at)));
  return found.filter((each) => each !== undefined);
}

async function wordsOf({ orderId, caseId, kind, ahead }: SaidAlong, at: Date): Promise<WordsAlong | undefined> {
  const record = await cases.read(orderId, caseId);
  if (!record || isClosed(record.state)) return undefined;
  const type = typeOf(record.type, settings);
  const facts = await tables.facts(orderId, type.reads);
  if (!facts) return undefined;
  const { question, reminder, notice } = type.messages[languageOf(facts.order.customer.locale)];
  const asks = kind === 'question' ? question : kind === 'reminder' ? reminder : undefined;
  const words = asks ? record.offer && asks(facts.order, record.offer) : notice?.(kind, facts, record, at);
  if (!words) return undefined;
  const before = ahead ? (notice?.(ahead, facts, record, at).paragraphs ?? []) : [];
  return {
    record,
    orderNumber: facts.order.orderNumber,
    words: { ...words, paragraphs: [...before, ...words.paragraphs] },
  };
}
