/** Countries that the online-retail data names in words, as ISO 3166 writes them. */
const codes: Readonly<Record<string, string>> = {
  Australia: 'AU',
  Austria: 'AT',
  Bahrain: 'BH',
  Belgium: 'BE',
  Brazil: 'BR',
  Canada: 'CA',
  'Channel Islands': 'JE',
  Cyprus: 'CY',
  'Czech Republic': 'CZ',
  Denmark: 'DK',
  EIRE: 'IE',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  Greece: 'GR',
  'Hong Kong': 'HK',
  Iceland: 'IS',
  Israel: 'IL',
  Italy: 'IT',
  Japan: 'JP',
  Lebanon: 'LB',
  Lithuania: 'LT',
  Malta: 'MT',
  Netherlands: 'NL',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  RSA: 'ZA',
  'Saudi Arabia': 'SA',
  Singapore: 'SG',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  USA: 'US',
  'United Arab Emirates': 'AE',
  'United Kingdom': 'GB',
};

/** The country's two capitals, from a code or from a name of the online-retail data; nothing = not known. */
export const countryCodeOf = (name: string): string | undefined =>
  /^[A-Za-z]{2}$/.test(name.trim()) ? name.trim().toUpperCase() : codes[name.trim()];

/** The locale most customers of a country write in; English where we have no other language anyway. */
export function localeOf(country: string): string {
  const chinese: Readonly<Record<string, string>> = { TW: 'zh-TW', HK: 'zh-HK', MO: 'zh-MO', CN: 'zh-CN' };
  return chinese[country] ?? `en-${country}`;
}

const zones: Readonly<Record<string, string>> = {
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CN: 'Asia/Shanghai',
  DE: 'Europe/Berlin',
  ES: 'Europe/Madrid',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  HK: 'Asia/Hong_Kong',
  IE: 'Europe/Dublin',
  IT: 'Europe/Rome',
  JP: 'Asia/Tokyo',
  NL: 'Europe/Amsterdam',
  SG: 'Asia/Singapore',
  TW: 'Asia/Taipei',
  US: 'America/New_York',
};

/** The zone most people of a country live in; UTC where none is listed. */
export const timeZoneOf = (country: string): string => zones[country] ?? 'UTC';
