import { foldChinese } from '../fold.ts';
import packed from './taiwan.json' with { type: 'json' };
import { lazily } from './unpacked.ts';

export interface District {
  readonly name: string;
  readonly code: string;
}

/** A county or a city of its rank. */
export interface County {
  readonly name: string;
  readonly folded: string;
  /** By folded name. */
  readonly districts: ReadonlyMap<string, District>;
}

export const taiwan = lazily(packed, (text): readonly County[] =>
  text.split('\n').map((line) => {
    const [name = '', districts = ''] = line.split('|');
    return {
      name,
      folded: foldChinese(name),
      districts: new Map(
        districts.split(';').map((entry) => {
          const district = { name: entry.slice(0, -3), code: entry.slice(-3) };
          return [foldChinese(district.name), district];
        }),
      ),
    };
  }),
);

/** Names that were in use before the mergers of 2010 and 2014 and are still written: the county of today, folded. */
export const formerCounties: ReadonlyMap<string, string> = new Map([
  ['台北县', '新北市'],
  ['桃园县', '桃园市'],
  ['台中县', '台中市'],
  ['台南县', '台南市'],
  ['高雄县', '高雄市'],
]);

/** Counties in Latin letters, as the Ministry of the Interior writes them and as they are usually shortened. */
export const latinCounties: ReadonlyMap<string, string> = new Map([
  ['taipei', '台北市'],
  ['new taipei', '新北市'],
  ['keelung', '基隆市'],
  ['taoyuan', '桃园市'],
  ['hsinchu', '新竹市'],
  ['miaoli', '苗栗县'],
  ['taichung', '台中市'],
  ['changhua', '彰化县'],
  ['nantou', '南投县'],
  ['yunlin', '云林县'],
  ['chiayi', '嘉义市'],
  ['tainan', '台南市'],
  ['kaohsiung', '高雄市'],
  ['pingtung', '屏东县'],
  ['yilan', '宜兰县'],
  ['hualien', '花莲县'],
  ['taitung', '台东县'],
  ['penghu', '澎湖县'],
  ['kinmen', '金门县'],
  ['lienchiang', '连江县'],
]);
