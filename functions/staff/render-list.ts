import Table from 'cli-table3';
import type { Quarantined } from '#shared/adapters/case-files.ts';
import type { CaseList, Listed } from './list.ts';
import { minuteOf } from './values.ts';

const bare = {
  chars: Object.fromEntries(
    ['top', 'bottom', 'left', 'right', 'mid']
      .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
      .concat('left-mid', 'mid-mid', 'right-mid', 'middle')
      .map((name) => [name, name === 'middle' ? '  ' : '']),
  ),
  style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
};

/** Rows under their heads, in columns as wide as they need. */
function columns(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({ ...bare, head: [...head] });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const moments = 'Moments are in UTC.';

export function renderList({ pausedSince, incidents, cases, more }: CaseList, all: boolean): string {
  return [
    ...(pausedSince ? [`Everything is paused since ${minuteOf(pausedSince)}: npm run case -- resume`] : []),
    ...(incidents.length > 0 ? ['Open incidents, which hold questions back until they are released:'] : []),
    ...incidents.map(
      ({ incidentId, openedAt, cases: count, causes }) =>
        `  ${incidentId}  since ${minuteOf(openedAt)}, ${count} cases by ${causes} causes: npm run case -- release ${incidentId}`,
    ),
    ...(cases.length > 0
      ? [
          columns(['Case', 'Order', 'State', 'Owner', 'Waits for', all ? 'Opened' : 'Due'], cases.map(rowOf(all))),
          `${cases.length}${more ? ' shown, there are more: --limit' : cases.length === 1 ? ' case' : ' cases'}. ${moments}`,
        ]
      : [all ? 'No case was opened in this month, of the kind that you asked for.' : 'No open case of that kind.']),
  ].join('\n');
}

const rowOf =
  (all: boolean) =>
  ({ caseId, orderNumber, orderId, state, owner, waitsFor, openedAt, dueAt }: Listed): string[] => [
    caseId,
    orderNumber ?? orderId,
    state,
    owner,
    waitsFor,
    minuteOf(all ? openedAt : dueAt),
  ];

export function renderQuarantine(rows: readonly Quarantined[]): string {
  if (rows.length === 0) return 'Nothing is set aside.';
  return [
    columns(
      ['Since', 'From', 'Code', 'Keys', 'What is wrong'],
      rows.map(({ at, source, code, keys, field }) => [minuteOf(at), source, code, keyWords(keys), field]),
    ),
    `Mend the row at its source and write it again: it is then looked at like any other. ${moments}`,
  ].join('\n');
}

/** `orderId=4711`. */
const keyWords = (keys: string): string =>
  Object.entries(JSON.parse(keys) as Record<string, string>)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
