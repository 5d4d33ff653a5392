import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedIn } from '#functions/decisions/named-orders.ts';
import { messages } from '#functions/exception-types/out-of-stock/messages.ts';
import type { Offer } from '#shared/domain/case.ts';
import { languages } from '#shared/domain/primitives.ts';
import { renderMail } from '#shared/html/mail.tsx';
import { anOrder } from '#test/support/shop.ts';

const link = 'https://reply.shop.example/r/k.token.mac';

const anOffer = (title: string): Offer => ({
  lines: [
    {
      unitId: 'line-1',
      lineIds: ['line-1'],
      title,
      quantity: 2,
      short: 1,
      options: [{ kind: 'refund-line', choice: 'refund-line', refund: { centAmount: 3000, currencyCode: 'USD' } }],
    },
  ],
});

/** Tags with their attributes, without the text between them: what a mail is made of. */
const shapeOf = (html: string) => html.match(/<[^>]*>/g)?.map((tag) => tag.replace(/href="[^"]*"/, 'href'));

const textOf = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>/g, '')
    .replace(/<[^>]*>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const payloads = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</p></td></table></body></html>',
  '<!-- -->',
  ']]>',
  '&lt;b&gt;',
  '<style>*{display:none}</style>',
  '</title><script>',
  '<a href="https://evil.example">',
  '${7*7}{{7*7}}<%= 7*7 %>',
  'Mug\r\nBcc: everybody@shop.example',
  'Mug\n\n-- \nSent by your bank',
  '\u202Egnp.exe\u2066',
  '\u0000\u001B[31m',
  'javascript:alert(1)',
  '<svg/onload=alert(1)>',
  '\u2028<b>\u2029',
  '＜script＞',
  '<<b>>',
];

/** A payload somewhere in a name, twice, or in pieces: 200 of them by seed. */
const hostileTitle = fc
  .tuple(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom(...payloads), fc.constantFrom('', ...payloads))
  .map((parts) => parts.join(''));

describe('a mail', () => {
  it.each(languages)('in %s says the same in its HTML and its text part', (language) => {
    const mail = renderMail(language, messages[language].question(anOrder(), anOffer('Mug, blue')), link);
    const shown = textOf(mail.html).replace(/\s+/g, ' ');
    const lines = mail.text.split('\n').filter((line) => line.trim() !== '' && line !== '-- ');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(shown).toContain(line.replace(/[:：]$/, ''));
    expect(lines).toContain(link);
    expect(shown).toContain(link);
  });

  it.each(languages)('in %s ends with why it came and what we never ask for', (language) => {
    const ending = {
      'zh-TW': [/絕不會要求您提供卡號、密碼或驗證碼/, /您收到這封郵件，是因為/],
      'zh-CN': [/绝不会向您索要卡号、密码或验证码/, /您收到这封邮件，是因为/],
      en: [/never ask for card numbers, passwords or codes/, /You receive this e-mail because/],
    }[language];
    const mail = renderMail(language, { subject: 'S', paragraphs: ['P'] });
    for (const sentence of ending) {
      expect(mail.text).toMatch(sentence);
      expect(textOf(mail.html)).toMatch(sentence);
    }
    expect(mail.html).not.toContain('<a ');
  });

  it('to somebody else than the customer ends as it says, and with nothing that is meant for customers', () => {
    const mail = renderMail('en', { subject: 'S', paragraphs: ['P'], footer: ['You carry our parcels.'] });
    expect(mail.text).toBe('S\n\nP\n\n-- \nYou carry our parcels.');
    expect(textOf(mail.html)).toContain('You carry our parcels.');
    expect(mail.html).not.toMatch(/never ask|your order/);
  });

  it('keeps its shape whatever an item is called: 200 hostile titles in every language', () => {
    for (const language of languages) {
      const rendered = (title: string) =>
        renderMail(language, messages[language].question(anOrder(), anOffer(title)), link);
      const plain = rendered('Mug');
      fc.assert(
        fc.property(hostileTitle, (title) => {
          const { html, text, subject } = rendered(title);
          expect(shapeOf(html)).toEqual(shapeOf(plain.html));
          expect(html.match(/href="[^"]*"/g)).toEqual(plain.html.match(/href="[^"]*"/g));
          expect(text.split('\n')).toHaveLength(plain.text.split('\n').length);
          expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
        }),
        { numRuns: 200 },
      );
    }
  });

  it('refuses to let a subject become two headers', () => {
    const { subject } = renderMail('en', { subject: 'Order 1\r\nBcc: all@shop.example', paragraphs: [] });
    expect(subject).toBe('Order 1 Bcc: all@shop.example');
  });

  it('loads nothing and reports nothing back', () => {
    const { html } = renderMail('en', { subject: 'S', paragraphs: ['P'], action: 'Go' }, link);
    expect(html).not.toMatch(/<(img|link|script|iframe|object|form)|url\(|@import|src=/);
    expect(html.match(/https?:\/\/[^"<\s]+/g)).toEqual([link, link, link]);
  });

  it('is readable in the dark and on a narrow screen', () => {
    const { html } = renderMail('en', { subject: 'S', paragraphs: ['P'] });
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain('@media (prefers-color-scheme:dark)');
    expect(html).toContain('max-width:560px');
    expect(html).not.toMatch(/width:\d{4}|min-width/);
  });
});

describe('a mail that speaks for many orders', () => {
  const others = Array.from({ length: 99 }, (_, i) => ({
    subject: `Order WEB-${i}`,
    paragraphs: [],
    action: 'Pay',
    link: `${link}${i}`,
  }));

  it.each(languages)('lists each with its own link, and counts those that it has no room for (%s)', (language) => {
    const words = { subject: 'Order WEB-A', paragraphs: ['Sorry.'], action: 'Pay', others, unnamed: 31 };
    const { subject, html, text } = renderMail(language, words, link);
    expect(subject).toContain('130');
    expect(text).toContain('31');
    for (const { link: own } of others) {
      expect(html.split(`href="${own}"`)).toHaveLength(2);
      expect(text.split('\n')).toContain(own);
    }
    expect(html.length, 'Gmail cuts a longer one off').toBeLessThan(102_000);
  });

  it('names ninety-nine others at the most; the next mail begins with those that this one only counts', () => {
    const said = Array.from({ length: 130 }, (_, i) => ({ orderId: `o-${i}`, caseId: `c-${i}`, kind: 'question' }));
    expect(namedIn(said, 1)).toEqual({ named: said.slice(0, 99), unnamed: 31 });
    expect(namedIn(said, 2).named.slice(0, 31)).toEqual(said.slice(99));
    expect(namedIn(said.slice(0, 39), 2)).toMatchObject({ unnamed: 0 });
  });
});
