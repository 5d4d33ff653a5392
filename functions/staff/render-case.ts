import type { CaseFile } from '#shared/adapters/case-files.ts';
import type { AuditEntry } from '#shared/domain/audit.ts';
import { impactWords } from '#shared/domain/impact.ts';
import { modeOf } from '#shared/domain/operations.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Dossier } from './dossier.ts';
import { quoted, standingOf } from './standing.ts';
import { amountOf, answerWords, minuteOf } from './values.ts';

/** Everything of a case that staff need, as a page of text. `self` is the reader's own code. */
export function renderCase(dossier: Dossier, self: string): string {
  const { file } = dossier;
  const sections: (readonly [string, readonly string[]])[] = [
    ['', head(dossier)],
    ['Where it stands', standingOf(dossier).sentences],
    ['What you can run', standingOf(dossier).commands.map((command) => `npm run case -- ${command}`)],
    ['Report', reports(file)],
    [offerTitle(dossier), offerLines(dossier)],
    ['Decision', decision(dossier)],
    ['Holds on the order', holds(dossier)],
    ['Refunds', refunds(file)],
    ['Messages to the customer', messages(file)],
    ['Letters to others', letters(file)],
    ['What the customer says of it', satisfaction(file)],
    ['What was answered too late', late(file)],
    ['What happened', [...trail(file.audit, self), 'Moments are in UTC.']],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => (title ? [title, ...lines.map((line) => `  ${line}`)] : lines).join('\n'))
    .join('\n\n');
}

function head({ file: { record }, facts, operations, now, run }: Dossier): string[] {
  const { caseId, orderId, type, causeCode, severity, state, owner, dueAt, closedAt } = record;
  const due = closedAt ? `closed ${minuteOf(closedAt)}` : `due ${minuteOf(dueAt)}`;
  return [
    `Case ${caseId}`,
    `${facts ? `order ${facts.order.orderNumber} (${orderId})` : `order ${orderId}, which is gone`} · ${type}: ${causeCode} · ${severity}`,
    `${state} · owner ${owner} · ${due} · mode ${modeOf(operations, type, now)} · run ${run}`,
  ];
}

function reports({ record }: CaseFile): string[] {
  return record.reports.map(({ version, at, causeCode, impact, outcome, ...closing }) => {
    const { moneyMinor, currencyCode } = impact;
    if (!outcome) {
      const money = amountOf({ centAmount: moneyMinor, currencyCode: currencyCode as Order['currencyCode'] });
      return [`${version}, ${minuteOf(at)}: ${causeCode}`, ...impactWords(impact, money)].join(', ');
    }
    const { messages = 0, decidedBy, choices, refundedMinor, handlingSeconds = 0 } = closing;
    return [
      `${version}, ${minuteOf(at)}: ${outcome} after ${duration(handlingSeconds)}, ${messages} messages`,
      ...(decidedBy ? [`decided by ${decidedBy}`] : []),
      ...(choices ? [answerWords({ choices })] : []),
      ...(refundedMinor
        ? [`refunded ${amountOf({ centAmount: refundedMinor, currencyCode: currencyCode as Order['currencyCode'] })}`]
        : []),
    ].join(', ');
  });
}

function duration(seconds: number): string {
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} hours` : `${Math.round(seconds / 86_400)} days`;
}

const offerTitle = ({ offer, now }: Dossier) =>
  offer ? `What can be chosen now (${minuteOf(now.toISOString())})` : '';

/** Each choice as it is typed, and what it means. */
function offerLines({ offer, type, facts }: Dossier): string[] {
  if (!offer || !facts) return [];
  const { option, unit: name } = type.messages.en;
  const lines = offer.lines.flatMap((unit) => [
    `${unit.unitId}: ${name(unit, facts.order)}${unit.preset ? `, beforehand: ${unit.preset}` : ''}${unit.onSilence ? `, silence: ${unit.onSilence}` : ''}`,
    ...unit.options.map(
      ({ choice }) => `  --choose ${quoted(`${unit.unitId}=${choice}`)}  ${option(choice, unit, facts.order)}`,
    ),
  ]);
  const { cancelOrder } = offer;
  return [...lines, ...(cancelOrder ? [`--cancel-order  ${amountOf(cancelOrder.refund)} at most goes back`] : [])];
}

function decision({ file: { decision: made } }: Dossier): string[] {
  if (!made) return [];
  const { by, phase, until, answer, decidedAt, answerId } = made;
  const standing = phase === 'final' ? 'final' : `provisional until ${minuteOf(until)}`;
  return [`${minuteOf(decidedAt)} by ${by}, ${standing}: ${answerWords(answer)} (${answerId})`];
}

const holds = ({ facts, file }: Dossier): string[] =>
  (facts?.order.holds ?? []).map(
    ({ reason, since, caseId }) =>
      `${reason} since ${minuteOf(since)}${caseId === file.record.caseId ? ', by this case' : caseId ? `, by ${caseId}` : ''}`,
  );

const refunds = ({ refunds: rows }: CaseFile): string[] =>
  rows.map(({ refundId, state, amount, currency, dueBy, failureCode, supersededBy, settledAt, executor }) =>
    [
      `${refundId}: ${amountOf({ centAmount: amount, currencyCode: currency })}, ${state}`,
      ...(failureCode ? [failureCode] : []),
      ...(settledAt ? [`settled ${minuteOf(settledAt)}`] : [`due ${minuteOf(dueBy)}`]),
      `paid by ${executor}`,
      ...(supersededBy ? [`superseded by ${supersededBy}`] : []),
    ].join(', '),
  );

const messages = ({ messages: sent }: CaseFile): string[] =>
  sent.map(
    ({ n, kind, at, sentAt }) =>
      `${n}, ${kind}: ${sentAt ? `sent ${minuteOf(sentAt)}` : `meant ${minuteOf(at)}, not sent`}`,
  );

const letters = ({ letters: sent }: CaseFile): string[] =>
  sent.map(({ to, code, at, sentAt, returned }) =>
    [
      `${code} to ${to}: ${sentAt ? `sent ${minuteOf(sentAt)}` : `meant ${minuteOf(at)}, not sent`}`,
      ...(returned ? [`came back (${returned})`] : []),
    ].join(', '),
  );

const satisfaction = ({ satisfaction: said }: CaseFile): string[] =>
  said ? [`${said.satisfaction}, ${minuteOf(said.at)}`] : [];

const late = ({ late: replies }: CaseFile): string[] =>
  replies.map(({ code, answer, at }) => `${minuteOf(at)}: ${answerWords(answer)} (${code})`);

const trail = (audit: readonly AuditEntry[], self: string): string[] =>
  audit.map(({ at, by, because, to }) => `${minuteOf(at)}  ${to}: ${because} (${by === self ? `${by}, you` : by})`);
