import type { Child } from 'hono/jsx';
import type { Language } from '#shared/domain/primitives.ts';
import { AgainForm, AgainView } from './again-form.tsx';
import { ConfirmationForm } from './confirmation-form.tsx';
import { DecidedView } from './decided-view.tsx';
import { OnwardView, onwardLabel } from './onward-view.tsx';
import { maskedNumber } from './order-number.ts';
import type { Page, Reply } from './page.ts';
import { style } from './page-style.ts';
import type { PageWords } from './page-words.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { QuestionForm, questionTitle } from './question-form.tsx';
import { SatisfactionForm } from './satisfaction-form.tsx';
import type { Decided } from './standing.ts';
import { problemText, words } from './words.ts';

/** A whole page; what came in is shown again only where the reader entered it, and escaped. */
export function htmlOf({ page, problem, again }: Reply, language: Language): string {
  const said = words[language];
  const mendable = page.kind === 'question' || page.kind === 'confirmation' || problem?.code === 'CHOICE_REQUIRED';
  return wholePage(
    { language, title: titleOf(page, said), problem, mendable },
    <>
      <Body page={page} problem={problem} said={said} language={language} />
      {again && <AgainForm said={said} />}
    </>,
  );
}

export interface PageHead {
  readonly language: Language;
  readonly title: string;
  readonly problem: Problem | undefined;
  /** The reader can put it right on this page. */
  readonly mendable: boolean;
}

/** The frame of every page behind a link. */
export function wholePage({ language, title, problem, mendable }: PageHead, children: Child): string {
  const said = words[language];
  const body = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <title>{problem && mendable ? `${said.errorPrefix}${title}` : title}</title>
        <style>{style}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          {children}
          {problem && <p class="code">{said.code(problem.code)}</p>}
        </main>
        <footer>
          <p>{said.neverAsk}</p>
        </footer>
      </body>
    </html>
  );
  return `<!doctype html>${body}`;
}

function titleOf(page: Page, said: PageWords): string {
  switch (page.kind) {
    case 'question':
      return questionTitle(page.question);
    case 'confirmation':
      return said.confirmTitle;
    case 'onward':
      return onwardLabel(page);
    case 'decided':
      return page.decided.kind === 'closed'
        ? said.closedTitle
        : said.decidedTitle[page.decided.decision?.by ?? 'staff'];
    case 'solving':
    case 'pursued':
      return said.solvingTitle;
    case 'sent-again':
      return said.againTitle;
    case 'message':
      return said.sorry;
  }
}

interface BodyProps {
  readonly page: Page;
  readonly problem: Problem | undefined;
  readonly said: PageWords;
  readonly language: Language;
}

function Body({ page, problem, said, language }: BodyProps) {
  switch (page.kind) {
    case 'question':
      return <QuestionForm {...page} problem={problem} said={said} language={language} />;
    case 'confirmation':
      return <ConfirmationForm {...page} problem={problem} said={said} language={language} />;
    case 'onward':
      return <OnwardView {...page} said={said} />;
    case 'decided':
      return (
        <>
          {page.notice && <Notice>{said[page.notice]}</Notice>}
          {problem && !saysItself(page.decided, problem) && <Notice>{problemText(said, problem)}</Notice>}
          <DecidedView {...page} said={said} language={language} />
          <SatisfactionForm decided={page.decided} problem={problem} said={said} />
        </>
      );
    case 'solving':
    case 'pursued':
      return (
        <>
          <p class="quiet">{said.order(maskedNumber(page.linked.order.orderNumber))}</p>
          <p>{problem ? problemText(said, problem) : said[page.kind]}</p>
        </>
      );
    case 'sent-again':
      return <AgainView {...page.sent} said={said} language={language} />;
    case 'message':
      return (
        <>
          {problem && <p>{problemText(said, problem)}</p>}
          {problem && returns.has(problem.code) && (
            <p>
              <a href="?">{said.toQuestion}</a>
            </p>
          )}
        </>
      );
  }
}

/** The heading of a closed case is the whole answer; what its form lacks stands at the form. */
const saysItself = ({ kind }: Decided, { code }: Problem) =>
  kind === 'closed' && (code === 'ALREADY_CLOSED' || code === 'CHOICE_REQUIRED');

/** Problems of one post, after which the question stands as before. */
const returns: ReadonlySet<ProblemCode> = new Set([
  'DUPLICATE_FIELD',
  'UNKNOWN_FIELD',
  'BAD_ENCODING',
  'BODY_TOO_LARGE',
  'TOO_MANY',
  'UNAVAILABLE',
]);

const Notice = ({ children }: { children: Child }) => (
  <div class="box" role="status">
    <p>{children}</p>
  </div>
);
