import type { Address } from '#shared/domain/address.ts';
import { inChina } from './known/china.ts';
import { inEurope } from './known/europe.ts';
import { inHongKong } from './known/hong-kong.ts';
import { inTaiwan } from './known/taiwan.ts';
import { inTheUnitedStates } from './known/united-states.ts';

/**
 * Written down by hand, without the tables that judge them: public buildings, and real names of places beside a street that
 * is only usual. Rules were mended by them, so that none of them still asked about says nothing of the next address.
 */
export const knownAddresses: Readonly<Record<string, readonly Address[]>> = {
  TW: rows(inTaiwan).map(([region, city, district, line, postalCode]) =>
    filled({ region, city, district, postalCode, phone: '0912345678' }, ['王小明', line], 'TW'),
  ),
  CN: rows(inChina).map(([region, city, district, line, postalCode]) =>
    filled({ region, city, district, postalCode, phone: '13812345678' }, ['张伟', line], 'CN'),
  ),
  HK: rows(inHongKong).map(([region, city, district, line, second]) =>
    filled({ region, city, district, phone: '+852 2123 4567' }, ['陳大文', line, second], 'HK'),
  ),
  US: rows(inTheUnitedStates).map(([line, second, city, region, postalCode]) =>
    filled({ city, region, postalCode }, ['Mia Garcia', line, second], 'US'),
  ),
  EU: rows(inEurope).map(([country, city, postalCode, line, second]) =>
    filled({ city, postalCode }, ['Maria Müller', line, second], country!),
  ),
};

function rows(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((field) => field.trim()));
}

/** What is empty is left out, as forms leave it out. */
function filled(
  fields: Readonly<Record<string, string | undefined>>,
  [recipientName, ...lines]: readonly (string | undefined)[],
  country: string,
): Address {
  const written = Object.fromEntries(Object.entries(fields).filter(([, text]) => text));
  return {
    ...written,
    recipientName: recipientName!,
    addressLines: lines.flatMap((line) => (line ? [line] : [])),
    country,
  };
}
