/** The words of one mail, escaped when they are set into the frame. */
interface Words {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action?: string;
}

const page =
  'margin:0;padding:24px;background:#f4f5f7;font:16px/1.6 system-ui,"Noto Sans TC","Noto Sans SC",sans-serif;color:#1a1a1a';
const card = 'max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:12px';
const button =
  'display:inline-block;padding:14px 22px;background:#1d4ed8;color:#fff;border-radius:8px;text-decoration:none';

/** The HTML part: one column, no images, nothing that reports back. */
export function mailHtml(language: string, { subject, paragraphs, action }: Words, link: string): string {
  const body = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{subject}</title>
      </head>
      <body style={page}>
        <div style={card}>
          {paragraphs.map((paragraph) => (
            <p>{paragraph}</p>
          ))}
          {action && (
            <p>
              <a href={link} style={button}>
                {action}
              </a>
            </p>
          )}
        </div>
      </body>
    </html>
  );
  return `<!doctype html>${body}`;
}

/** The text part, beside the HTML one and saying the same. */
export function mailPlainText({ paragraphs, action }: Words, link: string): string {
  return [...paragraphs, ...(action ? [`${action}:\n${link}`] : [])].join('\n\n');
}
