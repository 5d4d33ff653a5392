import type { PageWords } from './page-words.ts';

interface Props {
  readonly said: PageWords;
  /** The element that each sentence leads to. */
  readonly targets: readonly { readonly id: string; readonly text: string }[];
}

/** What is wrong, first on the page, each sentence a way to its field. */
export function ErrorSummary({ said, targets }: Props) {
  return (
    <div class="box error" role="alert" aria-labelledby="error-title">
      <h2 id="error-title">{said.errorTitle}</h2>
      <ul>
        {targets.map(({ id, text }) => (
          <li>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
