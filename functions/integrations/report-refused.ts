/** Thrown when a report cannot be about anything of ours: it is set aside at once, for it will never fit. */
export class ReportRefused extends Error {
  override readonly name = 'ReportRefused';
  readonly code:
    | 'REFUND_UNKNOWN'
    | 'PAYMENT_UNKNOWN'
    | 'SHELF_UNKNOWN'
    | 'CASE_UNKNOWN'
    | 'CASE_CLOSED'
    | 'DOCUMENT_NOT_REQUESTED';
  constructor(code: ReportRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}
