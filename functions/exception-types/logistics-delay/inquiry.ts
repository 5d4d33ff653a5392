import type { DelayReason } from '#shared/domain/delay-reasons.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { Errand } from '../exception-type.ts';
import { type Inquiry, kindOf } from './inquiry-words.ts';
import { handedOver } from './parcels.ts';
import type { Scene } from './scene.ts';
import { type Settings, sameCarrier } from './settings.ts';
import { isCustomersTurn, type Standing } from './standing.ts';

const hourMs = 3_600_000;

/** The carrier is asked why and until when; one that does not answer in time is for staff to call. */
export function inquiryErrands(scene: Scene): Errand[] {
  const { standing, record, facts, thresholds, now } = scene;
  const { parcel, late, still, course } = standing;
  const { shipment } = parcel;
  const { order } = facts;
  const asks = late || still?.kind === 'scan' || course === 'delayed' || course === 'attempted';
  if (!shipment || !handedOver(parcel) || isCustomersTurn(standing) || course === 'gone') return [];
  const asked = record.done['ask-carrier'];
  if (!asked) return asks ? [askCarrier(shipment, inquiryAbout(standing), thresholds, now)] : [];
  if (!wasGivenTime(scene) || record.news.CarrierAnswered) return [];
  const alert: Outgoing = {
    kind: 'alert',
    severity: 'critical',
    subject: `${record.type}: ${shipment.carrier} has not answered about order ${order.orderNumber}`,
    text: [
      `${shipment.carrier} was asked about ${shipment.trackingNumber} on ${asked} and has not answered.`,
      'Call the carrier, then report its answer as CarrierAnswered.',
      `npm run case -- show ${record.caseId}`,
    ].join('\n'),
  };
  return [
    {
      key: 'carrier-silent',
      outgoing: [
        // The alert of an incident has told staff to ask for all of its parcels.
        ...(record.incidentId ? [] : [alert]),
        {
          kind: 'event',
          detailType: 'ExceptionEscalated',
          detail: { type: record.type, reasonCode: 'CARRIER_SILENT' },
        },
      ],
    },
  ];
}

/** The carrier was asked and has had its time to answer. */
export function wasGivenTime({ record, thresholds, now }: Scene): boolean {
  const asked = record.done['ask-carrier'];
  return asked !== undefined && Date.parse(asked) + thresholds.carrierAnswerHours * hourMs <= now.getTime();
}

const claimFor: Readonly<Partial<Record<DelayReason, Inquiry>>> = {
  damaged: 'claim-damaged',
  returned: 'claim-returned',
  rejected: 'claim-rejected',
};

/** What is wrong with a parcel that its carrier is asked about, the gravest first. */
export function inquiryAbout({ course, causeCode, reason, still }: Standing): Inquiry {
  if (course === 'gone') {
    if (causeCode === 'tracking-expired') return 'claim-expired';
    return claimFor[reason] ?? 'claim-lost';
  }
  if (course === 'delayed') return 'trace-delayed';
  if (course === 'attempted') return 'trace-attempt-failed';
  return still?.kind === 'scan' ? 'trace-no-scan' : 'trace-late';
}

/** The question to the carrier: an event, and a mail if it takes any. */
export function askCarrier(
  { shipmentId, carrier, trackingNumber }: NonNullable<Standing['parcel']['shipment']>,
  about: Inquiry,
  { carrierAnswerHours, carriers }: Settings,
  now: Date,
): Errand {
  const answerDue = new Date(now.getTime() + carrierAnswerHours * hourMs).toISOString();
  const kind = kindOf(about);
  const to = Object.keys(carriers).find((name) => sameCarrier(name) === sameCarrier(carrier));
  return {
    key: kind === 'claim' ? 'claim' : 'ask-carrier',
    ...(to && { letter: { to, code: about, answerDue } }),
    outgoing: [
      {
        kind: 'event',
        detailType: 'CarrierInquiryRequested',
        detail: { shipmentId, carrier, trackingNumber, kind, answerDue },
      },
    ],
  };
}
