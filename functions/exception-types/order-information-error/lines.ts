import { countries } from './countries.ts';
import type { Details } from './details.ts';
import type { Problem } from './problem.ts';
import { linesInOrder } from './units.ts';

/** What forms are filled with to get past them. */
const placeholder =
  /^(n\/?a|none|null|undefined|test(ing)?|asdf\w*|x+|-+|\.+|\?+|無|无|沒有|没有|同上|測試|测试|123)$/i;
export const isBlank = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text) || placeholder.test(text.trim());

/** The recipient, and a street line that a carrier finds a door by. */
export function checkLines(country: string, details: Details): Problem[] {
  const { recipientName, addressLine1, addressLine2 } = details;
  const recipient: Problem[] =
    isBlank(recipientName) || !/\p{L}/u.test(recipientName)
      ? [{ rule: 'recipient-missing', field: 'recipientName', tier: 'ask', hard: true, value: recipientName }]
      : [];
  if (isBlank(addressLine1) && isBlank(addressLine2)) {
    return [
      ...recipient,
      { rule: 'address-line-missing', field: 'addressLine1', tier: 'ask', hard: true, value: addressLine1 },
    ];
  }
  return [...recipient, ...swappedLines(country, details), ...houseNumber(country, details)];
}

/** Street and unit stand in the lines that a label has for them: a long first one is cut. */
function swappedLines(country: string, { addressLine1, addressLine2 }: Details): Problem[] {
  const ordered = linesInOrder(country, addressLine1.trim(), addressLine2.trim());
  if (!ordered) return [];
  return [
    {
      rule: 'second-line-in-first',
      field: 'addressLine1',
      tier: 'fix',
      silent: true,
      value: `${addressLine1}|${addressLine2}`,
      suggestion: { addressLine1: ordered[0], addressLine2: ordered[1] },
    },
  ];
}

/** Any digit, or a Chinese numeral before what is counted: 號, 巷, 樓. */
const numbered = /\p{N}|[一二三四五六七八九十百零〇]+(號|号|之|弄|巷|樓|楼|室|栋|幢|座|單元|单元)/u;
/** Places that have a name in the stead of a number, and the ways to say that there is none. */
const named =
  /\b(s\/n|s\.n\.|sn|snc|lieu[- ]dit|le bourg|zone (industrielle|artisanale)|z\.?[ia]\.?|km|poste restante|postlagernd|general delivery|packstation)\b/i;

function houseNumber(country: string, { addressLine1, addressLine2, city }: Details): Problem[] {
  const lines = `${addressLine1} ${addressLine2}`;
  // A cedex is one receiver's own.
  if (/\bcedex\b/i.test(city)) return [];
  if (!countries[country]?.houseNumber || numbered.test(lines) || named.test(lines)) return [];
  return [{ rule: 'house-number-missing', field: 'addressLine1', tier: 'ask', value: lines }];
}
