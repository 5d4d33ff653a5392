import type { Details } from './details.ts';
import { foldChinese, foldLatin, isLatin, misspeltAs } from './fold.ts';
import type { Problem } from './problem.ts';
import { type County, type District, formerCounties, latinCounties, taiwan } from './tables/taiwan.ts';

/** County, district and postal code against each other, wherever in the address they are written. */
export function checkTaiwan(details: Details): Problem[] {
  const joined = textOf(details);
  const value = `${details.region}|${details.city}|${details.district}|${details.postalCode}`;
  if (isLatin(joined)) return latinProblems(details, value);
  const { county, rest } = countyIn(joined) ?? countyOfTownship(details, joined) ?? {};
  if (!county || rest === undefined) return countyProblems(details, joined, value);
  const district = districtIn(county, rest);
  if (!district) return districtProblems(county, details, rest, value);
  return codeProblems([district], details, value);
}

/** The county that stands first in the text and what follows it, by its name of today or of before. */
function countyIn(text: string): { county: County; rest: string } | undefined {
  const names = [
    ...taiwan().map((county) => [county.folded, county] as const),
    ...[...formerCounties].map(
      ([before, today]) => [before, taiwan().find(({ folded }) => folded === today)!] as const,
    ),
  ];
  const places = names.map(([name, county]) => ({ at: text.indexOf(name), name, county })).filter(({ at }) => at >= 0);
  const [first] = places.sort((a, b) => a.at - b.at);
  if (first) return { county: first.county, rest: text.slice(first.at + first.name.length) };
  // 台北信義區 without 市: only where a district follows at once.
  return taiwan()
    .map((county) => ({ county, rest: text.slice(county.folded.length - 1) }))
    .find(
      ({ county: { folded, districts }, rest }) =>
        text.startsWith(folded.slice(0, -1)) && [...districts.keys()].some((district) => rest.startsWith(district)),
    );
}

/** 屏東市自由路: a township that only one county has, or whose code is that county's, needs no county before it. */
function countyOfTownship({ city, postalCode }: Details, text: string): { county: County; rest: string } | undefined {
  if (!city.trim()) return undefined;
  const named = taiwan().filter(({ districts, ...county }) =>
    [...districts.keys()].some(
      (name) => text.startsWith(name) || formerDistrict({ ...county, districts }, text)?.at === 0,
    ),
  );
  const agreeing = named.filter((county) => codesOf(county).has(postalCode.slice(0, 3)));
  const [county] = agreeing.length === 1 ? agreeing : named.length === 1 ? named : [];
  return county && { county, rest: text };
}

/** Everything in a row, without the country. */
function textOf({ region, city, district, addressLine1, postalCode }: Details): string {
  const county = isLatin(`${district}${addressLine1}`) ? city : countyNamed(city, postalCode);
  return foldChinese(`${region}${county}${district}${addressLine1}`).replace(/^(taiwan|台湾省?|中华民国)/i, '');
}

/** A county without 市 or 縣, or in Latin letters before a Chinese street, as browsers fill it in. */
function countyNamed(city: string, postalCode: string): string {
  const name = foldChinese(city);
  const latin = isLatin(city) ? latinCounties.get(latinName(city)) : undefined;
  const short = taiwan().filter(({ folded }) =>
    latin ? isSameInLatin(latin, folded) : folded === name || folded.slice(0, -1) === name,
  );
  const agreeing = short.filter((county) => codesOf(county).has(postalCode.slice(0, 3)));
  const [county] = agreeing.length === 1 ? agreeing : short.length === 1 ? short : [];
  return county?.folded ?? city;
}

const latinName = (text: string) =>
  foldLatin(text)
    .replace(/\b(city|county|hsien|shih?|taiwan|roc)\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();

function districtIn(county: County, text: string): District | undefined {
  const found = [...county.districts]
    .map(([name, district]) => ({ at: text.indexOf(name), name, district }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.name.length - a.name.length);
  return (found[0] ?? formerDistrict(county, text))?.district;
}

/** A township of before a merger or a rise: 板橋市 is 板橋區 today, 員林鎮 is 員林市. */
function formerDistrict(county: County, text: string) {
  return [...county.districts]
    .filter(([name]) => name.length > 2)
    .map(([name, district]) => ({ district, at: text.search(new RegExp(`${name.slice(0, -1)}[市乡镇]`)) }))
    .find(({ at }) => at >= 0);
}

function countyProblems({ city, postalCode }: Details, joined: string, value: string): Problem[] {
  const withDistrict = taiwan().filter((county) => districtIn(county, joined));
  const agreeing = withDistrict.filter((county) => codesOf(county).has(postalCode.slice(0, 3)));
  const [likely] = agreeing.length === 1 ? agreeing : withDistrict.length === 1 ? withDistrict : [];
  if (!city.trim()) {
    return likely
      ? [{ rule: 'city-missing', field: 'city', tier: 'fix', hard: true, value, suggestion: { city: likely.name } }]
      : [{ rule: 'city-missing', field: 'city', tier: 'ask', hard: true, value }];
  }
  const meant = misspeltAs(
    foldChinese(city),
    taiwan().map(({ folded }) => folded),
  );
  const county = taiwan().find(({ folded }) => folded === meant) ?? likely;
  const agrees = county && districtIn(county, joined);
  return [
    {
      rule: 'city-misspelt',
      field: 'city',
      tier: meant && agrees ? 'fix' : county ? 'confirm' : 'ask',
      value,
      ...(county && { suggestion: { city: county.name } }),
    },
  ];
}

/** Two cities have one code for all of their districts: there nobody needs to name one. */
function districtProblems(county: County, details: Details, rest: string, value: string): Problem[] {
  const folded = foldChinese(details.district);
  const byCode = [...county.districts.values()].filter(({ code }) => code === details.postalCode.slice(0, 3));
  const meant = county.districts.get((folded && misspeltAs(folded, county.districts.keys())) || '');
  if (meant) {
    const tier = byCode.includes(meant) ? 'fix' : 'confirm';
    return [{ rule: 'district-misspelt', field: 'district', tier, value, suggestion: { district: meant.name } }];
  }
  const elsewhere = taiwan().filter(({ districts }) => [...districts.keys()].some((name) => rest.startsWith(name)));
  if (elsewhere.length > 0) return countyWrong(elsewhere, details, value);
  if (codesOf(county).size === 1) return codeProblems([...county.districts.values()], details, value);
  if (folded) return [];
  return byCode.length === 1
    ? [
        {
          rule: 'district-missing',
          field: 'district',
          tier: 'fix',
          silent: true,
          value,
          suggestion: { district: byCode[0]!.name },
        },
      ]
    : [{ rule: 'district-missing', field: 'district', tier: 'ask', value }];
}

/** The district belongs to another county; where the code agrees with it, that is the one that was meant. */
function countyWrong(elsewhere: readonly County[], { postalCode }: Details, value: string): Problem[] {
  const agreeing = elsewhere.filter((each) => codesOf(each).has(postalCode.slice(0, 3)));
  const [meant] = agreeing.length === 1 ? agreeing : elsewhere.length === 1 ? elsewhere : [];
  const suggestion = meant && { city: meant.name };
  return [
    { rule: 'region-wrong', field: 'city', tier: meant ? 'confirm' : 'ask', value, ...(suggestion && { suggestion }) },
  ];
}

/** Three digits say the district; five and six begin with them. A missing code is filled, one of another district is asked about. */
function codeProblems([district]: readonly District[], { postalCode }: Details, value: string): Problem[] {
  const code = postalCode.normalize('NFKC').replace(/[\s-]/g, '');
  const suggestion = { postalCode: district!.code };
  if (!code)
    return [{ rule: 'postal-code-missing', field: 'postalCode', tier: 'fix', silent: true, value, suggestion }];
  if (!/^(\d{3}|\d{5}|\d{6})$/.test(code)) {
    return [
      {
        rule: 'postal-code-form',
        field: 'postalCode',
        tier: 'fix',
        silent: code.startsWith(district!.code),
        value,
        suggestion,
      },
    ];
  }
  if (code.startsWith(district!.code)) return [];
  return [{ rule: 'postal-code-mismatch', field: 'postalCode', tier: 'confirm', value, suggestion }];
}

/** In Latin letters only the county can be told, and only against the code; a code alone names its county too. */
function latinProblems(details: Details, value: string): Problem[] {
  const code = details.postalCode.trim().slice(0, 3);
  const known = taiwan().some((county) => codesOf(county).has(code));
  const { city, region, district, addressLine1, addressLine2 } = details;
  const written = latinName(`${city} ${region}`);
  if (!written) {
    const inLines = latinCounty(latinName(`${district} ${addressLine1} ${addressLine2}`));
    return known || inLines ? [] : [{ rule: 'city-missing', field: 'city', tier: 'ask', hard: true, value }];
  }
  const county = latinCounty(written);
  if (!county || !/^\d{3}/.test(code)) return [];
  if (taiwan().some((each) => isSameInLatin(county.folded, each.folded) && codesOf(each).has(code))) return [];
  return [{ rule: 'postal-code-mismatch', field: 'postalCode', tier: 'ask', value }];
}

function latinCounty(text: string): County | undefined {
  const [name] = [...latinCounties.keys()].filter((each) => text.includes(each)).sort((a, b) => b.length - a.length);
  return taiwan().find(({ folded }) => folded === latinCounties.get(name ?? ''));
}

/** Hsinchu and Chiayi are a city and a county each, of one name; New Taipei was Taipei County, and is still called so. */
const isSameInLatin = (a: string, b: string): boolean =>
  a.slice(0, -1) === b.slice(0, -1) || [a, b].every((name) => /^[台新]北市$/.test(name));

const codesOf = ({ districts }: County) => new Set([...districts.values()].map(({ code }) => code));
