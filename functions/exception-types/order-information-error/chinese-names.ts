/** What the fields of a folded Chinese address are filled with beside the names of divisions. */

/** Address pickers put these in a city's place where a county belongs to its province directly. */
export const isDirect = (city: string): boolean =>
  /^(市辖区|县|市辖县|(省|自治区)?直辖(县级?|市|区|县级行政)?(行政)?(区划|单位|区)?)$/.test(city);

/** Fields that a picker fills because it has to: no name at all. */
export const isFiller = (district: string): boolean =>
  /^(市辖区|县|其[他它](区|县|地区)?|全境|全区|不限|无)$/.test(district);

/** Zones and new areas that stand in a division's place: none is a misspelling of a district, and no table has them all. */
export const isZone = (name: string): boolean =>
  /(新区|新城|高新区?|经开区?|经济区|开发区|[业技流态育意物化动色学]园区?|园区|保税(港|物流)?区|综保区|度假区|示范区|试验区|实验区|管理区|管委会|风景(名胜)?区|旅游区|合作区|功能区|集聚区|集中区|商务区|自(由)?贸(易试验)?区|港区|空港.*|科学城|科技城|大学城|生态城|软件谷|农场|林场|林区|矿区|兵团.*|高新技术.*|经济技术.*)$/.test(
    name,
  );

/** Parts of a town that every town has: what they are called here says nothing of another city. */
export const isGeneric = (district: string): boolean =>
  /^([东西南北中市老新旧]?城区|城[东西南北中关]区|[东西南北中市郊矿]区|市中区|中心(城)?区|主城区|老区|城关镇|县城)$/.test(
    district,
  );

/** Names of the past that are still written, and short ones of today; folded, without their ending. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['襄樊', '襄阳'],
  ['思茅', '普洱'],
  ['荆沙', '荆州'],
  ['锡盟', '锡林郭勒'],
  ['呼盟', '呼伦贝尔'],
  ['阿盟', '阿拉善'],
  ['巴盟', '巴彦淖尔'],
  ['巴州', '巴音郭楞'],
  ['克州', '克孜勒苏'],
  ['博州', '博尔塔拉'],
]);
export const nameOfToday = (city: string): string => otherNames.get(city) ?? city;

const ending =
  /(?<=..)((满|回|藏|彝|苗|侗|瑶|土家|壮|黎|畲|蒙古|朝鲜|羌|白|哈尼|傣|佤|拉祜|景颇|傈僳|纳西|布依|仡佬|水|土|撒拉|保安|东乡|锡伯|哈萨克|塔吉克|各)族)*(新区|自治县|自治旗|地区|街道|区|县|市|旗|镇|乡|盟|州)$/;
/** A county that became a district or a city kept its name: what is left without the ending is the same. */
export const stemOf = (division: string): string => division.replace(ending, '');

/** Regions of the country's name that the tables of the mainland do not have. */
export const isBeyond = (region: string): boolean => /^(香港|澳门|台湾)/.test(region);
