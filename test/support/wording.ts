import type { MailText } from '#functions/exception-types/exception-type.ts';
import type { Language } from '#shared/domain/primitives.ts';

/** Characters that words to customers are made of and that the two scripts write differently, pair by pair. */
const traditional =
  '訂單貨運問題請們時間達這個無從開電話門選擇認還會發車長書見頁業買賣產僅價傳優樣語讀寫說謝進遠連過遲郵錯錢銀鐵隨難預領額驗續給經級紀約紅終維遞碼號區縣鎮樓補償簽費負擔視願辦證據劃顯為與處報復聯絡體實將對應變動兩備確數種內尋損壞檢場線總條軟倉庫關稅點狀況圖寬億萬義務盡壓層讓';
const simplified =
  '订单货运问题请们时间达这个无从开电话门选择认还会发车长书见页业买卖产仅价传优样语读写说谢进远连过迟邮错钱银铁随难预领额验续给经级纪约红终维递码号区县镇楼补偿签费负担视愿办证据划显为与处报复联络体实将对应变动两备确数种内寻损坏检场线总条软仓库关税点状况图宽亿万义务尽压层让';
const pairs = [...traditional].map((each, i) => [each, [...simplified][i]!] as const);
const differing = pairs.filter(([one, other]) => one !== other);

/** What the words of a language may not hold. */
const foreign: Readonly<Record<Language, RegExp>> = {
  'zh-TW': new RegExp(`[${differing.map(([, other]) => other).join('')}]`, 'g'),
  'zh-CN': new RegExp(`[${differing.map(([one]) => one).join('')}]`, 'g'),
  en: /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu,
};

const unfilled = /undefined|null|NaN|\[object|Invalid|=>|\$\{|[{}]/g;

/** What must not be read in a text of that language: gaps that were not filled, and characters of another script. */
export const faultsOf = (language: Language, text: string): string[] => [
  ...(text.match(unfilled) ?? []),
  ...(text.match(foreign[language]) ?? []),
  ...(text.trim() === '' ? ['nothing at all'] : []),
];

export const textOf = ({ subject, paragraphs, action, footer = [] }: MailText): string =>
  [subject, ...paragraphs.map((each) => each || '{an empty paragraph}'), action ?? '', ...footer].join('\n');
