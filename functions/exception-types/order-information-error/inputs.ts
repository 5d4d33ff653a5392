import { type DeliveryField, deliveryField } from '#shared/domain/address.ts';
import type { Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Accepted, Facts, InputField } from '../exception-type.ts';
import { causesOf, subjectOf } from './causes.ts';
import { corrected } from './corrections.ts';
import { type Details, detailsOf, withDetails } from './details.ts';
import { judge, problemsOf } from './judge.ts';
import { type Problem, suggestedBy } from './problem.ts';
import type { Settings } from './settings.ts';

type Described = Pick<InputField, 'type' | 'autocomplete' | 'maxLength'>;

/** HTML's autocomplete tokens; most characters that carriers' labels and stores' codes take. */
const described: Readonly<Record<DeliveryField, Described>> = {
  recipientName: { type: 'text', autocomplete: 'shipping name', maxLength: 100 },
  addressLine1: { type: 'text', autocomplete: 'shipping address-line1', maxLength: 200 },
  addressLine2: { type: 'text', autocomplete: 'shipping address-line2', maxLength: 200 },
  district: { type: 'text', autocomplete: 'shipping address-level3', maxLength: 60 },
  city: { type: 'text', autocomplete: 'shipping address-level2', maxLength: 60 },
  region: { type: 'text', autocomplete: 'shipping address-level1', maxLength: 60 },
  postalCode: { type: 'text', autocomplete: 'shipping postal-code', maxLength: 12 },
  phone: { type: 'tel', autocomplete: 'shipping tel', maxLength: 30 },
  email: { type: 'email', autocomplete: 'email', maxLength: 254 },
  storeId: { type: 'text', autocomplete: 'off', maxLength: 20 },
  storeName: { type: 'text', autocomplete: 'off', maxLength: 60 },
};

/** Ticked by whoever is sure, when what was written looks wrong to a rule that may not know better. */
export const asWritten = 'asWritten';

const placeFields: readonly DeliveryField[] = [
  'addressLine1',
  'addressLine2',
  'district',
  'city',
  'region',
  'postalCode',
];
const storeFields: readonly DeliveryField[] = ['storeId', 'storeName'];

/** The fields that mend what was found: an address is shown whole, anything else by itself. */
export function askedFields({ shippingAddress }: Order, problems: readonly Problem[]): string[] {
  const fields = new Set(problems.map(({ field }) => field));
  const place = placeFields.some((field) => fields.has(field));
  const names = [
    ...(fields.has('recipientName') ? ['recipientName'] : []),
    ...(place ? placeFields.filter((field) => usedIn(shippingAddress?.country ?? '', field)) : []),
    ...(storeFields.some((field) => fields.has(field)) ? storeFields : []),
    ...(fields.has('phone') ? ['phone'] : []),
    ...(fields.has('email') ? ['email'] : []),
  ];
  return place ? [...names, asWritten] : names;
}

/** Parts that a country's addresses have. */
function usedIn(country: string, field: DeliveryField): boolean {
  if (field === 'district') return ['TW', 'CN', 'HK'].includes(country);
  if (field === 'region') return ['US', 'CN', 'IT', 'ES', 'IE', 'GB'].includes(country);
  return field !== 'postalCode' || country !== 'HK';
}

/** Prefilled with what is suggested, else with what stands. */
export function inputsOf(facts: Facts, offer: Offer, thresholds: Settings): InputField[] {
  const names = offer.lines.flatMap(({ options }) => options.flatMap(({ inputs = [] }) => inputs));
  const { fix, details, mail } = causesOf(facts, thresholds);
  const present: Details = { ...detailsOf(facts.order), ...suggestedBy([...details, ...mail, ...fix]) };
  const missing = new Set([...details, ...mail].filter(({ hard }) => hard).map(({ field }) => field));
  return [...new Set(names)].map((name): InputField => {
    if (name === asWritten)
      return { name, type: 'checkbox', autocomplete: 'off', value: '', required: false, maxLength: 3 };
    const field = deliveryField.parse(name);
    return {
      name,
      ...described[field],
      value: present[field],
      required: missing.has(field) || field === 'addressLine1',
    };
  });
}

/** Judges what was filled in like any order; what a rule can only doubt passes when the customer says that it is so. */
export function accept(
  { order }: Facts,
  values: ReadonlyMap<string, string>,
  record: CaseRecord,
  { thresholds, now }: { readonly thresholds: Settings; readonly now: Date },
): Accepted {
  const wanted = wantedBy(values);
  const written = rewritten(order, wanted);
  const { fixes } = judge(written, thresholds);
  // What is only formatted differently is set right on the way.
  const tidied = { ...written, ...withDetails(written, suggestedBy(fixes.filter(({ silent }) => silent))) };
  const names = new Set(values.keys());
  const left = problemsOf(tidied, thresholds).filter(
    ({ field, hard }) => names.has(field) || (hard && (field === 'email') === names.has('email')),
  );
  const wrong = left.filter(({ hard }) => hard || !values.has(asWritten) || values.get(asWritten) === '');
  if (wrong.length > 0) {
    return { wrong: Object.fromEntries(wrong.map(({ field, rule }) => [shownAt(field, names), rule]).reverse()) };
  }
  return { orderChanges: corrected(order, tidied, { record, tier: tierOf(record), kept: left, now }) };
}

/** The order as it was filled in; what an address service has said is about the address that stood there. */
function rewritten(order: Order, wanted: Partial<Details>): Order {
  const parts = withDetails(order, wanted);
  const { addressVerification, ...rest } = order;
  return { ...rest, ...(!parts.shippingAddress && { addressVerification }), ...parts };
}

const wantedBy = (values: ReadonlyMap<string, string>): Partial<Details> =>
  Object.fromEntries(
    [...values]
      .filter(([name]) => deliveryField.safeParse(name).success)
      .map(([name, value]) => [name, value.normalize('NFC').replace(/\s+/g, ' ').trim()]),
  );

/** A field that is not in the form is spoken of at the first one that is. */
const shownAt = (field: string, names: ReadonlySet<string>) => (names.has(field) ? field : ([...names][0] ?? field));

const tierOf = (record: CaseRecord) => (subjectOf(record) === 'fix' ? 'fix' : 'ask');
