/** Every sentence of this type to a customer, in one language; amounts, days and moments come in formatted. */
export interface Words {
  /** Subjects of the notices, by code. */
  readonly notices: Readonly<
    Record<'received' | 'withdrawal-received' | 'return-asked' | 'return-reminder', (orderNumber: string) => string>
  >;
  readonly received: (moment: string, orderNumber: string) => string;
  readonly withdrawn: (moment: string, orderNumber: string) => string;
  readonly itIsAbout: (items: string) => string;
  readonly wholeOrder: string;
  readonly stopping: string;
  readonly notStopped: (orderNumber: string) => string;
  readonly sendBack: (day: string, orderNumber: string) => string;
  readonly paidBack: string;
  readonly paidBackWithDelivery: string;
  readonly notBackYet: (orderNumber: string) => string;
  readonly doneSubject: (orderNumber: string) => string;
  readonly cancelledSubject: (orderNumber: string) => string;
  readonly cancelled: (orderNumber: string) => string;
  /** What was asked about the order before is settled with it. */
  readonly noAnswerNeeded: string;
  readonly done: (orderNumber: string) => string;
  readonly neverCameBack: (orderNumber: string) => string;
  readonly outcome: Readonly<Record<'cancel' | 'refund' | 'keep', (item: string) => string>>;
  readonly refund: (amount: string, day: string) => string;
  readonly nothingToPayBack: string;
  readonly settledByStaff: (orderNumber: string) => string;
  readonly noLongerOpen: (orderNumber: string) => string;
  readonly choose: (orderNumber: string, items: string) => string;
  readonly action: string;
  readonly options: Readonly<Record<'cancel' | 'refund' | 'keep', (amount: string) => string>>;
  readonly shipping: string;
  readonly list: string;
}
