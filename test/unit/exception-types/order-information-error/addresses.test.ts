import { describe, expect, it } from 'vitest';
import { judge, problemsOf } from '#functions/exception-types/order-information-error/judge.ts';
import { settings } from '#functions/exception-types/order-information-error/settings.ts';
import type { Address } from '#shared/domain/address.ts';
import type { Order } from '#shared/domain/order.ts';
import { anOrder } from '#test/support/shop.ts';

const thresholds = settings.parse({});
const at = (shippingAddress: Address, more: Partial<Order> = {}) =>
  anOrder({ market: shippingAddress.country, shippingAddress, ...more });

/** Each problem as `rule tier field=suggestion`. */
const found = (address: Address, more: Partial<Order> = {}) =>
  problemsOf(at(address, more), thresholds).map(({ rule, tier, suggestion = {} }) =>
    [rule, tier, ...Object.entries(suggestion).map(([field, text]) => `${field}=${text}`)].join(' '),
  );

const tw = (fields: Partial<Address>): Address => ({
  recipientName: '王小明',
  addressLines: ['市府路1號'],
  city: '臺北市',
  district: '信義區',
  postalCode: '110',
  country: 'TW',
  phone: '0912345678',
  ...fields,
});
const cn = (fields: Partial<Address>): Address => ({
  recipientName: '张伟',
  addressLines: ['高新南一道8号'],
  region: '广东省',
  city: '深圳市',
  district: '南山区',
  country: 'CN',
  phone: '13812345678',
  ...fields,
});
const bare = { region: '', city: '', district: '' };
const us = (fields: Partial<Address>): Address => ({
  recipientName: 'Mia Garcia',
  addressLines: ['350 Fifth Avenue'],
  city: 'New York',
  region: 'NY',
  postalCode: '10118',
  country: 'US',
  ...fields,
});
const eu = (country: string, postalCode: string, fields: Partial<Address> = {}): Address => ({
  recipientName: 'Maria Müller',
  addressLines: ['Hauptstraße 1'],
  city: 'Ort',
  country,
  postalCode,
  ...fields,
});

describe('an address of Taiwan', () => {
  it.each([
    ['as it is written', {}],
    ['with 台 for 臺', { city: '台北市' }],
    ['in simplified characters', { city: '台北市', district: '信义区', addressLines: ['市府路1号'] }],
    ['in one line', { city: '', district: '', addressLines: ['臺北市信義區信義路五段7號89樓'] }],
    ['with five digits', { postalCode: '11001' }],
    ['with six digits', { postalCode: '110204' }],
    ['by the name of before the mergers', { city: '台北縣', district: '板橋市', postalCode: '220' }],
    ['in a city with one code', { city: '新竹市', district: '', addressLines: ['中正路120號'], postalCode: '300' }],
    ['in Latin letters', { city: 'Taipei City', district: 'Xinyi Dist.', addressLines: ['No. 1, Shifu Rd.'] }],
    [
      'by a township without its county',
      { city: '屏東市', district: '', addressLines: ['自由路527號'], postalCode: '900' },
    ],
    ['by a township’s rank of before', { city: '彰化縣', district: '員林鎮', postalCode: '510' }],
    ['after the country’s name, without 市', { region: '台灣', city: '台北' }],
    ['with a county in Latin letters before a Chinese street', { city: 'Taipei' }],
    ['in Latin letters with the code for a city', { city: '', district: '', addressLines: ['No. 1, Shifu Rd.'] }],
    [
      'in Latin letters with the city in the line',
      { city: '', district: '', addressLines: ['No. 1, Shifu Rd., Taipei'], postalCode: '' },
    ],
    ['by a Latin name that no table has', { city: 'Nowhere City', district: '', addressLines: ['No. 1, Shifu Rd.'] }],
    [
      'by the Latin name of before the mergers',
      { city: 'Taipei County', district: 'Banqiao City', addressLines: ['No. 161, Zhongshan Rd.'], postalCode: '220' },
    ],
    [
      'in a county of the same name',
      { city: 'Hsinchu County', district: '', addressLines: ['No. 3, Guangming 6th Rd.'], postalCode: '302' },
    ],
  ])('is right %s', (_how, fields) => {
    expect(found(tw(fields))).toEqual([]);
  });

  it.each([
    [{ postalCode: '' }, ['postal-code-missing fix postalCode=110']],
    [{ postalCode: '1104' }, ['postal-code-form fix postalCode=110']],
    [{ postalCode: '806' }, ['postal-code-mismatch confirm postalCode=110']],
    [{ city: '台北巿' }, ['city-misspelt fix city=臺北市']],
    [{ city: '' }, ['city-missing fix city=臺北市']],
    [{ district: '' }, ['district-missing fix district=信義區']],
    [{ district: '', postalCode: '' }, ['district-missing ask']],
    [{ district: '信儀區' }, ['district-misspelt fix district=信義區']],
    [{ city: '桃園市', district: '板橋區', postalCode: '220' }, ['region-wrong confirm city=新北市']],
    [{ addressLines: ['市府路'] }, ['house-number-missing ask']],
    [{ addressLines: ['信義路五段'] }, ['house-number-missing ask']],
    [
      { city: 'Taipei City', district: 'Xinyi Dist.', addressLines: ['No. 1, Shifu Rd.'], postalCode: '806' },
      ['postal-code-mismatch ask'],
    ],
    [{ city: '', district: '', addressLines: ['No. 1, Shifu Rd.'], postalCode: '' }, ['city-missing ask']],
    [{ city: '', district: '', addressLines: ['No. 1, Shifu Rd.'], postalCode: '999' }, ['city-missing ask']],
    [{ city: '屏東市', district: '', addressLines: ['自由路527號'] }, ['postal-code-mismatch confirm postalCode=900']],
    [{ phone: '' }, ['phone-missing ask']],
  ])('%j is %j', (fields, expected) => {
    expect(found(tw(fields))).toEqual(expected);
  });
});

describe('an address of the Chinese mainland', () => {
  it.each([
    ['as it is written', {}],
    ['in traditional characters and short names', { region: '廣東', city: '深圳', district: '南山區' }],
    ['with its optional code', { postalCode: '518057' }],
    ['in a city that is a province', { region: '北京市', city: '北京市', district: '朝阳区', postalCode: '100020' }],
    ['in a county that is written as a city', { region: '江苏省', city: '昆山市', district: '' }],
    ['in a district that is new', { region: '浙江省', city: '杭州市', district: '临平区' }],
    ['in a place that no table has', { district: '未来科学城' }],
    ['without a number, as whole villages are', { addressLines: ['沙河西路科技园'] }],
    ['in Latin letters', { region: 'Guangdong', city: 'Shenzhen', district: 'Nanshan' }],
    ['in Latin letters in one line', { ...bare, addressLines: ['8 Gaoxin South Rd, Nanshan, Shenzhen, Guangdong'] }],
    ['in Latin letters in a city that is a province', { ...bare, region: 'Beijing', addressLines: ['5 Yiheyuan Rd'] }],
    ['as pickers write a city’s districts', { region: '北京市', city: '市辖区', district: '朝阳区' }],
    ['as pickers write a city’s counties', { region: '重庆市', city: '县', district: '忠县' }],
    ['as pickers write a province’s own', { region: '湖北省', city: '省直辖县级行政区划', district: '仙桃市' }],
    [
      'as pickers write a region’s own',
      { region: '新疆维吾尔自治区', city: '自治区直辖县级行政区划', district: '石河子市' },
    ],
    ['in a new area that is a city', { region: '河北省', city: '雄安新区', district: '雄县' }],
    ['in a zone', { region: '陕西省', city: '西安市', district: '高新区' }],
    ['in a zone, in traditional characters', { region: '江蘇省', city: '蘇州市', district: '工業園區' }],
    ['in a new area that became a district', { region: '江西省', city: '南昌市', district: '红谷滩新区' }],
    ['in a district that was merged', { region: '广东省', city: '广州市', district: '萝岗区' }],
    ['by a district without 区', { region: '北京', city: '北京', district: '石景山' }],
    ['by a district that another province has a city named like', { region: '北京', city: '朝阳', district: '' }],
    ['in a part that every town has', { city: '中山市', district: '城区' }],
    ['by the short name of a region', { region: '内蒙', city: '呼和浩特', district: '新城区' }],
    ['by a city’s name of before', { region: '云南省', city: '思茅市', district: '思茅区' }],
  ])('is right %s', (_how, fields) => {
    expect(found(cn(fields))).toEqual([]);
  });

  it.each([
    [{ region: '浙江省' }, ['region-wrong fix region=广东省']],
    [{ region: '广冬省' }, ['region-unknown confirm region=广东省']],
    [{ city: '深玔市' }, ['city-misspelt fix city=深圳市']],
    [{ city: '' }, ['city-missing fix city=深圳市']],
    [{ postalCode: '200000' }, ['postal-code-mismatch confirm postalCode=518000']],
    [{ postalCode: '51805' }, ['postal-code-form confirm postalCode=051805']],
    [{ district: '白云区' }, ['district-mismatch confirm city=广州市']],
    [{ ...bare, addressLines: ['8 Gaoxin South Rd'] }, ['city-missing ask']],
    [{ region: '北京市', city: '深圳市' }, ['region-wrong fix region=广东省']],
    [{ region: '浙江省', city: '杭州市', district: '西胡区' }, ['district-misspelt confirm district=西湖区']],
  ])('%j is %j', (fields, expected) => {
    expect(found(cn(fields))).toEqual(expected);
  });
});

describe('an address of the United States', () => {
  it.each([
    ['as it is written', {}],
    ['by the state’s name', { region: 'New York' }],
    ['in Montana, which is no mount', { region: 'MT', city: 'Billings', postalCode: '59101' }],
    ['with a code of four more digits', { postalCode: '10118-0110' }],
    ['with a suburb’s code beside the city’s name', { city: 'Los Angeles', region: 'CA', postalCode: '90714' }],
    ['across a border nearby', { city: 'Washington', region: 'DC', postalCode: '20156' }],
    ['with a code that is newer than the table', { city: 'Houston', region: 'TX', postalCode: '77134' }],
    ['in a place that no table has', { city: 'Sleepy Hollow Estates', region: 'NY' }],
    ['of the military', { city: 'APO', region: 'AE', postalCode: '09012' }],
    ['in a territory', { city: 'San Juan', region: 'PR', postalCode: '00901' }],
    ['in a territory by its name', { city: 'San Juan', region: 'Puerto Rico', postalCode: '00901' }],
    ['by a state’s short form of before', { city: 'Boston', region: 'Mass.', postalCode: '02215' }],
    ['by the state’s code with its country', { region: 'US-NY' }],
    ['in a quarter', { city: 'Harlem', postalCode: '10027' }],
    [
      'in a quarter that a town far off in the state is named like',
      { city: 'Brentwood', region: 'CA', postalCode: '90049' },
    ],
    ['in a quarter that no table has', { city: 'Nob Hill Heights', region: 'CA', postalCode: '94108' }],
    ['in a suburb that no code is named after', { city: 'Edina', region: 'MN', postalCode: '55424' }],
    ['with a name in two words or one', { city: 'McLean', region: 'VA', postalCode: '22101' }],
    ['with a name with an apostrophe or a blank', { city: 'O’Fallon', region: 'MO', postalCode: '63366' }],
    ['with St. for Saint', { city: 'St. Louis', region: 'MO', postalCode: '63102' }],
    ['with Ft. for Fort', { city: 'Ft. Worth', region: 'TX', postalCode: '76102' }],
    ['with Mt. for Mount', { city: 'Mt Pleasant', region: 'SC', postalCode: '29464' }],
    ['with the state behind the city', { city: 'Washington, D.C.', region: 'DC', postalCode: '20500' }],
  ])('is right %s', (_how, fields) => {
    expect(found(us(fields))).toEqual([]);
  });

  it.each([
    [{ city: 'New Yrok' }, ['city-misspelt fix city=New York']],
    [{ region: 'CA' }, ['region-wrong fix region=NY']],
    [{ region: '' }, ['region-missing fix region=NY']],
    [{ region: 'New Yorc' }, ['region-unknown fix region=NY']],
    [{ city: '' }, ['city-missing fix city=New York']],
    [{ postalCode: '75203' }, ['postal-code-mismatch ask']],
    [{ city: 'Houston', region: 'TX', postalCode: '79901' }, ['postal-code-mismatch ask']],
    [{ city: 'Edina', region: 'MN', postalCode: '10118' }, ['postal-code-mismatch ask']],
    [{ city: 'Hershey', region: 'PA', postalCode: '71033' }, ['postal-code-mismatch confirm postalCode=17033']],
    [{ city: 'Nowhere', region: 'WY', postalCode: '10118' }, ['postal-code-mismatch confirm region=NY']],
    [{ city: 'Silver Sprng', region: 'MD', postalCode: '20910' }, ['city-misspelt fix city=Silver Spring']],
    [{ postalCode: '' }, ['postal-code-missing ask']],
    [{ postalCode: '101180110' }, ['postal-code-form fix postalCode=10118-0110']],
    [{ city: 'Agawam', region: 'MA', postalCode: '1001' }, ['postal-code-form confirm postalCode=01001']],
    [{ postalCode: '1O118' }, ['postal-code-form confirm postalCode=10118']],
    [
      { addressLines: ['350 Fifth Avenue, Apt 4B'] },
      ['second-line-in-first fix addressLine1=350 Fifth Avenue addressLine2=Apt 4B'],
    ],
    [
      { addressLines: ['Apt 4B', '350 Fifth Avenue'] },
      ['second-line-in-first fix addressLine1=350 Fifth Avenue addressLine2=Apt 4B'],
    ],
    [{ addressLines: ['Fifth Avenue'] }, ['house-number-missing ask']],
    [{ recipientName: 'n/a' }, ['recipient-missing ask']],
    [{ addressLines: ['test'] }, ['address-line-missing ask']],
  ])('%j is %j', (fields, expected) => {
    expect(found(us(fields))).toEqual(expected);
  });
});

describe('a postal code of Europe', () => {
  it.each([
    ['AT', '1010'],
    ['BE', '1000'],
    ['BG', '1000'],
    ['HR', '10000'],
    ['CY', '1010'],
    ['CZ', '110 00'],
    ['DK', '1550'],
    ['EE', '10111'],
    ['FI', '00100'],
    ['FR', '75007'],
    ['DE', '10115'],
    ['GR', '105 63'],
    ['HU', '1055'],
    ['IE', 'D02 R583'],
    ['IT', '00186'],
    ['LV', 'LV-1050'],
    ['LT', 'LT-01103'],
    ['LU', 'L-1728'],
    ['MT', 'VLT 1110'],
    ['NL', '1012 LG'],
    ['PL', '00-590'],
    ['PT', '1100-053'],
    ['RO', '030031'],
    ['SK', '811 06'],
    ['SI', '1000'],
    ['ES', '28014'],
    ['SE', '111 21'],
  ])('of %s is right as %s, and missing is asked for unless the country can do without', (country, code) => {
    expect(found(eu(country, code))).toEqual([]);
    expect(found(eu(country, ''))).toEqual(country === 'IE' ? [] : ['postal-code-missing ask']);
  });

  it.each([
    ['DE', 'D-10115', 'postal-code-form fix postalCode=10115'],
    ['NL', '1012-LG', 'postal-code-form fix postalCode=1012LG'],
    ['PL', '00590', 'postal-code-form fix postalCode=00-590'],
    ['SE', 'SE-11121', 'postal-code-form fix postalCode=11121'],
    ['GB', 'sw1a-2aa', 'postal-code-form fix postalCode=SW1A2AA'],
    ['IT', '186', 'postal-code-form confirm postalCode=00186'],
    ['DE', '101', 'postal-code-form confirm postalCode=00101'],
    ['FR', '750071', 'postal-code-form ask'],
  ])('of %s written as %s is %s', (country, code, expected) => {
    expect(found(eu(country, code))).toEqual([expected]);
  });
});

describe('what is mended and what is asked', () => {
  it('is judged once more after the mending: one mistake is not found twice', () => {
    const { fixes, questions } = judge(at(us({ city: 'New Yrok', addressLines: ['Fifth Avenue'] })), thresholds);
    expect(fixes.map(({ rule }) => rule)).toEqual(['city-misspelt']);
    expect(questions.map(({ rule }) => rule)).toEqual(['house-number-missing']);
  });

  it('changes neither recipient, nor house number, nor mail domain unasked', () => {
    const { fixes } = judge(
      at(us({ recipientName: '', addressLines: ['Fifth Avenue'] }), {
        customer: { ...anOrder().customer, email: 'kim@gmial.com' },
      }),
      thresholds,
    );
    expect(fixes).toEqual([]);
  });

  it('is asked by a rule that was demoted', () => {
    const demoted = settings.parse({ demotedRules: ['city-misspelt'] });
    expect(judge(at(us({ city: 'New Yrok' })), demoted)).toMatchObject({
      fixes: [],
      questions: [{ rule: 'city-misspelt', tier: 'confirm', suggestion: { city: 'New York' } }],
    });
  });

  it('is nothing once the goods have left, and nothing for goods that nobody brings', () => {
    const wrong = us({ addressLines: [''] });
    expect(judge(at(wrong, { shipmentState: 'Shipped' }), thresholds)).toEqual({ fixes: [], questions: [] });
    const [line] = anOrder().lines;
    expect(judge(at(wrong, { lines: [{ ...line!, supply: 'digital' }] }), thresholds)).toEqual({
      fixes: [],
      questions: [],
    });
  });

  it('an order without any address is judged where the shop writes addresses into orders', () => {
    expect(problemsOf(anOrder(), thresholds)).toEqual([]);
    expect(problemsOf(anOrder(), settings.parse({ addressRequired: true }))).toMatchObject([
      { rule: 'address-missing' },
    ]);
  });
});

describe('the shop’s own service', () => {
  const service = settings.parse({ verifier: 'shop-service' });
  const verified = (address: Address, addressVerification: Order['addressVerification']) =>
    problemsOf(at(address, { addressVerification }), service).map(({ rule, tier }) => `${rule} ${tier}`);
  const since = '2026-03-02T08:00:00.000Z';

  it('overrules the tables when it accepts, and never what nothing can be delivered without', () => {
    expect(verified(us({ postalCode: '75203' }), { action: 'ACCEPT', at: since })).toEqual([]);
    expect(verified(us({ addressLines: [''] }), { action: 'ACCEPT', at: since })).toEqual(['address-line-missing ask']);
  });

  it('is believed when it questions what the tables find right, and the tables judge what it has not seen', () => {
    expect(verified(us({}), { action: 'FIX', at: since })).toEqual(['service-questions ask']);
    const suggestion = { addressLine1: '350 5th Ave' };
    expect(verified(us({}), { action: 'CONFIRM', at: since, suggestion })).toEqual(['service-questions confirm']);
    expect(verified(us({ postalCode: '75203' }), undefined)).toEqual(['postal-code-mismatch ask']);
  });
});
