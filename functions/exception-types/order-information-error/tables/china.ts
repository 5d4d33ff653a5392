import { foldChinese } from '../fold.ts';
import packed from './china.json' with { type: 'json' };
import { lazily } from './unpacked.ts';

export interface ChineseCity {
  readonly name: string;
  readonly province: string;
  /** Folded names of its counties and districts, past and present, with the postal code where it is known. */
  readonly counties: ReadonlyMap<string, string>;
  /** The first three digits of its codes. */
  readonly zones: ReadonlySet<string>;
}

export interface Province {
  readonly name: string;
  /** By folded name without 市, 地区 and the like. */
  readonly cities: ReadonlyMap<string, ChineseCity>;
}

/** By folded name without 省, 市 and the like. */
export const china = lazily(packed, (text): ReadonlyMap<string, Province> => {
  const provinces = text.split(/^#/m).filter(Boolean).map(readProvince);
  return new Map(provinces.map((province) => [shortProvince(foldChinese(province.name)), province]));
});

function readProvince(text: string): Province {
  const [name = '', ...lines] = text.trim().split('\n');
  const cities = lines.map((line) => readCity(line, foldChinese(name)));
  return { name, cities: new Map(cities.map((city) => [shortCity(foldChinese(city.name)), city])) };
}

function readCity(line: string, province: string): ChineseCity {
  const [name = '', entries = ''] = line.split('|');
  const counties = entries.split(';').map((entry) => /^(\D+)(\d*)$/.exec(entry)!);
  return {
    name,
    province,
    counties: new Map(counties.map(([, county, code]) => [foldChinese(county!), code!])),
    zones: new Set(counties.flatMap(([, , code]) => (code ? [code.slice(0, 3)] : []))),
  };
}

export const shortProvince = (name: string): string => name.replace(/(省|市|(壮族|回族|维吾尔)?自治区)$/, '');
const peoples = '蒙古|回|藏|彝|布依|苗|侗|朝鲜|土家|羌|傣|景颇|傈僳|白|哈尼|壮|哈萨克|柯尔克孜';
const cityEnding = new RegExp(`(?<=..)(市|地区|盟|((${peoples})族?)*自治州)$`);
/** What would be left of one character is kept whole. */
export const shortCity = (name: string): string => name.replace(cityEnding, '');
