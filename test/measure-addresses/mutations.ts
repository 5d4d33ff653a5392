import type { Address } from '#shared/domain/address.ts';
import { bySuburb, inChina, inTaiwan, inTheRest, inTheUnitedStates, pick, type Random } from './valid.ts';

/** One way in which a right address goes wrong; nothing = it does not apply to this one. */
export type Mutation = (address: Address, random: Random) => Address | undefined;

const fresh = { TW: inTaiwan, CN: inChina, US: inTheUnitedStates } as const;
const another = (country: string, random: Random) => fresh[country as 'US']?.(random);

const withoutField =
  (field: 'city' | 'postalCode' | 'region' | 'phone'): Mutation =>
  (address) => {
    const { [field]: held, ...rest } = address;
    return held ? (rest as Address) : undefined;
  };

/** Two letters change places, or one is left out; a Chinese name gets another character. */
function misspelt(text: string, random: Random): string | undefined {
  if (/\p{Script=Han}/u.test(text)) {
    // Pickers write those: nobody types them.
    if (text.length < 3 || /辖/.test(text)) return undefined;
    const at = Math.floor(random() * (text.length - 1));
    return `${text.slice(0, at)}${pick(random, ['口', '木', '日'])}${text.slice(at + 1)}`;
  }
  if (text.length < 6) return undefined;
  const at = 1 + Math.floor(random() * (text.length - 3));
  const swapped = `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
  return random() < 0.5 || swapped === text ? text.slice(0, at) + text.slice(at + 1) : swapped;
}

export const mutations: Readonly<Record<string, Mutation>> = {
  'no recipient': (address) => ({ ...address, recipientName: ' ' }),
  'no street': (address) => ({ ...address, addressLines: ['-'] }),
  'no house number': (address) => {
    const lines = address.addressLines.map((line) => line.replace(/\p{N}+\S*/gu, '').trim());
    return ['TW', 'US', 'DE', 'FR'].includes(address.country) && lines.join('') !== address.addressLines.join('')
      ? { ...address, addressLines: lines }
      : undefined;
  },
  'no city': (address, random) => (address.country === 'TW' ? undefined : withoutField('city')(address, random)),
  'no postal code (US, EU)': (address, random) =>
    ['TW', 'CN', 'HK', 'IE'].includes(address.country) ? undefined : withoutField('postalCode')(address, random),
  'no phone (TW, CN, HK)': (address, random) =>
    ['TW', 'CN', 'HK'].includes(address.country) ? withoutField('phone')(address, random) : undefined,
  'misspelt city': (address, random) => {
    const city = address.city && ['US', 'TW', 'CN'].includes(address.country) && misspelt(address.city, random);
    return city ? { ...address, city } : undefined;
  },
  'wrong region': (address, random) => {
    const other = another(address.country, random);
    if (address.country === 'TW') {
      return address.city && other?.city && other.city !== address.city ? { ...address, city: other.city } : undefined;
    }
    const region = other?.region;
    const start = (name = '') => name.replace(/^中国/, '').slice(0, 2);
    return region && start(region) !== start(address.region) ? { ...address, region } : undefined;
  },
  'postal code of another place': (address, random) => {
    const other = another(address.country, random);
    const code = address.postalCode && other?.postalCode;
    return code && code.slice(0, 3) !== address.postalCode!.slice(0, 3) ? { ...address, postalCode: code } : undefined;
  },
  'postal code of a wrong form': (address) =>
    address.postalCode && address.country !== 'HK'
      ? { ...address, postalCode: `${address.postalCode.slice(0, 2)}?7` }
      : undefined,
  'unit in the first line (US)': (address) =>
    address.country === 'US' && address.addressLines[1]
      ? { ...address, addressLines: [address.addressLines.join(', ')] }
      : undefined,
  'phone too short': (address) => (address.phone ? { ...address, phone: address.phone.slice(0, 5) } : undefined),
};

export const countriesMeasured: Readonly<Record<string, (random: Random) => Address>> = {
  TW: inTaiwan,
  CN: inChina,
  US: inTheUnitedStates,
  'HK, EU, GB': inTheRest,
};

/** Right addresses only: what is made wrong of them cannot be told from what people call a place. */
export const rightByOtherNames: Readonly<Record<string, (random: Random) => Address>> = {
  'US, by a suburb’s name': bySuburb,
};
