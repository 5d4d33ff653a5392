import type { CancelReason } from '#shared/domain/cancel-request.ts';

/** What the front door says in one language; what is wrong is said by the words of the reply page. */
export interface DoorWords {
  /** For whom the law gives a right to withdraw, the labels are the law's (Directive 2011/83/EU, article 11a). */
  readonly withdraw: Labels;
  readonly cancel: Labels;
  readonly order: (masked: string) => string;
  readonly whatTitle: string;
  readonly wholeOrder: string;
  readonly someItems: string;
  readonly howMany: (title: string) => string;
  readonly none: string;
  readonly wholeSet: string;
  readonly reason: string;
  readonly noReason: string;
  readonly reasons: Readonly<Record<CancelReason, string>>;
  readonly text: string;
  readonly textHint: (limit: number) => string;
  readonly yourReason: string;
  readonly yourText: string;
  readonly confirmLabel: string;
  readonly confirmHint: (masked: string) => string;
  readonly back: string;
  readonly receiptGoesTo: (masked: string) => string;
  readonly receivedAt: (moment: string) => string;
  readonly receiptSent: string;
  /** For whom we have no address to mail it to. */
  readonly noReceipt: string;
  readonly returnBy: (day: string) => string;
  readonly next: string;
  readonly nextUntold: string;
  readonly nothingLeftTitle: string;
}

interface Labels {
  readonly title: string;
  readonly intro: string;
  /** The first button. */
  readonly begin: string;
  readonly confirmTitle: string;
  readonly confirmIntro: string;
  /** The second, separate button. */
  readonly confirm: string;
  readonly receivedTitle: string;
}
