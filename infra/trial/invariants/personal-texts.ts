import type { TrialCancellation } from '../orders/cancellations.ts';
import type { TrialOrder } from '../orders/order-draft.ts';

const mailAddress = /[\w.+-]+@[\w-]+\.[\w.-]+/;
/** Where one is, told from its middle: that is found in a long text at once. */
const middleOfMailAddress = /(?<=[\w.+-])@[\w-]+\.[\w.-]/;

/** A text this narrow stands for nobody. An ideograph, a kana or a syllable of Hangul is as wide as two letters. */
const narrowest = 6;
/** Of digits alone so many are needed to be told from an amount or an id. */
const fewestDigits = 8;

/** Mail addresses, and the names, phone numbers, address lines and words of customers: what only the shop's rows may hold. */
export class PersonalTexts {
  /** By how they begin, so that a text of any length is looked through once. */
  readonly #byBeginning = new Map<string, string[]>();
  /** 1 for each character that one has begun with: most places of a text need no closer look. */
  readonly #first = new Uint8Array(0x10000);

  /** One more that stands for a person; too short a text is left out. */
  add(text: string): void {
    const known = plain(text);
    if (!tellsSomebody(known)) return;
    const beginning = beginningAt(known, 0);
    this.#first[known.charCodeAt(0)] = 1;
    const others = this.#byBeginning.get(beginning) ?? [];
    if (!others.includes(known)) this.#byBeginning.set(beginning, [...others, known]);
  }

  /** What also occurs in a text that is nobody's (the title of a product) cannot be told from it. */
  forget(shown: string): void {
    const text = plain(shown);
    for (let found = this.#knownIn(text); found; found = this.#knownIn(text)) {
      const beginning = beginningAt(found, 0);
      const left = this.#byBeginning.get(beginning)?.filter((each) => each !== found) ?? [];
      if (left.length > 0) this.#byBeginning.set(beginning, left);
      else this.#byBeginning.delete(beginning);
    }
  }

  /** The first that occurs in anything that is made of JSON. */
  in(value: unknown): string | undefined {
    const text = plain(value);
    const mayHoldAddress = text.includes('@') && middleOfMailAddress.test(text);
    return (mayHoldAddress ? mailAddress.exec(text)?.[0] : undefined) ?? this.#knownIn(text);
  }

  get isEmpty(): boolean {
    return this.#byBeginning.size === 0;
  }

  #knownIn(text: string): string | undefined {
    if (this.isEmpty) return undefined;
    for (let i = 0; i < text.length; i++) {
      if (this.#first[text.charCodeAt(i)] === 0 || isInsideWord(text, i)) continue;
      const found = this.#byBeginning
        .get(beginningAt(text, i))
        ?.find((each) => text.startsWith(each, i) && !isInsideWord(text, i + each.length));
      if (found) return found;
    }
    return undefined;
  }
}

/** What is known of the customers of a trial; what several of them share, and what goods are called, is nobody's. */
export function personalTextsOf(
  orders: readonly TrialOrder[],
  cancellations: readonly TrialCancellation[],
): PersonalTexts {
  const customers = new Map(orders.map(({ order }) => [order.orderId, order.customer.customerId]));
  const owners = new Map<string, string | undefined>();
  const note = (text: string | undefined, owner: string | undefined) => {
    if (text) owners.set(text, owners.has(text) && owners.get(text) !== owner ? undefined : owner);
  };
  for (const { order } of orders) {
    const { customer, shippingAddress, taxId, customerComments = [] } = order;
    const phones = [customer.phone, shippingAddress?.phone];
    const texts = [
      ...phones,
      ...phones.map((phone) => phone?.replace(/\D/g, '')),
      shippingAddress?.recipientName,
      ...(shippingAddress?.addressLines ?? []),
      taxId,
      ...customerComments.map(({ text }) => text),
    ];
    for (const text of texts) note(text, customer.customerId);
  }
  for (const { orderId, request } of cancellations) note(request.text, customers.get(orderId));
  const personal = new PersonalTexts();
  for (const [text, owner] of owners) if (owner !== undefined) personal.add(text);
  if (!personal.isEmpty) for (const text of nobodysTexts(orders)) personal.forget(text);
  return personal;
}

function nobodysTexts(orders: readonly TrialOrder[]): ReadonlySet<string> {
  return new Set(
    orders.flatMap(({ order: { orderId, orderNumber, channel, customer, lines } }) => [
      orderId,
      orderNumber,
      channel,
      customer.customerId,
      ...lines.flatMap(({ sku, title }) => [sku, title]),
    ]),
  );
}

/** JSON on one line, its line breaks as blanks: an `n` of `\n` would join the word behind it. */
const plain = (value: unknown): string => {
  const written = JSON.stringify(value);
  const json = written.includes('\\') ? written.replace(/\\[nrt]/g, ' ') : written;
  return typeof value === 'string' ? json.slice(1, -1).trim() : json;
};

const isWide = (code: number): boolean => code >= 0x2e80;

function tellsSomebody(text: string): boolean {
  if (/^[\d\s()+./-]*$/.test(text)) return text.replace(/\D/g, '').length >= fewestDigits;
  const width = [...text].reduce((sum, each) => sum + (isWide(each.codePointAt(0)!) ? 2 : 1), 0);
  return width >= narrowest && text.length >= beginningLength(text, 0);
}

const beginningLength = (text: string, at: number): number => (isWide(text.charCodeAt(at)) ? narrowest / 2 : narrowest);

const beginningAt = (text: string, at: number): string => text.slice(at, at + beginningLength(text, at));

/** Letters that are written as words, and digits; ideographs stand without blanks between them. */
function isOfWord(code: number): boolean {
  const small = code | 0x20;
  return (small >= 0x61 && small <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0xc0 && code < 0x2000);
}

const isInsideWord = (text: string, at: number): boolean =>
  isOfWord(text.charCodeAt(at)) && at > 0 && isOfWord(text.charCodeAt(at - 1));
