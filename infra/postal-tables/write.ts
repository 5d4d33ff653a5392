import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import {
  type ChineseCounty,
  chineseCounties,
  foldedCharacters,
  type TaiwanDistrict,
  taiwanDistricts,
  type ZipCode,
  zipCodes,
} from './read-sources.ts';

const outDir = join(import.meta.dirname, '../../functions/exception-types/order-information-error/tables');

/** By the first three digits: state and middle of each state's part of the area, then its cities with their last two digits. */
function unitedStates(codes: readonly ZipCode[]): string {
  return [...groups(codes, ({ code, state }) => `${code.slice(0, 3)}|${state}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([area, members]) => {
      const middle = [mean(members, ({ latitude }) => latitude), mean(members, ({ longitude }) => longitude)];
      const cities = [...groups(members, ({ city }) => city)].map(
        ([city, own]) => `${city}:${[...new Set(own.map(({ code }) => code.slice(3)))].sort().join('')}`,
      );
      return `${area}|${middle.map((degrees) => degrees.toFixed(2)).join('|')}|${cities.join(';')}`;
    })
    .join('\n');
}

/** Per province its line, below it a line per city: the name, then each county with its code where it is known. */
function china(counties: readonly ChineseCounty[]): string {
  return [...groups(counties, ({ province }) => province)]
    .map(([province, members]) => {
      const cities = [...groups(members, ({ city }) => city)].map(([city, own]) => {
        const byName = new Map<string, string>();
        for (const { county, code = '' } of own) byName.set(county, byName.get(county) || code);
        return `${city}|${[...byName].map(([county, code]) => county + code).join(';')}`;
      });
      return [`#${province}`, ...cities].join('\n');
    })
    .join('\n');
}

/** Per county or city its line: the name, then each district with its code. */
function taiwan(districts: readonly TaiwanDistrict[]): string {
  return [...groups(districts, ({ county }) => county)]
    .map(([county, own]) => `${county}|${own.map(({ district, code }) => district + code).join(';')}`)
    .join('\n');
}

function groups<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
}

const mean = <Row>(rows: readonly Row[], of: (row: Row) => number) =>
  rows.reduce((sum, row) => sum + of(row), 0) / rows.length;

function write(name: string, text: string): void {
  const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(join(outDir, `${name}.json`), `${JSON.stringify({ brotli: packed.toString('base64') }, null, 2)}\n`);
}

/** Writes the vendored tables from the packages that were put into `folder` (tables/NOTICE.md says which). */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('npm run postal-tables -- FOLDER: the folder that tables/NOTICE.md says how to fill');
const chinese = chineseCounties(folder);
const taiwanese = taiwanDistricts(folder);
write('united-states', unitedStates(zipCodes(folder)));
write('china', china(chinese));
write('taiwan', taiwan(taiwanese));
const names = [
  ...chinese.flatMap(({ province, city, county }) => [province, city, county]),
  ...taiwanese.flatMap(({ county, district }) => [county, district]),
];
write('folded-characters', foldedCharacters(folder, names));
