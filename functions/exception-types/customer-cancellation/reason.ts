import { type CancelReason, type CancelRequest, cancelReasons } from '#shared/domain/cancel-request.ts';

/**
 * What people write when they mean it: words of all three languages, the most telling reason first, because who found it
 * cheaper has changed his mind as well.
 */
const signs: readonly (readonly [CancelReason, RegExp])[] = [
  [
    'ordered-twice',
    /重[複覆复](下[單单]|[訂订][購购單单了]|[購购][買买]|[買买]|拍|扣款)|([訂订][單单]|下[單单]|[買买]|拍)重[複覆复了]|([訂订]|[買买]|拍|下)了?([兩两二]次|[兩两]遍|[兩两][筆单單]|2次)|多(拍|下|[訂订])了?一?([筆单單次份])|\b(order(ed)?|bought|placed|purchased)\b.{0,20}\b(twice|two times|2 times|double)\b|\b(duplicate|double)d?\b.{0,12}\b(order|purchase)|\btwo (identical|same|of the same) orders?\b|\balready (ordered|bought) (it|this|one|the same)\b/,
  ],
  [
    'wrong-item',
    /([買买訂订選选拍點点下]|[購购][買买])[錯错]|[錯错](的)?([商产產]品|[東东]西|款)|[尺大]([寸碼码]|小)|[顏颜]色|型[號号]|[規规]格|款式不|\b(wrong|incorrect)\b.{0,16}\b(items?|sizes?|colou?rs?|models?|products?|one|versions?|articles?|things?|quantity)\b|\b(does ?n[o']?t|will not|won't) fit\b|\btoo (small|big|large|tight)\b/,
  ],
  [
    'better-price',
    /便宜|[優优]惠|折扣|[價价][錢钱格]|降[價价]|差[價价]|太[貴贵]|特[價价]|\bcheaper\b|\b(better|lower|best) (price|deal|offer)\b|\btoo expensive\b|\b(price|discount|coupon|promo(tion)?( code)?|voucher)\b|\bon sale\b/,
  ],
  [
    'too-slow',
    /太慢|太久|[遲迟]{2}|[還还]([沒没]|未)([有])?(出[貨货]|[發发][貨货]|寄出|送[達达到]|收到)|一直([沒没]|不|未)([有])?(出[貨货]|[發发][貨货]|寄)|不[發发][貨货]|([來来]不及|[趕赶]不上)|等不[及了]|延[遲迟誤误]|\btoo (slow|long|late)\b|\b(still|has|have|had)( not|n't)?( yet)? (been )?(shipped|arrived|sent|delivered|dispatched)\b|\b(not|never|has ?n't|have ?n't)( yet)? (been )?(shipped|arrived|sent|delivered|dispatched|received)\b|\bdelay(s|ed)?\b|\b(takes?|taking) (so|too|that) long\b|\b(will not|won't|can't|cannot) (arrive|be here|come|make it) (in|on) time\b|\bneed(ed)? it (by|before|sooner|earlier)\b/,
  ],
  [
    'changed-mind',
    /不想[要買买]|不要了|不([買买])了|不需要|不用了|用不[到上著着]|改[變变](心意|主意|想法)|後悔|后悔|\bchang(ed?|ing) (my|our|his|her|their) minds?\b|\b(do not|don't|did not|didn't) (want|need|like)\b|\bno longer (want|need|require|interested)\b|\bnot (needed|interested)( any ?more)?\b|\bregret\b/,
  ],
];

/** The reason by which a request is counted: the code that was given, else what the customer's words say, else `other`. */
export function reasonOf({ reasonCode, text }: Pick<CancelRequest, 'reasonCode' | 'text'>): CancelReason {
  if (reasonCode !== undefined && reasonCode !== 'other') return known(reasonCode) ?? 'other';
  return reasonInWords(text ?? '');
}

const known = (code: string) => cancelReasons.find((reason) => reason === code);

/** The most telling reason that the words name, whatever their language; none = `other`. */
export function reasonInWords(text: string): CancelReason {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[’‘ʼ]/g, "'").replace(/\s+/g, ' ');
  return signs.find(([, words]) => words.test(plain))?.[0] ?? 'other';
}
