import { camelCase } from './type-name.ts';

/** Thrown when the catalog does not look as it must to get another line. */
export class CatalogUnreadable extends Error {
  override readonly name = 'CatalogUnreadable';
}

const imports = /^import \{[^}]+\} from '\.\/[^']+';\n/gm;
/** As wide as the formatter lets a line be. */
const lineLength = 120;
const list = /(export const catalog: readonly ExceptionType\[\] = \[)([^\]]*)(\];)/;

/** The text of catalog.ts with one more type: its import, in sequence, and its place at the end of the list. @throws CatalogUnreadable */
export function withCatalogLine(text: string, name: string): string {
  const known = text.match(imports) ?? [];
  const [first] = known;
  if (!first || !/definition\.ts/.test(known.join('')) || !list.test(text)) {
    throw new CatalogUnreadable('functions/exception-types/catalog.ts has no list `catalog` of imported definitions');
  }
  const line = `import { ${camelCase(name)} } from './${name}/definition.ts';\n`;
  const sorted = [...known, line].sort((a, b) => (pathIn(a) < pathIn(b) ? -1 : 1));
  const at = text.indexOf(first);
  const rest = text.slice(at).replace(imports, '');
  return `${text.slice(0, at)}${sorted.join('')}${rest}`.replace(list, (_, open, listed: string, close) => {
    const types = [...listed.split(',').map((type) => type.trim()), camelCase(name)].filter(Boolean);
    const together = `${open}${types.join(', ')}${close}`;
    return together.length <= lineLength
      ? together
      : `${open}\n${types.map((type) => `  ${type},\n`).join('')}${close}`;
  });
}

const pathIn = (line: string) => line.slice(line.indexOf('./'));
