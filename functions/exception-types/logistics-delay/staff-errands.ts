import type { Shipment } from '#shared/domain/shipment.ts';
import type { Errand } from '../exception-type.ts';
import { askCarrier, inquiryAbout } from './inquiry.ts';
import type { Scene } from './scene.ts';
import { meaningOf } from './status.ts';

/** What staff are told beside the alert of the opening: what only people can see to. */
export function staffErrands({ standing, record, facts, thresholds, now }: Scene): Errand[] {
  const { parcel, course, still, unknownStatus } = standing;
  const { shipment } = parcel;
  const { orderNumber } = facts.order;
  const alert = (key: string, severity: 'critical' | 'warning', subject: string, text: string): Errand => ({
    key,
    outgoing: [
      {
        kind: 'alert',
        severity,
        subject: `${record.type}: ${subject}`,
        text: `${text}\nnpm run case -- show ${record.caseId}`,
      },
    ],
  });
  const due: Errand[] = [];
  // Of many at once there is one alert, that of their incident; what else befalls many of them is told by the first.
  const alone = !record.incidentId;
  const onceForAll = { alertsOncePerIncident: true } as const;
  if (shipment && unknownStatus) {
    const said = `${shipment.tag} ${shipment.subtag}`;
    due.push({
      ...alert(
        'unknown-status',
        'critical',
        `unknown status of order ${orderNumber}`,
        `${shipment.carrier} says ${said} of ${shipment.trackingNumber}, which no table knows: ask the carrier, and add it to shared/domain/tracking.`,
      ),
      ...onceForAll,
    });
  }
  if (still?.calendarMissing) {
    due.push({
      ...alert(
        'calendar-missing',
        'critical',
        `holidays of ${still.calendarMissing} are missing`,
        `Business days were counted from Monday to Friday: add the holidays of ${still.calendarMissing} to shared/domain/calendar/holidays.ts.`,
      ),
      ...onceForAll,
    });
  }
  if (alone && still?.kind === 'label' && shipment) {
    due.push(
      alert(
        'label-without-pickup',
        'warning',
        `order ${orderNumber} was not handed over`,
        `The label of ${shipment.trackingNumber} is from ${shipment.createdAt} and nobody has picked the parcel up: look in the warehouse first, then call ${shipment.carrier}.`,
      ),
    );
  }
  if (alone && course === 'unshipped') {
    due.push(
      alert(
        'not-handed-over',
        'warning',
        `order ${orderNumber} has not left`,
        `Nothing of it was given to a carrier, and ${parcel.unnamed ? 'no date was named for it, and it is due by' : 'it is promised for'} ${parcel.promisedAt}: look in the warehouse.`,
      ),
    );
  }
  if (course === 'address' && shipment) {
    due.push(
      alert(
        'address-problem',
        'warning',
        `the carrier cannot find the address of order ${orderNumber}`,
        `${shipment.carrier} could not deliver ${shipment.trackingNumber}: the customer was asked to write; correct the address with the carrier.`,
      ),
    );
  }
  if (course === 'gone' && shipment) {
    const claims = !isRecipientsDoing(shipment);
    const comesBack = ['returned', 'rejected'].includes(standing.reason);
    if (claims) due.push(askCarrier(shipment, inquiryAbout(standing), thresholds, now));
    due.push({
      ...alert(
        comesBack ? 'returned-alert' : 'claim-alert',
        'critical',
        `parcel of order ${orderNumber} will not arrive (${standing.causeCode})`,
        [
          ...(comesBack ? [`Take ${shipment.trackingNumber} in when it comes back.`] : []),
          claims
            ? `Claim ${shipment.trackingNumber} from ${shipment.carrier}; its terms say until when.`
            : `Nothing is claimed from ${shipment.carrier}: the recipient did not take it.`,
          'The customer is asked whether to send again or refund.',
        ].join(' '),
      ),
      // Damaged goods, or some that come back, are a matter of their own parcel.
      ...(standing.reason === 'lost' && onceForAll),
    });
  }
  return due;
}

/** The carrier itself has recorded that the recipient refused the parcel or did not fetch it: it owes nothing. */
const isRecipientsDoing = ({ checkpoints }: Pick<Shipment, 'checkpoints'>): boolean =>
  checkpoints.some((each) => ['refused', 'pickup-missed'].includes(meaningOf(each).reason ?? ''));
