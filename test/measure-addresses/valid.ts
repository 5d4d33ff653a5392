import { china, type Province } from '#functions/exception-types/order-information-error/tables/china.ts';
import { taiwan } from '#functions/exception-types/order-information-error/tables/taiwan.ts';
import { type Area, unitedStates } from '#functions/exception-types/order-information-error/tables/united-states.ts';
import type { Address } from '#shared/domain/address.ts';

/** A random number from 0 up to 1 that depends on the seed only (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Random = () => number;
export const pick = <Item>(random: Random, items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
export const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
const number = (random: Random, most: number) => 1 + Math.floor(random() * most);

/** Written as customers write it: 臺 or 台, with and without the code, two fields or one. */
export function inTaiwan(random: Random): Address {
  const county = pick(random, taiwan());
  const district = pick(random, [...county.districts.values()]);
  const city = random() < 0.5 ? county.name.replace('臺', '台') : county.name;
  const road = pick(random, ['中山路', '中正路', '民生東路三段', '復興街', '和平西路二段']);
  const door = pick(random, [
    `${number(random, 300)}號`,
    `${number(random, 90)}巷${number(random, 40)}號${number(random, 12)}樓`,
  ]);
  const form = random();
  const code = [district.code, `${district.code}${digits(random, 2)}`, `${district.code}${digits(random, 3)}`];
  const whole = `${city}${district.name}${road}${door}`;
  return {
    recipientName: pick(random, ['王小明', '林美玲', '陳怡君']),
    ...(form < 0.8 ? { city, district: district.name, addressLines: [`${road}${door}`] } : { addressLines: [whole] }),
    postalCode: pick(random, code),
    country: 'TW',
    phone: pick(random, [
      `09${digits(random, 8)}`,
      `0912-${digits(random, 3)}-${digits(random, 3)}`,
      `+8869${digits(random, 8)}`,
    ]),
  };
}

/** Zones and new areas that a shop's customers name in a district's place. */
const zones = [
  ...['高新区', '高新技术产业开发区', '經濟技術開發區', '经开区', '工业园区', '工業園區', '综合保税区', '旅游度假区'],
  ...['红谷滩新区', '两江新区', '未来新区', '东湖新技术开发区', '松山湖高新区', '临空经济示范区', '開發區', '新城'],
];

/** As address pickers and their users fill city and district: what belongs to its province has no city to choose. */
function pickedAs(
  random: Random,
  province: Province,
  { city, district }: Readonly<Record<'city' | 'district', string>>,
) {
  if (random() < 0.1) return { city, district: pick(random, zones) };
  if (city !== province.name || random() < 0.3) return { city, district };
  const four = ['北京市', '上海市', '天津市', '重庆市'].includes(province.name);
  const whole = province.name.endsWith('自治区') ? '自治区直辖县级行政区划' : '省直辖县级行政区划';
  return { city: four ? pick(random, ['市辖区', '县']) : whole, district };
}

export function inChina(random: Random): Address {
  const province = pick(random, [...china().values()]);
  const cities = [...province.cities.values()].filter(({ name, counties }) =>
    [...counties.keys()].some((each) => each !== name),
  );
  const city = pick(random, cities);
  const [district = '', code = ''] = pick(
    random,
    [...city.counties].filter(([name]) => name !== city.name),
  );
  const withCode = code && random() < 0.5;
  const written = pick(random, [province.name, province.name.replace(/(省|市)$/, ''), `中国${province.name}`]);
  return {
    recipientName: pick(random, ['张伟', '王芳', '李娜']),
    region: written,
    ...pickedAs(random, province, { city: city.name, district }),
    addressLines: [
      pick(random, ['人民路', '解放大道', '建设街']) + pick(random, ['1号', '88号3栋', '万达广场', '幸福小区2单元']),
    ],
    ...(withCode && { postalCode: code }),
    country: 'CN',
    phone: `13${digits(random, 9)}`,
  };
}

const areas = () => [...unitedStates().byPrefix.values()].flat();

export function inTheUnitedStates(random: Random): Address {
  const area = pick(random, areas());
  const { name, endings } = pick(
    random,
    [...area.cities.values()].filter((city) => city.endings.length > 0),
  );
  return inCity(random, area, { name, code: area.prefix + pick(random, endings) });
}

/** A suburb, quarter or new town beside a code that is named after another place. */
export function bySuburb(random: Random): Address {
  const suburbs = ({ cities }: Area) => [...cities.values()].filter(({ endings }) => endings.length === 0);
  const area = pick(
    random,
    areas().filter((each) => suburbs(each).length > 0),
  );
  const ending = pick(
    random,
    [...area.cities.values()].flatMap(({ endings }) => endings),
  );
  const { name } = pick(random, suburbs(area));
  const written = pick(random, [
    name,
    name.replace(/^Saint /, 'St. ').replace(/^Mount /, 'Mt. '),
    name.replace(' ', ''),
  ]);
  return inCity(random, area, { name: written, code: area.prefix + ending });
}

function inCity(random: Random, area: Area, { name, code }: { readonly name: string; readonly code: string }): Address {
  return {
    recipientName: pick(random, ['Mia Garcia', 'Liam O’Brien', 'Wei Chen']),
    addressLines: [
      `${number(random, 9999)} ${pick(random, ['Main St', 'Oak Avenue', 'N 3rd St', 'County Road 12'])}`,
      ...(random() < 0.4 ? [pick(random, ['Apt 4B', 'Suite 210', 'Unit 7'])] : []),
    ],
    city: random() < 0.3 ? name.toUpperCase() : name,
    region: area.state,
    postalCode: random() < 0.2 ? `${code}-${digits(random, 4)}` : code,
    country: 'US',
  };
}

/** Addresses of public buildings and usual streets, by country; each is written as post is addressed there. */
const elsewhere: readonly Omit<Address, 'recipientName'>[] = [
  {
    addressLines: ['Flat B, 12/F, Tower 3', '18 Harbour Road'],
    district: '灣仔',
    country: 'HK',
    phone: '+852 2123 4567',
  },
  { addressLines: ['中環皇后大道中2號長江集團中心'], country: 'HK', phone: '51234567' },
  { addressLines: ['Platz der Republik 1'], city: 'Berlin', postalCode: '11011', country: 'DE' },
  {
    addressLines: ['Marienplatz 8', '3. OG'],
    city: 'München',
    postalCode: '80331',
    country: 'DE',
    phone: '+49 89 23300',
  },
  { addressLines: ['126 rue de l’Université'], city: 'Paris', postalCode: '75007', country: 'FR' },
  { addressLines: ['12 bis avenue Jean Jaurès', 'Bât. C'], city: 'Lyon', postalCode: '69007', country: 'FR' },
  { addressLines: ['Lieu-dit Les Combes'], city: 'Saint-Martin', postalCode: '05000', country: 'FR' },
  { addressLines: ['Damrak 1'], city: 'Amsterdam', postalCode: '1012 LG', country: 'NL' },
  { addressLines: ['Appt 12', '8 rue des Lilas'], city: 'Nantes', postalCode: '44000', country: 'FR' },
  {
    addressLines: ['Scala B interno 4', 'Via Roma 5'],
    city: 'Torino',
    region: 'TO',
    postalCode: '10121',
    country: 'IT',
  },
  { addressLines: ['Calle Mayor 5, 3º B'], city: 'Madrid', postalCode: '28013', country: 'ES' },
  { addressLines: ['Hauptstraße 12', 'Wohnung 4'], city: 'Köln', postalCode: '50667', country: 'DE' },
  { addressLines: ['Stephansplatz 3/2/7'], city: 'Wien', postalCode: '1010', country: 'AT' },
  { addressLines: ['Flat 3', '10 Downing Street'], city: 'London', postalCode: 'SW1A 2AA', country: 'GB' },
  { addressLines: ['中環皇后大道中2號', '12樓B室'], country: 'HK', phone: '51234567' },
  { addressLines: ['Via del Corso 18'], city: 'Roma', region: 'RM', postalCode: '00186', country: 'IT' },
  { addressLines: ['Calle de Alcalá s/n'], city: 'Madrid', postalCode: '28014', country: 'ES' },
  { addressLines: ['ul. Marszałkowska 10/12'], city: 'Warszawa', postalCode: '00-590', country: 'PL' },
  { addressLines: ['Rua Augusta 100, 2.º Esq.'], city: 'Lisboa', postalCode: '1100-053', country: 'PT' },
  { addressLines: ['Drottninggatan 53'], city: 'Stockholm', postalCode: '111 21', country: 'SE' },
  { addressLines: ['Mannerheimintie 30 A 5'], city: 'Helsinki', postalCode: '00100', country: 'FI' },
  { addressLines: ['Rosmead Cottage', 'Main Street'], city: 'Dingle', country: 'IE' },
  { addressLines: ['10 Upper Merrion Street'], city: 'Dublin', postalCode: 'D02 R583', country: 'IE' },
  { addressLines: ['Stephansplatz 3'], city: 'Wien', postalCode: '1010', country: 'AT' },
  { addressLines: ['Rue de la Loi 16'], city: 'Bruxelles', postalCode: '1000', country: 'BE' },
  { addressLines: ['Rådhuspladsen 1'], city: 'København', postalCode: '1550', country: 'DK' },
  { addressLines: ['Václavské náměstí 68'], city: 'Praha', postalCode: '110 00', country: 'CZ' },
  { addressLines: ['Kossuth Lajos tér 1-3'], city: 'Budapest', postalCode: '1055', country: 'HU' },
  { addressLines: ['Strada Lipscani 25'], city: 'București', postalCode: '030031', country: 'RO' },
  { addressLines: ['Ermou 12'], city: 'Athina', postalCode: '105 63', country: 'GR' },
  { addressLines: ['7 Triq ir-Repubblika'], city: 'Valletta', postalCode: 'VLT 1110', country: 'MT' },
  { addressLines: ['10 Downing Street'], city: 'London', postalCode: 'SW1A 2AA', country: 'GB' },
];
export const inTheRest = (random: Random): Address => ({ recipientName: 'Maria Müller', ...pick(random, elsewhere) });
