/** The order number without what confirms an answer: its last four characters. */
export const maskedNumber = (orderNumber: string) => `${orderNumber.slice(0, -4)}••••`;

/** Typed on a phone, perhaps in full width or lower case: the same characters. */
export function confirmsNumber(typed: string | undefined, orderNumber: string): boolean {
  const plain = (text: string) => text.normalize('NFKC').trim().toUpperCase();
  return typed !== undefined && plain(typed) === plain(orderNumber.slice(-4));
}
