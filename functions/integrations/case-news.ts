import type { CasesTable, Resumption } from '#shared/adapters/cases-table.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { CaseNews, CaseRecord } from '#shared/domain/case-record.ts';
import type { Reported } from '#shared/domain/events.ts';
import { ReportRefused } from './report-refused.ts';

interface OfCase {
  readonly caseId: string;
  readonly orderId: string;
}

/** Staff have the case for want of this report, and for nothing that came after. */
const isAwaited = ({ state, reasonCode, staffUntil }: CaseRecord, name: string): boolean =>
  state === 'needs-staff' && staffUntil?.reasonCode === reasonCode && (staffUntil?.reports.includes(name) ?? false);

/** A case that staff have only because this was not heard: it goes on as if it had come in time, and they are told. */
const goesOn = ({ caseId, orderId, type }: CaseRecord, name: string, at: Date): Resumption => ({
  to: 'pursuing',
  changes: {
    owner: 'workflow',
    dueAt: new Date(at.getTime() + 3_600_000).toISOString(),
    reasonCode: undefined,
    staffSince: undefined,
    staffUntil: undefined,
  },
  outgoing: [
    {
      kind: 'alert',
      severity: 'warning',
      subject: `${type}: order ${orderId} goes on by itself (${name})`,
      text: `Case ${caseId}: ${name} has come after all. The case goes on by itself; nobody has to decide it any more.\nnpm run case -- show ${caseId}`,
    },
  ],
});

/**
 * What warehouses, carriers and the CRM report of a case, kept on its row in codes; its run looks at it next. The same
 * report again, or one of a closed case, changes nothing; but what is owed to its customer is set aside for staff. False =
 * somebody was faster.
 */
export function caseNews(cases: CasesTable, now: () => Date) {
  return {
    WarehouseHoldConfirmed: (report: Reported<'WarehouseHoldConfirmed'>) =>
      heard('WarehouseHoldConfirmed', report, { reference: report.reference }),
    WarehouseHoldRefused: (report: Reported<'WarehouseHoldRefused'>) =>
      heard('WarehouseHoldRefused', report, { code: report.code }),
    CarrierAnswered: (report: Reported<'CarrierAnswered'>) =>
      heard('CarrierAnswered', report, {
        code: report.code,
        until: report.estimatedDeliveryAt,
        reference: report.reference,
      }),
    ReturnReceived: (report: Reported<'ReturnReceived'>) =>
      heard('ReturnReceived', report, { code: report.code, reference: report.reference }),
    ProofOfReturn: (report: Reported<'ProofOfReturn'>) =>
      heard('ProofOfReturn', report, { reference: report.reference }),
    CompensationIssued: (report: Reported<'CompensationIssued'>) =>
      heard('CompensationIssued', report, { reference: report.reference, amountMinor: report.amount }, 'owed'),
  };

  async function heard(
    name: string,
    { caseId, orderId }: OfCase,
    said: { readonly [Field in keyof CaseNews]?: CaseNews[Field] | undefined },
    owed?: 'owed',
  ): Promise<boolean> {
    const record = await cases.read(orderId, caseId);
    if (!record) throw new ReportRefused('CASE_UNKNOWN', 'caseId, orderId: no such case');
    const at = now();
    const before = record.news[name];
    const told = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    const same = before && Object.entries(told).every(([field, value]) => before[field as keyof CaseNews] === value);
    if (same) return true;
    if (owed && (isClosed(record.state) || record.state === 'refunding')) {
      throw new ReportRefused('CASE_CLOSED', `caseId: ${caseId} is over, its customer hears nothing more from it`);
    }
    if (isClosed(record.state)) return true;
    const news = { [name]: { at: at.toISOString(), ...told } };
    const resumes = isAwaited(record, name) && !(await cases.decisionOf(orderId, caseId));
    const resumed = resumes ? goesOn(record, name, at) : undefined;
    return (await transact(cases.newsItems(record, at, name, news, resumed))).written;
  }
}
