import { expect, test } from 'vitest';
import type { InstalledType } from '#functions/exception-types/exception-type.ts';
import type { Desk } from '#functions/intake/desk.ts';
import { newsFor } from '#functions/intake/news-for-cases.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { anOrder, start } from '#test/support/shop.ts';

/** What is heard of a case of a type that always has an errand due, while its cause stands. */
function heardOf(state: CaseRecord['state'], pending?: CaseRecord['pending']) {
  const type = { stands: () => true, errand: () => ({ key: 'call' }), offer: () => undefined };
  const cases = { newsItems: (_: CaseRecord, __: Date, because: string) => [because] };
  const open = [
    {
      record: aCaseRecord({ state, ...(pending && { pending }) }),
      type: type as unknown as InstalledType,
      answered: false,
    },
  ];
  const facts = { order: anOrder(), payments: [], stock: [], shipments: [], siblings: [], transit: [] };
  return newsFor({ cases } as unknown as Desk, open, facts, start);
}

test('a case that has something to do is woken by a change of its rows', () => {
  expect(heardOf('pursuing')).toHaveLength(1);
});

test('a case that waits to be let through with what it has to do is not woken by what it knows', () => {
  const since = start.toISOString();
  expect(heardOf('queued', { step: 'errand-call', reason: 'incident', since })).toEqual([]);
  expect(heardOf('queued', { step: 'errand-other', reason: 'incident', since })).toHaveLength(1);
  expect(heardOf('queued', { step: 'news', reason: 'morning', since })).toHaveLength(1);
});

test('a case that staff have is left alone by changes that leave its cause standing', () => {
  expect(heardOf('needs-staff')).toEqual([]);
});
