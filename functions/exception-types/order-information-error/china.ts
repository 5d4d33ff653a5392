import type { Details } from './details.ts';
import { foldChinese, isLatin, misspeltAs } from './fold.ts';
import type { Problem } from './problem.ts';
import { type ChineseCity, china, type Province, shortCity, shortProvince } from './tables/china.ts';

/** Province, city, district and postal code against each other; what is written in Latin letters is not judged. */
export function checkChina(details: Details): Problem[] {
  const { region, city, district, addressLine1 } = details;
  const joined = foldChinese(`${region}${city}${district}${addressLine1}`);
  if (isLatin(joined)) return [];
  const value = `${region}|${city}|${district}|${details.postalCode}`;
  const province = provinceOf(foldChinese(region), joined);
  if (!province && region.trim() && !isLatin(region)) return provinceUnknown(region, value);
  const place = cityOf(province, foldChinese(city), joined);
  if (!place) return cityProblems(details, province, value);
  if (province && place.province !== foldChinese(province.name))
    return provinceWrong(place, foldChinese(district), value);
  return [...districtProblems(place, foldChinese(district), value), ...codeProblems(place, details, value)];
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
function cityOf(province: Province | undefined, city: string, joined: string): ChineseCity | undefined {
  const provinces = province
    ? [province, ...[...china().values()].filter((each) => each !== province)]
    : [...china().values()];
  if (city) {
    const named = shortCity(city.replace(provincePrefix(province), '') || city);
    for (const { cities } of provinces) {
      const found = cities.get(named);
      if (found) return found;
    }
    const counties = (province ? [province] : provinces).flatMap(({ cities }) => [...cities.values()]);
    const holding = counties.filter((each) => each.counties.has(city));
    if (holding.length === 1 || (province && holding.length > 1)) return holding[0];
    return [...(province?.cities ?? [])].find(([name]) => named.startsWith(name))?.[1];
  }
  const rest = joined.replace(provincePrefix(province), '');
  return [...(province?.cities ?? [])].find(([name]) => rest.startsWith(name) || joined.startsWith(name))?.[1];
}

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
  const holding = cities.filter(({ counties }) => counties.has(foldChinese(district)));
  const place = meantCity(name, holding) ?? meantCity(name, cities);
  if (place) {
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
  const [only] = holding.length === 1 ? holding : [];
  return only
    ? [{ rule: 'city-misspelt', field: 'city', tier: 'confirm', value, suggestion: { city: only.name } }]
    : [];
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
  if (!district || isLatin(district) || place.counties.has(district)) return [];
  const meant = misspeltAs(district, place.counties.keys());
  if (meant)
    return [{ rule: 'district-misspelt', field: 'district', tier: 'confirm', value, suggestion: { district: meant } }];
  const [province] = [...china().values()].filter(({ name }) => foldChinese(name) === place.province);
  const elsewhere = [...(province?.cities.values() ?? [])].filter(({ counties }) => counties.has(district));
  if (elsewhere.length === 0) return [];
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
