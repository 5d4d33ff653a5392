import { auditEntry, differenceFromTrail } from '#shared/domain/audit.ts';
import { caseRecord } from '#shared/domain/case-record.ts';
import { caseKeys } from '#shared/domain/identity.ts';

/** What replaying the audit trails of the Cases table does not rebuild; `except` names cases that moved without them. */
export function differencesFromTrails(
  rows: readonly Record<string, unknown>[],
  except: ReadonlySet<string> = new Set(),
): string[] {
  const trails = Map.groupBy(
    rows.filter(({ entity }) => entity === 'audit'),
    ({ sk }) => String(sk).split('#AUDIT#')[0],
  );
  return rows.flatMap((row) => {
    if (row.entity !== 'case' || except.has(String(row.caseId))) return [];
    const trail = trails.get(caseKeys.case(String(row.caseId))) ?? [];
    const entries = trail.map((entry) => auditEntry.parse(entry));
    return differenceFromTrail(caseRecord.parse(row), entries) ?? [];
  });
}
