import type { Settings } from '#shared/domain/settings.ts';
import { customerCancellation } from './customer-cancellation/definition.ts';
import { type ExceptionType, type InstalledType, installed } from './exception-type.ts';
import { logisticsDelay } from './logistics-delay/definition.ts';
import { orderInformationError } from './order-information-error/definition.ts';
import { outOfStock } from './out-of-stock/definition.ts';
import { paymentFailure } from './payment-failure/definition.ts';

/** The registration: one line per type. */
export const catalog: readonly ExceptionType[] = [
  customerCancellation,
  logisticsDelay,
  orderInformationError,
  outOfStock,
  paymentFailure,
];

/** Thrown when a row names a type that is not installed. */
export class TypeUnknown extends Error {
  override readonly name = 'TypeUnknown';
}

/** What has been worked out under a deployment's settings, which are one object for as long as a function lives. */
const known = new WeakMap<Settings, Map<string, InstalledType>>();

/** The payment methods of the shop: one type's thresholds declare them, others judge orders by them too. */
const methodsUnder = (settings: Settings) =>
  catalog.flatMap(({ key, methods }) => methods?.(settings.types[key]) ?? []);

function under(settings: Settings, type: ExceptionType): InstalledType {
  const types = known.get(settings) ?? new Map<string, InstalledType>();
  known.set(settings, types);
  const found = types.get(type.key) ?? installed(type, settings, methodsUnder(settings));
  types.set(type.key, found);
  return found;
}

/** Every type under this deployment's thresholds. */
export const installedTypes = (settings: Settings): InstalledType[] => catalog.map((type) => under(settings, type));

/** @throws TypeUnknown */
export function typeOf(key: string, settings: Settings): InstalledType {
  const found = catalog.find((type) => type.key === key);
  if (!found)
    throw new TypeUnknown(`no exception type '${key}'; installed: ${catalog.map((type) => type.key).join(', ')}`);
  return under(settings, found);
}
