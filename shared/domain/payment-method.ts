import * as z from 'zod';
import { whole } from './limits.ts';
import { type Language, languages } from './primitives.ts';

/** When the money of a method comes: an attempt that waits for a later moment has not failed. */
export const captureTimes = ['now', 'at-shipment', 'at-delivery', 'on-invoice'] as const;
export type CaptureTime = (typeof captureTimes)[number];

const country = z.string().regex(/^[A-Z]{2}$/, 'must be two capitals, as ISO 3166-1 has them');

/** `{orderNumber}` and `{method}` stand for the order's number and the method's code. */
export const payUrlTemplate = z
  .url({ protocol: /^https$/, error: 'must be an https URL' })
  .refine((text) => text.includes('{orderNumber}'), 'must contain {orderNumber}');

/** A method as a deployment declares it; what it leaves out is what we know of the code, or the usual. */
export const declaredMethod = z.strictObject({
  /** The `method` of the shop's payment rows. */
  code: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,31}$/i, 'must be 1..32 of A-Z, a-z, 0-9, _ and -'),
  /** What customers call it, by language; left out = our words for the code. */
  label: z
    .strictObject(Object.fromEntries(languages.map((each) => [each, z.string().min(1).max(40).optional()])))
    .optional(),
  capture: z.enum(captureTimes).optional(),
  /** How long an attempt that was begun may take to be paid. */
  payByHours: whole('hours', 1, 720).optional(),
  /** How long the goods stay set aside for an attempt that was begun. */
  reserveUntilHours: whole('hours', 1, 1440).optional(),
  /** A part of what was paid by it can be refunded. */
  partialRefund: z.boolean().optional(),
  payUrl: payUrlTemplate.optional(),
  /** The markets in which it is offered; left out = wherever we know it to be in use, or everywhere. */
  countries: z.array(country).min(1).optional(),
  /** It is offered to companies only. */
  businessOnly: z.boolean().optional(),
});
export type DeclaredMethod = z.infer<typeof declaredMethod>;

/** A method with everything that has to be known of it. */
export interface PaymentMethod {
  readonly code: string;
  readonly label: Readonly<Partial<Record<Language, string | undefined>>>;
  readonly capture: CaptureTime;
  readonly payByHours: number;
  readonly reserveUntilHours: number;
  readonly partialRefund: boolean;
  readonly payUrl?: string | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly businessOnly: boolean;
}

/** Paid while the customer looks on: what is not finished after an hour was left. */
const atOnce = {
  capture: 'now',
  payByHours: 1,
  reserveUntilHours: 2,
  partialRefund: true,
  businessOnly: false,
} as const;
/** Paid later with a code or to an account number, which Taiwan's providers keep open for three days. */
const byCode = { ...atOnce, payByHours: 72, reserveUntilHours: 96, partialRefund: false } as const;

const words = (taiwan: string, mainland: string, english: string) => ({
  label: { 'zh-TW': taiwan, 'zh-CN': mainland, en: english } as const,
});

/** What is known of a method by its code. */
export const knownMethods: Readonly<Record<string, Omit<PaymentMethod, 'code'>>> = {
  card: { ...atOnce, ...words('信用卡或金融卡', '银行卡', 'Credit or debit card') },
  'apple-pay': { ...atOnce, ...words('Apple Pay', 'Apple Pay', 'Apple Pay') },
  'google-pay': { ...atOnce, ...words('Google Pay', 'Google Pay', 'Google Pay') },
  'line-pay': { ...atOnce, ...words('LINE Pay', 'LINE Pay', 'LINE Pay'), countries: ['TW', 'JP', 'TH'] },
  alipay: { ...atOnce, ...words('支付寶', '支付宝', 'Alipay') },
  'wechat-pay': { ...atOnce, ...words('微信支付', '微信支付', 'WeChat Pay') },
  'bank-transfer': { ...byCode, ...words('ATM 轉帳', '银行转账', 'Bank transfer'), partialRefund: true },
  'convenience-store': {
    ...byCode,
    ...words('超商代碼繳費', '便利店付款', 'Pay at a convenience store'),
    countries: ['TW', 'JP'],
  },
  'cash-on-delivery': { ...atOnce, ...words('貨到付款', '货到付款', 'Cash on delivery'), capture: 'at-delivery' },
  invoice: {
    ...atOnce,
    ...words('月結請款', '凭发票付款', 'Pay by invoice'),
    capture: 'on-invoice',
    businessOnly: true,
  },
};

/** A declared method, with what it left out filled in. */
export function methodOf({ label, ...declared }: DeclaredMethod): PaymentMethod {
  const known = knownMethods[declared.code] ?? { ...atOnce, label: {} };
  const named = Object.fromEntries(Object.entries(declared).filter(([, value]) => value !== undefined));
  return { ...known, ...named, code: declared.code, label: { ...known.label, ...label } };
}

/** The method of a payment row: as it is declared, else as we know it. */
export const methodOfRow = (methods: readonly PaymentMethod[], code: string): PaymentMethod =>
  methods.find((each) => each.code === code) ?? methodOf({ code });

/** The money comes with the parcel or after the invoice: nothing is owed before the goods are there. */
export const isPaidAfterwards = ({ capture }: Pick<PaymentMethod, 'capture'>): boolean =>
  capture === 'at-delivery' || capture === 'on-invoice';

/** Whether a customer in this market can take it. */
export const isOpenTo = (
  { countries, businessOnly }: PaymentMethod,
  { market, customer }: { readonly market: string; readonly customer: { readonly kind: string } },
): boolean => (!countries || countries.includes(market)) && (!businessOnly || customer.kind === 'business');

/** What customers call a method; one without words in their language goes by its code. */
export const labelOf = ({ label, code }: PaymentMethod, language: Language): string =>
  label[language] ?? label.en ?? code;

/** Where an order is paid by a method; nothing = the shop has named no place. */
export function payUrlOf(method: PaymentMethod, shopWide: string | undefined, orderNumber: string): string | undefined {
  return (method.payUrl ?? shopWide)
    ?.replaceAll('{orderNumber}', encodeURIComponent(orderNumber))
    .replaceAll('{method}', encodeURIComponent(method.code));
}
