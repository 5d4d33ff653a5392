import { type Address, type DeliveryField, deliveryFields, type FieldChange } from '#shared/domain/address.ts';
import type { Order } from '#shared/domain/order.ts';

/** Where an order goes and how its customer is reached, a text per field; what is not there is empty. */
export type Details = Readonly<Record<DeliveryField, string>>;

const fieldsOfStore: readonly DeliveryField[] = ['storeId', 'storeName'];

export function detailsOf({ shippingAddress, pickupPoint, customer }: Order): Details {
  const [first = '', ...rest] = shippingAddress?.addressLines ?? [];
  return {
    recipientName: shippingAddress?.recipientName ?? '',
    addressLine1: first,
    addressLine2: rest.filter(Boolean).join(', '),
    district: shippingAddress?.district ?? '',
    city: shippingAddress?.city ?? '',
    region: shippingAddress?.region ?? '',
    postalCode: shippingAddress?.postalCode ?? '',
    phone: shippingAddress?.phone || customer.phone || '',
    email: customer.email ?? '',
    storeId: pickupPoint?.storeId ?? '',
    storeName: pickupPoint?.storeName ?? '',
  };
}

/** The fields that differ, with what stands and what will. */
export function changesOf(before: Details, wanted: Partial<Details>): FieldChange[] {
  return deliveryFields.flatMap((field) => {
    const after = wanted[field];
    if (after === undefined || after === before[field]) return [];
    return [{ field, ...(before[field] && { before: before[field] }), ...(after && { after }) }];
  });
}

/** The parts of the order that changed fields belong to, written anew; lines beyond the second are joined to it. */
export function withDetails(order: Order, wanted: Partial<Details>): Partial<Order> {
  const changed = new Set(changesOf(detailsOf(order), wanted).map(({ field }) => field));
  if (changed.size === 0) return {};
  const details: Details = { ...detailsOf(order), ...wanted };
  const { shippingAddress, pickupPoint, customer } = order;
  const phoneInAddress = shippingAddress !== undefined;
  const touchesAddress = [...changed].some(
    (field) => field !== 'email' && !fieldsOfStore.includes(field) && (field !== 'phone' || phoneInAddress),
  );
  return {
    ...(touchesAddress && shippingAddress && { shippingAddress: addressWith(shippingAddress, details, changed) }),
    ...((changed.has('email') || (changed.has('phone') && !phoneInAddress)) && {
      customer: {
        ...customer,
        ...(changed.has('email') && { email: details.email }),
        ...(changed.has('phone') && !phoneInAddress && { phone: details.phone }),
      },
    }),
    ...(fieldsOfStore.some((field) => changed.has(field)) &&
      pickupPoint && {
        // Another store: what was known of the old one's opening says nothing of it.
        pickupPoint: { network: pickupPoint.network, storeId: details.storeId, storeName: details.storeName },
      }),
  };
}

function addressWith(before: Address, details: Details, changed: ReadonlySet<DeliveryField>): Address {
  const lines = changed.has('addressLine1') || changed.has('addressLine2');
  const { district: _, city: __, region: ___, postalCode: ____, phone, ...kept } = before;
  const { district, city, region, postalCode } = details;
  const nextPhone = changed.has('phone') ? details.phone : phone;
  return {
    ...kept,
    recipientName: details.recipientName,
    ...(lines && { addressLines: [details.addressLine1, details.addressLine2].filter(Boolean) }),
    ...(district && { district }),
    ...(city && { city }),
    ...(region && { region }),
    ...(postalCode && { postalCode }),
    ...(nextPhone && { phone: nextPhone }),
  };
}
