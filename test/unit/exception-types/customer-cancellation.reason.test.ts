import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasonInWords, reasonOf } from '#functions/exception-types/customer-cancellation/reason.ts';
import { type CancelReason, cancelReasons } from '#shared/domain/cancel-request.ts';

const said: Record<CancelReason, readonly string[]> = {
  'changed-mind': [
    '我不想要了，麻煩取消',
    '改變心意了',
    '後來發現用不到',
    '不想买了，麻烦取消一下',
    '暂时不需要',
    '有点后悔了',
    'I changed my mind.',
    'We no longer need these chairs',
    'Sorry, don’t want it any more',
  ],
  'wrong-item': [
    '我買錯尺寸了',
    '選錯顏色，要重新下單',
    '型號不對',
    '拍错了，尺码不对',
    '颜色选错',
    'I ordered the wrong size',
    'Wrong colour, sorry',
    'it does not fit my phone',
  ],
  'better-price': [
    '別家比較便宜',
    '剛剛看到降價了',
    '忘了用折扣碼，價錢差很多',
    '隔壁店更便宜',
    '刚买就降价',
    '太贵了',
    'Found it cheaper elsewhere',
    'I forgot to use my discount code',
    'there is a better price on another site',
  ],
  'too-slow': [
    '等太久了，還沒出貨',
    '來不及在生日前收到',
    '出貨太慢',
    '一直没发货，不等了',
    '下周才到，赶不上了',
    '三天了还没寄出',
    'It is taking too long',
    'my order still has not shipped',
    'I need it before Friday',
    'it won’t arrive in time',
  ],
  'ordered-twice': [
    '不小心重複下單',
    '我訂了兩次',
    '拍重了，退一单',
    '重复购买',
    '同一個東西買了兩次',
    'I accidentally ordered this twice',
    'duplicate order',
    'I placed the same order two times by mistake',
  ],
  other: [
    '',
    '   ',
    '搬家',
    '公司不核准',
    '家里有事',
    'Moving abroad next week',
    'My cat is ill',
    '🤷',
    '<script>alert(1)</script>',
  ],
};

describe.each(cancelReasons)('%s', (reason) => {
  test.each(said[reason])('is what %j says', (text) => {
    expect(reasonInWords(text)).toBe(reason);
  });
});

test('the more telling of two reasons counts', () => {
  expect(reasonInWords('I changed my mind because I found it cheaper')).toBe('better-price');
  expect(reasonInWords('太慢了，我不想要了')).toBe('too-slow');
  expect(reasonInWords('買錯了，不要了')).toBe('wrong-item');
});

test('full-width letters, capitals and typographic apostrophes are read alike', () => {
  expect(reasonInWords('ＤＵＰＬＩＣＡＴＥ　ＯＲＤＥＲ')).toBe('ordered-twice');
  expect(reasonInWords('I DON’T WANT IT')).toBe('changed-mind');
});

test('a code that was given counts, whatever the words say; a code of the shop’s own is other', () => {
  expect(reasonOf({ reasonCode: 'too-slow', text: 'found it cheaper' })).toBe('too-slow');
  expect(reasonOf({ reasonCode: 'shop-special' })).toBe('other');
  expect(reasonOf({ reasonCode: 'other', text: 'found it cheaper' })).toBe('better-price');
  expect(reasonOf({})).toBe('other');
});

test('any text has exactly one reason, quickly', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 1000 }), (text) =>
      cancelReasons.includes(reasonInWords(text)),
    ),
  );
  const long = '還沒'.repeat(500);
  expect(reasonInWords(long)).toBe('other');
});
