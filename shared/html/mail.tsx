import type { Language } from '#shared/domain/primitives.ts';

/** The words of one mail; a mail that wants nothing has no action and no link. */
export interface MailWords {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action?: string;
  /** What the same mail says of other orders. */
  readonly others?: readonly MailPart[];
  /** How many more orders it speaks for, which it has no room to name. */
  readonly unnamed?: number;
  /** Instead of what every customer is told at the end. */
  readonly footer?: readonly string[];
}

/** What a mail says of another order, with the way to answer for that one. */
export interface MailPart {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action?: string;
  readonly link?: string;
}

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What every mail ends with: why it was sent, and what we never ask for. */
const footers: Readonly<Record<Language, { readonly why: string; readonly neverAsk: string; readonly link: string }>> =
  {
    'zh-TW': {
      why: '您收到這封郵件，是因為您的訂單需要處理。這不是廣告郵件。',
      neverAsk: '我們絕不會要求您提供卡號、密碼或驗證碼，也不會請您操作 ATM。',
      link: '如果按鈕無法使用，請複製完整的連結到瀏覽器開啟：',
    },
    'zh-CN': {
      why: '您收到这封邮件，是因为您的订单需要处理。这不是广告邮件。',
      neverAsk: '我们绝不会向您索要卡号、密码或验证码，也不会让您操作 ATM。',
      link: '如果按钮无法使用，请复制完整的链接到浏览器打开：',
    },
    en: {
      why: 'You receive this e-mail because your order needs attention. It is not advertising.',
      neverAsk: 'We never ask for card numbers, passwords or codes, and never for ATM operations.',
      link: 'If the button does not work, copy the whole link into your browser:',
    },
  };

/** The subject of a mail that speaks of other orders as well. */
const andMore: Readonly<Record<Language, (others: number) => string>> = {
  'zh-TW': (others) => `（另有 ${others} 筆訂單）`,
  'zh-CN': (others) => `（另有 ${others} 笔订单）`,
  en: (others) => ` (and ${others} more)`,
};

/** From so many other orders on they stand in a list, each with its link and what is said of it alone. */
export const listedFrom = 9;

const lists: Readonly<Record<Language, { readonly open: string; readonly unnamed: (orders: number) => string }>> = {
  'zh-TW': {
    open: '點選訂單，即可前往該筆訂單的頁面：',
    unnamed: (orders) => `您另有 ${orders} 筆訂單也受到影響，因篇幅有限未能列出。如需立即處理，請聯絡我們的客服。`,
  },
  'zh-CN': {
    open: '点击订单，即可进入该订单的页面：',
    unnamed: (orders) => `您另有 ${orders} 笔订单也受到影响，因篇幅有限未能列出。如需马上处理，请联系我们的客服。`,
  },
  en: {
    open: 'Select an order to open its page:',
    unnamed: (orders) =>
      `And ${orders} more of your orders, which do not fit into this e-mail. If you want to settle one of them now, please contact our customer service.`,
  },
};

/** Written without quotes and angle brackets: what stands between tags is escaped. Dark colours where a client asks. */
const style = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){
.ground{background:#0e1116!important}
.card{background:#1b2027!important}
.ink,.ink a{color:#eef1f5!important}
.quiet,.quiet a{color:#b9c1cc!important}
}
@media (max-width:480px){.card{padding:20px 16px!important}.ground{padding:0!important}}
`;

const font =
  'font-family:system-ui,-apple-system,Segoe UI,Roboto,PingFang TC,Microsoft JhengHei,Noto Sans TC,sans-serif';
const ink = `margin:0 0 16px;font-size:16px;line-height:1.65;color:#1b1f24;${font}`;
const heading = `margin:0 0 16px;font-size:20px;line-height:1.4;font-weight:bold;color:#1b1f24;${font}`;
const secondHeading = `margin:32px 0 12px;font-size:18px;line-height:1.4;font-weight:bold;color:#1b1f24;${font}`;
const row = `margin:0;border-top:1px solid #d8dde4;font-size:16px;line-height:1.5;color:#1b1f24;${font}`;
const rowLink = 'display:block;padding:12px 0;color:#1849a9;font-weight:bold';
const quiet = `margin:0 0 8px;font-size:14px;line-height:1.6;color:#4a5361;${font}`;
const button = `display:inline-block;padding:14px 24px;background:#1849a9;border-radius:10px;color:#ffffff;font-size:16px;font-weight:bold;text-decoration:none;${font}`;

/** A mail as it is sent: HTML and text part with the same words, no image, nothing that reports back. */
export function renderMail(language: Language, words: MailWords, link?: string): RenderedMail {
  const shown = { ...words, ...shownPart(words), others: (words.others ?? []).map(shownPart) };
  const others = shown.others.length + (words.unnamed ?? 0);
  const more = others > 0 ? andMore[language](others) : '';
  return {
    subject: `${shown.subject}${more}`,
    html: htmlPart(language, shown, link),
    text: textPart(language, shown, link),
  };
}

const shownPart = <Part extends MailPart>(part: Part): Part => ({
  ...part,
  subject: oneLine(part.subject),
  paragraphs: part.paragraphs.map(visible),
});

const endingOf = (language: Language, { footer }: MailWords): readonly string[] =>
  footer ?? [footers[language].neverAsk, footers[language].why];

function htmlPart(language: Language, words: MailWords, link?: string): string {
  const { subject, paragraphs, action, others = [] } = words;
  const body = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no" />
        <title>{subject}</title>
        <style>{style}</style>
      </head>
      <body class="ground" style="margin:0;padding:0;background:#f1f3f6">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
          <tr>
            <td class="ground" align="center" style="padding:24px 12px;background:#f1f3f6">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                border={0}
                style="max-width:560px"
              >
                <tr>
                  <td class="card" align="left" style="padding:28px 24px;background:#ffffff;border-radius:14px">
                    <h1 class="ink" style={heading}>
                      {subject}
                    </h1>
                    {paragraphs.map(paragraphHtml)}
                    {action && link && callHtml(language, action, link)}
                    {isList(words) ? listHtml(language, others) : others.map((part) => partHtml(language, part))}
                    {words.unnamed ? paragraphHtml(lists[language].unnamed(words.unnamed)) : undefined}
                  </td>
                </tr>
                <tr>
                  <td align="left" style="padding:16px 24px">
                    {endingOf(language, words).map((sentence) => (
                      <p class="quiet" style={quiet}>
                        {sentence}
                      </p>
                    ))}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
  return `<!doctype html>${body}`;
}

const isList = ({ others = [] }: MailWords): boolean => others.length >= listedFrom;

const partHtml = (language: Language, { subject, paragraphs, action, link }: MailPart) => (
  <>
    <h2 class="ink" style={secondHeading}>
      {subject}
    </h2>
    {paragraphs.map(paragraphHtml)}
    {action && link && callHtml(language, action, link)}
  </>
);

const paragraphHtml = (paragraph: string) => (
  <p class="ink" style={ink}>
    {paragraph}
  </p>
);

/** Each order is its own link, large enough for a finger. */
const listHtml = (language: Language, others: readonly MailPart[]) => (
  <>
    <h2 class="ink" style={secondHeading}>
      {lists[language].open}
    </h2>
    {others.map(({ subject, paragraphs, action, link }) => (
      <>
        <p class="ink" style={row}>
          {action && link ? (
            <a href={link} style={rowLink}>
              {subject}
            </a>
          ) : (
            subject
          )}
        </p>
        {paragraphs.map(paragraphHtml)}
      </>
    ))}
  </>
);

const callHtml = (language: Language, action: string, link: string) => (
  <>
    <p style="margin:8px 0 24px">
      <a href={link} style={button}>
        {action}
      </a>
    </p>
    <p class="quiet" style={quiet}>
      {footers[language].link}
      <br />
      <a href={link} style="color:#1849a9;word-break:break-all">
        {link}
      </a>
    </p>
  </>
);

function textPart(language: Language, words: MailWords, link?: string): string {
  const said = ({ subject, paragraphs, action, link: to }: MailPart) => [
    subject,
    ...paragraphs,
    ...(action && to ? [`${action}${language === 'en' ? ':' : '：'}\n${to}`] : []),
  ];
  const listed = ({ subject, paragraphs, action, link: to }: MailPart) => [
    action && to ? `${subject}\n${to}` : subject,
    ...paragraphs,
  ];
  const { others = [], unnamed, ...own } = words;
  return [
    ...said({ ...own, ...(link && { link }) }),
    ...(isList(words) ? [lists[language].open, ...others.flatMap(listed)] : others.flatMap(said)),
    ...(unnamed ? [lists[language].unnamed(unnamed)] : []),
    `-- \n${endingOf(language, words).join('\n')}`,
  ].join('\n\n');
}

/** Without characters that act on a screen instead of standing on it: controls, line breaks and bidi overrides. */
const visible = (text: string) =>
  text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '');

/** A subject is a header: no break may end it early. */
const oneLine = (text: string) => visible(text).replace(/ {2,}/g, ' ').trim();
