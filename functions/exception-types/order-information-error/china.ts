import { isBeyond, isDirect, isFiller, isGeneric, isZone, nameOfToday, stemOf } from './chinese-names.ts';
import type { Details } from './details.ts';
import { foldChinese, foldLatin, isLatin, misspeltAs } from './fold.ts';
import type { Problem } from './problem.ts';
import { type ChineseCity, china, type Province, shortCity, shortProvince } from './tables/china.ts';

/** Province, city, district and postal code against each other; in Latin letters only whether there is a city. */
export function checkChina(details: Details): Problem[] {
  const { region, city, district, addressLine1 } = details;
  const joined = foldChinese(`${region}${city}${district}${addressLine1}`).replace(/^中国/, '');
  if (isLatin(joined)) return latinProblems(details);
  const value = `${region}|${city}|${district}|${details.postalCode}`;
  const written = writtenIn(details);
  if (isBeyond(written.region)) return [];
  const province = provinceOf(written.region, joined);
  if (!province && region.trim() && !isLatin(region)) return provinceUnknown(region, value);
  const place = cityOf(province, written, joined);
  if (!place) return cityProblems(details, province, value);
  if (province && place.province !== foldChinese(province.name)) return provinceWrong(place, written.district, value);
  return [...districtProblems(place, written.district, value), ...codeProblems(place, details, value)];
}

interface Written {
  readonly region: string;
  readonly city: string;
  readonly district: string;
}

/** The names as they are compared; what a picker puts there for want of a name is none. */
function writtenIn({ region, city, district }: Details): Written {
  const county = foldChinese(district);
  return {
    region: foldChinese(region)
      .replace(/^中国/, '')
      .replace(/^内蒙$/, '内蒙古'),
    city: foldChinese(city),
    district: isFiller(county) ? '' : county,
  };
}

/** Carriers read the whole of a line, but no line tells where it is without a city. */
function latinProblems({ region, city, district, addressLine1, addressLine2 }: Details): Problem[] {
  if (city.trim()) return [];
  const rest = foldLatin(`${region} ${district} ${addressLine1} ${addressLine2}`);
  if (/\b(beijing|shanghai|tianjin|chongqing|peking)\b|\b(city|shi|prefecture)\b/.test(rest)) return [];
  // Street, district, city, province: one line that holds them all.
  if (`${addressLine1},${addressLine2}`.split(',').filter((part) => /\p{L}/u.test(part)).length > 2) return [];
  return [{ rule: 'city-missing', field: 'city', tier: 'ask', hard: true, value: rest }];
}

const provinceOf = (region: string, joined: string): Province | undefined =>
  china().get(shortProvince(region)) ??
  // Some write the whole address into one field.
  [...china()].find(([name]) => (region ? region : joined).startsWith(name))?.[1];

function provinceUnknown(region: string, value: string): Problem[] {
  const meant =
    china().get(misspeltAs(shortProvince(foldChinese(region)), china().keys()) ?? '') ??
    [...china().values()].find(
      ({ name }) =>
        foldChinese(name) ===
        misspeltAs(
          foldChinese(region),
          [...china().values()].map((each) => foldChinese(each.name)),
        ),
    );
  return [
    {
      rule: 'region-unknown',
      field: 'region',
      tier: meant ? 'confirm' : 'ask',
      value,
      ...(meant && { suggestion: { region: meant.name } }),
    },
  ];
}

/** By the city's field, else by what follows the province in the address; a county is written as a city too. */
function cityOf(province: Province | undefined, written: Written, joined: string): ChineseCity | undefined {
  const { city, district } = written;
  const own = [...(province?.cities.values() ?? [])];
  if (isDirect(city)) return governing(own, district, province);
  if (!city)
    return begunIn(own, joined.replace(provincePrefix(province), ''), province) ?? begunIn(own, joined, province);
  for (const name of new Set([city, city.replace(provincePrefix(province), '')])) {
    // Within the province first: 朝阳 in 北京 is no city of 辽宁.
    const found = (province && cityNamed(province, name)) ?? holding(own, name);
    if (found) return found;
  }
  if (isZone(city)) return undefined;
  return own.find(({ name }) => city.startsWith(shortCity(foldChinese(name)))) ?? cityElsewhere(province, city);
}

const cityNamed = ({ cities }: Province, name: string) =>
  cities.get(shortCity(name)) ?? cities.get(nameOfToday(shortCity(name)));

/** What governs a county without a city between: its province, or the one that alone has such a county. */
function governing(own: readonly ChineseCity[], district: string, province: Province | undefined) {
  const itself = own.find(({ name }) => name === province?.name);
  const here = itself && hasStem(itself, district) ? itself : holding(own, district);
  return here ?? holding(allCities().filter(isProvince), district) ?? itself;
}

const isProvince = ({ name, province }: ChineseCity) => foldChinese(name) === province;

function cityElsewhere(province: Province | undefined, city: string): ChineseCity | undefined {
  const others = [...china().values()].filter((each) => each !== province);
  const [named] = others.flatMap((each) => cityNamed(each, city) ?? []);
  return named ?? (province ? undefined : holding(allCities(), city));
}

/** The city whose name a text begins with; a county of a province's own stands there as well. */
function begunIn(own: readonly ChineseCity[], text: string, province: Province | undefined): ChineseCity | undefined {
  if (!province) return allCities().find(({ name }) => text.startsWith(foldChinese(name)));
  if (own.length === 1) return own[0];
  const itself = own.find(({ name }) => name === province.name);
  return (
    own.find((each) => each !== itself && text.startsWith(shortCity(foldChinese(each.name)))) ??
    (itself && [...itself.counties.keys()].some((county) => text.startsWith(county)) ? itself : undefined)
  );
}

const allCities = () => [...china().values()].flatMap(({ cities }) => [...cities.values()]);

/** The one city that has a county of this name, else the one whose county was or is another kind of it. */
function holding(cities: readonly ChineseCity[], county: string): ChineseCity | undefined {
  if (!county) return undefined;
  const exact = cities.filter(({ counties }) => counties.has(county));
  const [only, ...more] = exact.length > 0 ? exact : cities.filter((each) => hasStem(each, county));
  return more.length === 0 ? only : undefined;
}

const hasStem = ({ counties }: ChineseCity, county: string): boolean => {
  const stem = stemOf(county);
  return [...counties.keys()].some((each) => stemOf(each) === stem);
};

const provincePrefix = (province: Province | undefined) =>
  province ? new RegExp(`^(${foldChinese(province.name)}|${shortProvince(foldChinese(province.name))}省?)`) : /^$/;

function cityProblems({ city, district }: Details, province: Province | undefined, value: string): Problem[] {
  const cities = province
    ? [...province.cities.values()]
    : [...china().values()].flatMap((each) => [...each.cities.values()]);
  if (!city.trim()) {
    const holding = cities.filter(({ counties }) => counties.has(foldChinese(district)));
    return holding.length === 1
      ? [
          {
            rule: 'city-missing',
            field: 'city',
            tier: 'fix',
            hard: true,
            value,
            suggestion: { city: holding[0]!.name },
          },
        ]
      : [{ rule: 'city-missing', field: 'city', tier: 'ask', hard: true, value }];
  }
  if (isLatin(city)) return [];
  const name = foldChinese(city);
  // What is neither a city nor a slip from one may be a zone, a new name, or a town.
  if (isDirect(name) || isZone(name) || cities.some((each) => each.counties.has(name))) return [];
  const holding = cities.filter(({ counties }) => counties.has(foldChinese(district)));
  const place = meantCity(name, holding) ?? meantCity(name, cities);
  if (!place) return [];
  return [
    {
      rule: 'city-misspelt',
      field: 'city',
      tier: holding.includes(place) ? 'fix' : 'confirm',
      value,
      suggestion: { city: place.name },
    },
  ];
}

const meantCity = (name: string, cities: readonly ChineseCity[]): ChineseCity | undefined => {
  const meant = misspeltAs(
    name,
    cities.map((each) => foldChinese(each.name)),
  );
  return cities.find((each) => foldChinese(each.name) === meant);
};

function provinceWrong(place: ChineseCity, district: string, value: string): Problem[] {
  const sure = place.counties.has(district);
  return [
    {
      rule: 'region-wrong',
      field: 'region',
      tier: sure ? 'fix' : 'confirm',
      value,
      suggestion: { region: place.province },
    },
  ];
}

/** A district of another city of the province contradicts; one that nobody knows may be new. */
function districtProblems(place: ChineseCity, district: string, value: string): Problem[] {
  if (!district || isLatin(district) || place.counties.has(district) || hasStem(place, district)) return [];
  if (isZone(district) || isGeneric(district)) return [];
  const [province] = [...china().values()].filter(({ name }) => foldChinese(name) === place.province);
  const elsewhere = [...(province?.cities.values() ?? [])].filter(({ counties }) => counties.has(district));
  if (elsewhere.length === 0) return districtMisspelt(place, district, value);
  return [
    {
      rule: 'district-mismatch',
      field: 'district',
      tier: elsewhere.length === 1 ? 'confirm' : 'ask',
      value,
      ...(elsewhere.length === 1 && { suggestion: { city: elsewhere[0]!.name } }),
    },
  ];
}

/** Of a division of the same kind only, and never what is a district's name anywhere. */
function districtMisspelt({ counties }: ChineseCity, district: string, value: string): Problem[] {
  if (allCities().some((each) => each.counties.has(district))) return [];
  const meant = misspeltAs(
    district,
    [...counties.keys()].filter((each) => each.at(-1) === district.at(-1) && !isZone(each)),
  );
  return meant
    ? [{ rule: 'district-misspelt', field: 'district', tier: 'confirm', value, suggestion: { district: meant } }]
    : [];
}

/** The code is optional; one of another place says that one of the two is wrong. */
function codeProblems(place: ChineseCity, { district, postalCode }: Details, value: string): Problem[] {
  const code = postalCode.trim();
  if (!/^\d{6}$/.test(code) || place.zones.size === 0 || place.zones.has(code.slice(0, 3))) return [];
  const known = place.counties.get(foldChinese(district)) || place.counties.get(foldChinese(place.name));
  return [
    {
      rule: 'postal-code-mismatch',
      field: 'postalCode',
      tier: known ? 'confirm' : 'ask',
      value,
      ...(known && { suggestion: { postalCode: known } }),
    },
  ];
}
