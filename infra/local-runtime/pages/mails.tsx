import { Hono } from 'hono';
import type { Mail } from '../ses/mail.ts';
import { framed, JsonText, Moment, pathTo } from './frame.tsx';
import { Listing, newestFirst } from './listing.tsx';
import type { PageSources } from './sources.ts';

/** What an HTML part may do: show itself, and open its links. */
const sandbox = 'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation';
const htmlPartPolicy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; sandbox ${sandbox}`;

const urlInText = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

/** The mailbox: every mail that was sent, whoever it was for. */
export function mailPages({ account, addresses }: PageSources): Hono {
  const { mails } = account.ses;
  const now = () => account.site.clock.now();
  const find = (id: string) => mails.items.find((mail) => mail.id === id);
  return new Hono()
    .get('/', ({ html, req }) =>
      html(
        framed(
          { title: `Mails (${mails.total})`, section: 'mails', now: now() },
          <Listing
            items={newestFirst(mails.items)}
            url={req.url}
            empty="No mail has been sent yet."
            row={(mail) => <MailLine mail={mail} />}
          />,
        ),
      ),
    )
    .get('/:id', ({ html, req, notFound }) => {
      const mail = find(req.param('id'));
      if (!mail) return notFound();
      return html(
        framed(
          { title: mail.subject || '(no subject)', section: 'mails', now: now() },
          <MailView mail={mail} localized={(text) => addresses.localized(text)} />,
        ),
      );
    })
    .get('/:id/html', ({ html, req, notFound }) => {
      const part = find(req.param('id'))?.html;
      if (part === undefined) return notFound();
      return html(opensLinksOutside(addresses.localized(part)), 200, { 'content-security-policy': htmlPartPolicy });
    });
}

function MailLine({ mail }: { mail: Mail }) {
  return (
    <div class="line">
      <a href={pathTo('mails', mail.id)}>{mail.subject || '(no subject)'}</a>
      <span>{mail.to.join(', ')}</span>
      <Outcome mail={mail} />
      <Moment at={mail.at} />
    </div>
  );
}

function MailView({ mail, localized }: { mail: Mail; localized: (text: string) => string }) {
  const lists: (readonly [string, readonly string[]])[] = [
    ['From', [mail.from]],
    ['To', mail.to],
    ['Cc', mail.cc],
    ['Bcc', mail.bcc],
    ['Reply to', mail.replyTo],
    ['Configuration set', mail.configurationSet === undefined ? [] : [mail.configurationSet]],
  ];
  return (
    <>
      <dl>
        {lists.map(
          ([name, values]) =>
            values.length > 0 && (
              <>
                <dt>{name}</dt>
                <dd>{values.join(', ')}</dd>
              </>
            ),
        )}
        <dt>Sent</dt>
        <dd>
          <Moment at={mail.at} /> <Outcome mail={mail} />
        </dd>
      </dl>
      {mail.html !== undefined && (
        <>
          <h2>HTML part</h2>
          <iframe title="HTML part of the mail" sandbox={sandbox} src={pathTo('mails', mail.id, 'html')} />
        </>
      )}
      <h2>Text part</h2>
      {mail.text === undefined ? (
        <p class="quiet">The mail has none.</p>
      ) : (
        <pre>
          <LinkedText text={localized(mail.text)} />
        </pre>
      )}
      <h2>Headers and tags</h2>
      <JsonText value={{ headers: mail.headers, tags: mail.tags, id: mail.id }} />
    </>
  );
}

function Outcome({ mail: { outcome } }: { mail: Mail }) {
  return <span class={outcome === 'delivered' ? 'badge good' : 'badge bad'}>{outcome}</span>;
}

/** Plain text whose addresses are links. */
function LinkedText({ text }: { text: string }) {
  const links = text.match(urlInText) ?? [];
  return text.split(urlInText).map((words, i) => (
    <>
      {words}
      {links[i] !== undefined && <a href={links[i]}>{links[i]}</a>}
    </>
  ));
}

/** The document with its links opening in the whole window instead of the frame, where forms would be dead. */
function opensLinksOutside(document: string): string {
  const base = '<base target="_top">';
  const head = /<head\b[^>]*>/i;
  return head.test(document)
    ? document.replace(head, (tag) => tag + base)
    : document.replace(/^(\s*<!doctype[^>]*>)?/i, (start) => start + base);
}
