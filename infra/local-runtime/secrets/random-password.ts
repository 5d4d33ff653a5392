import { flag, optionalNumber, optionalText } from '../json-fields.ts';
import type { Random } from '../random.ts';
import { type JsonObject, ServiceError } from '../service.ts';

const kinds = [
  { exclude: 'ExcludeLowercase', characters: 'abcdefghijklmnopqrstuvwxyz' },
  { exclude: 'ExcludeUppercase', characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' },
  { exclude: 'ExcludeNumbers', characters: '0123456789' },
  { exclude: 'ExcludePunctuation', characters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' },
] as const;

/** A password by the rules of GetRandomPassword, drawn from the seed. */
export function randomPassword(rules: JsonObject, random: Random): string {
  const excluded = optionalText(rules, 'ExcludeCharacters') ?? '';
  const allowed = kinds
    .filter(({ exclude }) => !flag(rules, exclude))
    .map(({ characters }) => [...characters].filter((character) => !excluded.includes(character)).join(''))
    .filter((characters) => characters !== '');
  const all = allowed.join('') + (flag(rules, 'IncludeSpace') ? ' ' : '');
  const length = optionalNumber(rules, 'PasswordLength') ?? 32;
  if (all === '') throw new ServiceError('InvalidParameterException', 'No character is left to build a password from.');
  const draw = (from: string) => from.charAt(Math.floor(random.next() * from.length));
  const needsEach = rules.RequireEachIncludedType !== false && rules.RequireEachIncludedType !== 'false';
  const password = Array.from({ length }, (_unused, at) => draw((needsEach && allowed[at]) || all));
  for (let at = password.length - 1; at > 0; at--) {
    const other = Math.floor(random.next() * (at + 1));
    [password[at], password[other]] = [password[other]!, password[at]!];
  }
  return password.join('');
}
