import { countries } from './countries.ts';
import type { Details } from './details.ts';
import type { Problem } from './problem.ts';

const rule = 'postal-code-form';

/** Whether a postal code has its country's form, and what it was meant to be where that can be told. */
export function checkPostalCode(country: string, { postalCode }: Details): Problem[] {
  const form = countries[country]?.postalCode;
  if (!form) return [];
  const { codeRequired, grouped, digits = 0 } = countries[country]!;
  const written = postalCode.trim();
  const value = postalCode;
  if (!written) {
    // Where the table can fill it in, it is that check's.
    const elsewhere = country === 'TW' || country === 'US';
    return codeRequired && !elsewhere
      ? [{ rule: 'postal-code-missing', field: 'postalCode', tier: 'ask', hard: true, value }]
      : [];
  }
  if (form.test(written.toUpperCase()) || country === 'TW') return [];
  const plain = bare(written, country);
  const tidy = [
    plain,
    grouped?.(plain),
    /^\d{9}$/.test(plain) ? `${plain.slice(0, 5)}-${plain.slice(5)}` : undefined,
  ].find((each) => each !== undefined && form.test(each));
  if (tidy) return [{ rule, field: 'postalCode', tier: 'fix', silent: true, value, suggestion: { postalCode: tidy } }];
  const meant = [plain.padStart(digits, '0'), digitsFor(plain)].find(
    (each) => form.test(each) || form.test(grouped?.(each) ?? ''),
  );
  return [
    {
      rule,
      field: 'postalCode',
      tier: meant ? 'confirm' : 'ask',
      hard: codeRequired,
      value,
      ...(meant && { suggestion: { postalCode: grouped && !form.test(meant) ? grouped(meant) : meant } }),
    },
  ];
}

/** Full width, the country before it (`D-10115`, `SE 113 56`), and signs between are no part of a code. */
function bare(code: string, country: string): string {
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  const digitsOnly = /^(\D{1,3})(\d+)$/.exec(plain);
  return digitsOnly && (digitsOnly[1] === country || digitsOnly[1]!.length === 1) && country !== 'MT'
    ? digitsOnly[2]!
    : plain;
}

/** Letters that look like digits, where a code has digits only. */
const digitsFor = (code: string) => code.replace(/O/g, '0').replace(/[IL]/g, '1').replace(/S/g, '5').replace(/B/g, '8');
