import { distance } from 'fastest-levenshtein';
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { mailAddress } from '#shared/domain/primitives.ts';
import { countries } from './countries.ts';
import type { Details } from './details.ts';
import { isBlank } from './lines.ts';
import type { Problem } from './problem.ts';

/** A number that a carrier can call, by libphonenumber; national numbers are those of the country that it goes to. */
export function checkPhone(country: string, { phone }: Details): Problem[] {
  const value = phone;
  if (isBlank(phone)) {
    return countries[country]?.phoneRequired
      ? [{ rule: 'phone-missing', field: 'phone', tier: 'ask', hard: true, value }]
      : [];
  }
  const region = isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const plain = phone.normalize('NFKC').trim();
  const written = parsePhoneNumberFromString(plain, region);
  if (written?.isValid()) return [];
  const bare = plain.replace(/\D/g, '').replace(/^00/, '');
  const abroad = parsePhoneNumberFromString(`+${bare}`);
  if (abroad?.isValid() && abroad.country === region) {
    return [
      { rule: 'phone-form', field: 'phone', tier: 'fix', silent: true, value, suggestion: { phone: abroad.number } },
    ];
  }
  return [{ rule: 'phone-invalid', field: 'phone', tier: 'ask', hard: !written?.isPossible(), value }];
}

/** Providers whose names are mistyped most, by their market share in mail to consumers. */
const providers = [
  'gmail.com',
  'yahoo.com',
  'yahoo.com.tw',
  'yahoo.com.hk',
  'hotmail.com',
  'outlook.com',
  'icloud.com',
  'live.com',
  'qq.com',
  '163.com',
  '126.com',
  'sina.com',
  'foxmail.com',
  'msn.com',
  'aol.com',
  'gmx.de',
  'web.de',
  't-online.de',
  'orange.fr',
  'hinet.net',
  'googlemail.com',
  'protonmail.com',
  'me.com',
];
/** Real domains that are a letter away from one of them. */
const real = new Set([
  ...providers,
  'mail.com',
  'email.com',
  'gmx.com',
  'gmx.net',
  'gmx.at',
  'gmx.ch',
  'ymail.com',
  'rocketmail.com',
  'aim.com',
  'mac.com',
  'pm.me',
  'qq.co',
  '139.com',
  '189.com',
  '188.com',
  'yeah.net',
  'sohu.com',
  'tom.com',
  'sina.cn',
  'live.cn',
  'live.nl',
  'live.fr',
  'live.de',
  'live.it',
  'hotmail.co',
  'yahoo.co',
  'yahoo.de',
  'yahoo.fr',
  'yahoo.es',
  'yahoo.it',
  'yahoo.ca',
  'yahoo.in',
  'hotmail.fr',
  'hotmail.de',
  'hotmail.es',
  'hotmail.it',
  'outlook.de',
  'outlook.fr',
  'outlook.es',
  'ol.com',
  'aol.de',
  'wed.de',
  'fmail.com',
  'email.de',
]);

/** The form of a mail address, and the domain of a big provider mistyped, which is never mended without being asked. */
export function checkMail({ email }: Details): Problem[] {
  const value = email;
  if (isBlank(email)) return [{ rule: 'mail-missing', field: 'email', tier: 'ask', hard: true, value }];
  if (mailAddress.safeParse(email).success) return domainTypo(email);
  const tidy = email
    .normalize('NFKC')
    .trim()
    .replace(/^(mailto:|<)/i, '')
    .replace(/[>.,;]+$/, '')
    .replace(/\s+/g, '');
  return mailAddress.safeParse(tidy).success
    ? [{ rule: 'mail-form', field: 'email', tier: 'fix', silent: true, value, suggestion: { email: tidy } }]
    : [{ rule: 'mail-form', field: 'email', tier: 'ask', hard: true, value }];
}

function domainTypo(email: string): Problem[] {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  if (real.has(domain)) return [];
  const meant = providers.find((each) => distance(domain, each) <= (each.length > 8 ? 2 : 1) && domain[0] === each[0]);
  if (!meant || /\.(edu|gov|org|ac|mil)(\.|$)/.test(domain)) return [];
  return [
    {
      rule: 'mail-domain',
      field: 'email',
      tier: 'confirm',
      value: domain,
      suggestion: { email: `${email.slice(0, at + 1)}${meant}` },
    },
  ];
}
