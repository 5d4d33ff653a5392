import type { Language } from '#shared/domain/primitives.ts';
import type { PageWords } from './page-words.ts';
import type { Problem } from './problem.ts';
import { english } from './words.en.ts';
import { simplifiedChinese } from './words.zh-CN.ts';
import { traditionalChinese } from './words.zh-TW.ts';

export const words: Record<Language, PageWords> = {
  'zh-TW': traditionalChinese,
  'zh-CN': simplifiedChinese,
  en: english,
};

/** What is wrong, in a sentence or two. */
export function problemText(said: PageWords, { code, detail }: Problem): string {
  const { count, allowed, triesLeft } = detail;
  if (code === 'COMMENT_TOO_LONG' && count !== undefined && allowed !== undefined) return said.tooLong(count, allowed);
  if (code === 'CONFIRMATION_MISMATCH' && triesLeft !== undefined) {
    return `${said.problem[code]}${triesLeft > 0 ? said.triesLeft(triesLeft) : said.lockedNow}`;
  }
  return said.problem[code];
}
