import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { distance } from 'fastest-levenshtein';
import {
  type ChineseCounty,
  chineseCounties,
  foldedCharacters,
  type PopulatedPlace,
  populatedPlaces,
  type TaiwanDistrict,
  taiwanDistricts,
  type ZipCode,
  zipCodes,
} from './read-sources.ts';

const outDir = join(import.meta.dirname, '../../functions/exception-types/order-information-error/tables');

/**
 * By the first three digits: state and middle of each state's part of the area, then its cities with their last two
 * digits; behind them the places that no code there is named after, without any.
 */
function unitedStates(codes: readonly ZipCode[], places: readonly PopulatedPlace[]): string {
  const areaOf = ({ code, state }: ZipCode) => `${code.slice(0, 3)}|${state}`;
  const byState = groups(codes, ({ state }) => state);
  const placed = groups(
    places.filter((place) => byState.has(place.state) && isNeeded(place, byState.get(place.state)!)),
    (place) => areaOf(nearest(place, byState.get(place.state)!)),
  );
  return [...groups(codes, areaOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([area, members]) => {
      const middle = [mean(members, ({ latitude }) => latitude), mean(members, ({ longitude }) => longitude)];
      const cities = [...groups(members, ({ city }) => city)].map(
        ([city, own]) => `${city}:${[...new Set(own.map(({ code }) => code.slice(3)))].sort().join('')}`,
      );
      const coded = new Set(members.map(({ city }) => placeKey(city)));
      const others = groups(placed.get(area) ?? [], ({ name }) => placeKey(name));
      const names = [...others].flatMap(([key, [place]]) => (coded.has(key) ? [] : [place!.name])).sort();
      return `${area}|${middle.map((degrees) => degrees.toFixed(2)).join('|')}|${[...cities, ...names].join(';')}`;
    })
    .join('\n');
}

/** A place that no table knows is left alone: only what a city could be taken for has to be known, and what is large. */
function isNeeded({ name, people }: PopulatedPlace, codes: readonly ZipCode[]): boolean {
  const key = placeKey(name);
  const coded = groups(codes, ({ city }) => placeKey(city));
  const most = key.length < 10 ? 1 : 2;
  return (
    people >= 40_000 ||
    (coded.get(key)?.length ?? 0) >= 5 ||
    (!coded.has(key) &&
      [...coded.keys()].some((city) => Math.abs(city.length - key.length) <= most && distance(city, key) <= most))
  );
}

/** Names that differ in case, accents and blanks only stand once; how they are read is the table's matter. */
const placeKey = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\bSt\.?(?= )/, 'Saint')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();

function nearest({ latitude, longitude }: PopulatedPlace, codes: readonly ZipCode[]): ZipCode {
  const narrowing = Math.cos((latitude * Math.PI) / 180);
  const away = (code: ZipCode) => (code.latitude - latitude) ** 2 + ((code.longitude - longitude) * narrowing) ** 2;
  return codes.reduce((best, code) => (away(code) < away(best) ? code : best));
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
write('united-states', unitedStates(zipCodes(folder), populatedPlaces(folder)));
write('china', china(chinese));
write('taiwan', taiwan(taiwanese));
const names = [
  ...chinese.flatMap(({ province, city, county }) => [province, city, county]),
  ...taiwanese.flatMap(({ county, district }) => [county, district]),
];
write('folded-characters', foldedCharacters(folder, names));
