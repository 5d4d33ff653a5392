import { timeZoneOf } from '#shared/domain/calendar/time-zones.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { dayIn, momentIn } from '#shared/domain/formats.ts';
import type { Language } from '#shared/domain/primitives.ts';
import type { Shipment } from '#shared/domain/shipment.ts';
import type { Facts, Letter, MailText } from '../exception-type.ts';
import { type InquiryWords, inquiries, inquiryWords, kindOf } from './inquiry-words.ts';
import { parcelAt } from './parcels.ts';
import { meaningOf } from './status.ts';

/**
 * The mail to the carrier. It names the parcel as the carrier knows it and our references, nothing of the customer. Nothing =
 * the parcel has arrived meanwhile.
 */
export function inquiryMail(
  language: Language,
  { code, answerDue }: Omit<Letter, 'to'>,
  facts: Facts,
  { subject, caseId, news }: CaseRecord,
): MailText | undefined {
  const { order } = facts;
  const words = inquiryWords[language];
  const { shipment, promisedAt } = parcelAt(facts, subject) ?? {};
  const about = inquiries.find((each) => each === code);
  if (!shipment || !about) return undefined;
  const kind = kindOf(about);
  const zone = timeZoneOf(order.market);
  const reference = news.CarrierAnswered?.reference;
  return {
    subject: words.subjects[kind](shipment.trackingNumber, order.orderNumber),
    paragraphs: [
      words.greeting,
      words.wrong[about](detailOf(words, about, shipment, (at) => dayIn(language, zone, at))),
      ...(promisedAt ? [words.promised(dayIn(language, zone, promisedAt))] : []),
      words.tracking(shipment.trackingNumber),
      words.ourReference(order.orderNumber, caseId),
      ...(reference ? [words.yourReference(reference)] : []),
      words.asks[kind],
      words.answerBy(momentIn(language, zone, answerDue)),
    ],
    footer: [words.why],
  };
}

/** What the sentence on the trouble has to say besides: since when nothing was heard, or the reason that the carrier gave. */
function detailOf(
  { reported }: InquiryWords,
  about: string,
  shipment: Shipment,
  day: (at: string) => string,
): string | undefined {
  if (about === 'trace-no-scan') return day(lastHeard(shipment));
  const { reason } = meaningOf(shipment);
  return about === 'trace-delayed' && reason ? reported[reason] : undefined;
}

const lastHeard = ({ checkpoints, handedOverAt, createdAt }: Shipment): string =>
  [...checkpoints.map(({ at }) => at), handedOverAt ?? createdAt].sort().at(-1)!;
