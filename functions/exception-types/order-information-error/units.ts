/**
 * How the part of a building is written in a country, and where it stands beside its street: as far as the practice of its
 * post leaves no doubt. What both orders are used for is not here.
 */
interface UnitForm {
  /** The whole of a line that names nothing but a part of a building. */
  readonly alone: RegExp;
  /** A line that a carrier finds the door by: its street with a number. */
  readonly street: RegExp;
  /** A first line that is the unit alone, above the street, is exchanged with it. */
  readonly streetFirst?: true;
  /** Where a unit behind a comma goes when it stands in the street's line: below it, or above. */
  readonly split?: 'below' | 'above';
  /** It may stand behind a blank as well: its words are no part of a street's name. */
  readonly withoutComma?: true;
}

const whole = (source: string) => new RegExp(`^(?:${source})$`, 'iu');
const listOf = (part: string) => whole(`(?:${part})(?:\\s*,?\\s+(?:${part}))*`);

/** USPS Publication 28, appendix C2: designators of a unit in a building, followed by its number. */
const american: UnitForm = {
  alone: whole('(?:apt|apartment|ste|suite|unit|bldg|building|fl|floor|rm|room|#)\\.?\\s*#?\\s*[\\w-]{1,8}'),
  street: /^\d+\s.{3,}$/,
  streetFirst: true,
  split: 'below',
  withoutComma: true,
};

/** Royal Mail sets flat and floor above the house; Hongkong Post likewise in English, in Chinese the street comes first. */
const flat = '(?:flat|apartment|apt|unit|suite|room|rm)\\.?\\s*(?:no\\.?\\s*)?(?:\\d{1,4}[a-z]?|[a-z]\\d{0,3})';
const floor = '(?:\\d{1,2}(?:st|nd|rd|th)|ground|first|second|third|top)\\s+floor(?:\\s+flat)?|\\d{1,3}/f|g/f';
const english: UnitForm = {
  alone: listOf(`${flat}|${floor}`),
  street: /^\d+[a-z]?(-\d+[a-z]?)?\s+\p{L}.{3,}$/iu,
  split: 'above',
};

/** Numbers of a Chinese address stand before what they count; it goes from the large to the small. */
const n = '(?:[\\p{Nd}一二三四五六七八九十]{1,5}|[a-z]\\p{Nd}{0,4})';
const chinese: UnitForm = {
  alone: whole(`(?:(?:地下)?${n}(?:樓|楼|層|层|室|單元|单元|栋|棟|幢|座)(?:之${n})?(?:${n}室|${n})?)+`),
  street: /(路|街|道|巷|弄|段|里|村|胡同).*\p{N}+(號|号)$/u,
  streetFirst: true,
};

/** DIN 5008, ÖNORM A 1080: the street with its number, and what finds the flat behind it. */
const german: UnitForm = {
  alone: listOf(
    '(?:wohnung|whg\\.?|apartment|app\\.|top|tür|stiege)\\s*(?:nr\\.?\\s*)?\\d{1,4}[a-z]?|\\d{1,2}\\.\\s*(?:og|obergeschoss|stock|etage)|(?:eg|erdgeschoss|dg|dachgeschoss)(?:\\s+(?:links|rechts|mitte))?',
  ),
  street: /^\p{L}[\p{L}\s.-]{2,}\s\d+\s?[a-z]?$/iu,
  streetFirst: true,
  split: 'below',
};

/** La Poste and Poste Italiane set the flat above the street, labels of two lines below it: either is right, one line is long. */
const french: UnitForm = {
  alone: listOf(
    '(?:appartement|appt?\\.?)\\s*\\d{1,4}[a-z]?|(?:\\d{1,2}\\s?(?:er|e|ème|eme))\\s+étage|étage\\s+\\d{1,2}',
  ),
  street: /^\d+(\s?(bis|ter|quater|[a-d]))?,?\s+\p{L}.{3,}$/iu,
  split: 'below',
};
const italian: UnitForm = {
  alone: listOf(
    '(?:interno|int\\.)\\s*\\d{1,4}[a-z]?|(?:scala|sc\\.)\\s*[a-z\\d]{1,2}|(?:piano)\\s*\\d{1,2}|\\d{1,2}°?\\s*piano',
  ),
  street: /^\p{L}.{3,}\s\d+[a-z]?(\/[a-z\d]{1,3})?$/iu,
  split: 'below',
};

/** Correos and CTT write floor and door behind the street, in its line or below, never above. */
const iberian: UnitForm = {
  alone: listOf(
    '(?:piso|planta|puerta|pta\\.?|escalera|esc\\.|andar)\\s*\\d{1,3}\\s?[ºª]?\\s?[a-z]?|\\d{1,2}\\.?\\s?[ºª]\\s*(?:piso|planta|andar|izq\\.?|izda\\.?|dcha\\.?|dto\\.?|esq\\.?|[a-d])?',
  ),
  street: /^\p{L}.{3,},?\s(n\.?º\s*)?\d+[a-z]?$/iu,
  streetFirst: true,
};

const forms: Readonly<Record<string, UnitForm>> = {
  US: american,
  GB: english,
  IE: english,
  HK: english,
  TW: chinese,
  CN: chinese,
  DE: german,
  AT: german,
  FR: french,
  IT: italian,
  ES: iberian,
  PT: iberian,
};
const hasHan = /\p{Script=Han}/u;

/** The two lines as they should stand; nothing = they do, or there is a doubt. */
export function linesInOrder(country: string, first: string, second: string): [string, string] | undefined {
  const form = country === 'HK' && hasHan.test(first + second) ? chinese : forms[country];
  if (!form) return undefined;
  if (second)
    return form.streetFirst && form.alone.test(first) && form.street.test(second) ? [second, first] : undefined;
  if (!form.split) return undefined;
  // The longest unit: a street may have commas and blanks of its own.
  for (const { index, 0: gap } of first.matchAll(form.withoutComma ? /,\s*|\s+/g : /,\s*/g)) {
    const [street, unit] = [first.slice(0, index).trim(), first.slice(index + gap.length).trim()];
    if (form.street.test(street) && form.alone.test(unit)) {
      return form.split === 'above' ? [unit, street] : [street, unit];
    }
  }
  return undefined;
}
