import type { Child } from 'hono/jsx';
import type { Language } from '#shared/domain/primitives.ts';
import type { OpenQuestion } from './link-holder.ts';
import type { ProblemCode } from './problem.ts';
import { words } from './words.ts';

const style = `body{margin:0;padding:16px;background:#f4f5f7;color:#1a1a1a;font:17px/1.6 system-ui,"Noto Sans TC","Noto Sans SC",sans-serif}
main{max-width:560px;margin:0 auto;padding:20px;background:#fff;border-radius:12px}
h1{font-size:1.25rem;margin:0 0 8px}fieldset{border:1px solid #6b7280;border-radius:8px;margin:0 0 16px;padding:8px 12px}
label{display:block;padding:12px 0}button{width:100%;padding:14px;border:0;border-radius:8px;background:#1d4ed8;color:#fff;font:inherit}
input[type=text]{display:block;width:100%;box-sizing:border-box;padding:12px;border:1px solid #6b7280;border-radius:8px;font:inherit}`;

function Frame({ language, title, children }: { language: Language; title: string; children: Child }) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{style}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

/** The question as a form: a choice per unit, none preselected, or the whole order cancelled. */
export function questionPage({ order, offer, offerHash, type, language }: OpenQuestion): string {
  const said = type.messages[language];
  const { subject, paragraphs } = said.question(order, offer);
  const own = words[language];
  const page = (
    <Frame language={language} title={subject}>
      <p>{paragraphs[0]}</p>
      <form method="post">
        <input type="hidden" name="offer" value={offerHash} />
        {offer.lines.map((unit) => (
          <fieldset>
            <legend>
              {unit.title} × {unit.short}
            </legend>
            {unit.options.map(({ choice }) => (
              <label>
                <input type="radio" name={`unit.${unit.unitId}`} value={choice} /> {said.option(choice, unit, order)}
              </label>
            ))}
          </fieldset>
        ))}
        {offer.cancelOrder && (
          <label>
            <input type="checkbox" name="cancel" value="order" /> {own.cancelOrder}
          </label>
        )}
        <label>
          {own.confirmLabel}
          <input type="text" name="confirm" autocomplete="off" maxlength={4} />
        </label>
        <button type="submit">{own.submit}</button>
      </form>
      <p>{own.neverAsk}</p>
    </Frame>
  );
  return `<!doctype html>${page}`;
}

export function thanksPage(language: Language): string {
  const own = words[language];
  return `<!doctype html>${(
    <Frame language={language} title={own.thanks}>
      <p>{own.thanksText}</p>
      <p>{own.neverAsk}</p>
    </Frame>
  )}`;
}

/** Forged, cut and unknown links look the same; nothing that came in is shown again. */
export function problemPage(language: Language, code: ProblemCode): string {
  const own = words[language];
  return `<!doctype html>${(
    <Frame language={language} title={own.sorry}>
      <p>{own.problem[code] ?? own.problem.other}</p>
      <p>{code}</p>
    </Frame>
  )}`;
}
