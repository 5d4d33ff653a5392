import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem, type ProblemCode, problems } from '#functions/customer-reply/problem.ts';
import { problemText, words } from '#functions/customer-reply/words.ts';
import { languages } from '#shared/domain/primitives.ts';

/** Every sentence of a language, those made of values included. */
function sentences(said: object): string[] {
  return Object.values(said).flatMap((each) => {
    if (typeof each === 'string') return [each];
    if (typeof each === 'function') return [each('7', '8') as string];
    return sentences(each);
  });
}

const codes = Object.keys(problems) as ProblemCode[];

describe('the words of the reply page', () => {
  it.each(languages)('in %s say something for every problem, and no two say the same', (language) => {
    const texts = codes.map((code) => problemText(words[language], new Problem(code)));
    expect(texts.every((each) => each.length > 4)).toBe(true);
    expect(new Set(texts).size).toBe(codes.length);
  });

  it('say as much in every language', () => {
    for (const language of languages) {
      expect(Object.keys(words[language]).sort()).toEqual(Object.keys(words.en).sort());
      expect(Object.keys(words[language].outcome)).toEqual(Object.keys(words.en.outcome));
    }
  });

  it.each(['zh-TW', 'zh-CN'] as const)('in %s have Chinese punctuation and no English sentence', (language) => {
    for (const sentence of sentences(words[language])) {
      expect(sentence, sentence).not.toMatch(/\p{Script=Han}\s*[,;:!?()]|[,;:!?()]\s*\p{Script=Han}|\.$/u);
      expect(sentence, sentence).toMatch(/\p{Script=Han}|^7：8$/u);
    }
  });

  it('of one script do not stray into the other', () => {
    const all = (language: 'zh-TW' | 'zh-CN') => sentences(words[language]).join('');
    expect(all('zh-TW')).not.toMatch(/[订单联链邮为处这请选择错误缩过]/);
    expect(all('zh-CN')).not.toMatch(/[訂單聯鏈郵為處這請選擇錯誤縮過]/);
    expect(all('zh-TW')).not.toMatch(/邮件|短信|信息|屏幕|网络|網絡|用戶/);
  });

  it.each(languages)('in %s never ask for a card, a code or an ATM', (language) => {
    expect(words[language].neverAsk).toMatch(
      /絕不會.*卡號.*驗證碼.*ATM|绝不会.*卡号.*验证码.*ATM|never ask.*card.*codes.*ATM/,
    );
  });
});

it('the page about the reply page lists every code with its status', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/reply-page.md'), 'utf8');
  const listed = text
    .split('\n')
    .map((line) => line.split('|'))
    .flatMap(([, names = '', status = '']) =>
      [...names.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => [code, Number(status)] as const),
    );
  expect(Object.fromEntries(listed)).toEqual(problems);
});
