import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishedSchemas } from '#shared/domain/event-schemas.ts';
import {
  EventInvalid,
  incomingEvents,
  type OutgoingEventName,
  outgoingDetail,
  outgoingEvents,
  reportedBy,
} from '#shared/domain/events.ts';
import { misfitsOf } from '#test/support/published-events.ts';

const docs = join(import.meta.dirname, '../../../docs');
const json = (path: string) => JSON.parse(readFileSync(join(docs, path), 'utf8'));
const files = (folder: string, ending: string) =>
  readdirSync(join(docs, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));
const names = [...Object.keys(outgoingEvents), ...Object.keys(incomingEvents)].sort();
const examples = files('events/examples', '.json');

const occurrence = { id: 'case-1/4-0', at: '2026-03-02T08:00:00.000Z', caseId: 'case-1', orderId: 'o-1' };
const corrected = { sku: 'MUG', locationId: 'main', from: 120, to: 12, sources: ['wms', 'scan'], counts: [] };

describe('an event that goes out', () => {
  it('carries its id, its version, its time and what it is about', () => {
    const fields = { type: 'out-of-stock', reasonCode: 'REFUND_FAILED' };
    expect(outgoingDetail('ExceptionEscalated', occurrence, fields)).toEqual({
      id: 'case-1/4-0',
      schemaVersion: 1,
      occurredAt: '2026-03-02T08:00:00.000Z',
      caseId: 'case-1',
      orderId: 'o-1',
      ...fields,
    });
  });

  it('names no order when it is about a shelf', () => {
    expect(outgoingDetail('StockCountCorrected', occurrence, corrected)).not.toHaveProperty('orderId');
  });

  it.each([
    ['has a field that is not in the contract', { ...corrected, title: 'Mug, blue' }, 'title'],
    ['lacks a field', { ...corrected, sources: undefined }, 'sources'],
    ['has a field of another kind', { ...corrected, to: '12' }, 'to'],
  ])('is refused when it %s, by the name of the field and without its value', (_, fields, field) => {
    const refused = () => outgoingDetail('StockCountCorrected', occurrence, fields);
    expect(refused).toThrow(EventInvalid);
    expect(refused).toThrow(field);
    expect(refused).not.toThrow(/Mug, blue/);
  });

  it.each(['CarrierInquiryRequested', 'toString', '__proto__'])(
    'is refused as %s, which is not in the contract',
    (name) => {
      expect(() => outgoingDetail(name, occurrence, {})).toThrow(EventInvalid);
    },
  );

  it('bears no free text where a code belongs', () => {
    const fields = { type: 'out-of-stock', reasonCode: 'call Kim Example' };
    expect(() => outgoingDetail('ExceptionEscalated', occurrence, fields)).toThrow(/reasonCode: CODE_INVALID/);
  });

  it('has no field for a person or for words, at any depth', () => {
    const told = JSON.stringify(publishedSchemas().map(({ schema }) => schema));
    const fields = [...told.matchAll(/"([A-Za-z]+)":\{"(?:type|enum|minLength|anyOf|description)/g)].map(
      ([, name]) => name!,
    );
    expect(fields.length).toBeGreaterThan(100);
    expect(
      fields.filter((name) => /^(email|phone|address.*|recipient.*|customer.*|name|title|text|taxId)$/i.test(name)),
    ).toEqual([]);
  });
});

describe('an event that comes in', () => {
  const settled = {
    refundId: 'refund-1',
    caseId: 'case-1',
    orderId: 'o-1',
    amount: 3_000,
    currency: 'USD',
    settledAt: '2026-03-04T08:00:00.000Z',
    reference: 'tr_1',
  };

  it('may carry more than we read', () => {
    expect(reportedBy('RefundSettled', { ...settled, id: 'evt-1', batch: 7 })).toEqual(settled);
  });

  it.each([
    ['amount', 30.5],
    ['amount', -1],
    ['amount', '3000'],
    ['currency', 'usd'],
    ['settledAt', '04/03/2026'],
    ['orderId', 'o 1'],
  ])('is refused with a %s of %s', (field, value) => {
    expect(() => reportedBy('RefundSettled', { ...settled, [field]: value })).toThrow(new RegExp(field));
  });
});

describe('the published contract', () => {
  it('has one schema per detail-type, and each is what the code says (npm run schemas)', () => {
    expect(files('events', '.schema.json').sort()).toEqual(names);
    for (const { detailType, schema } of publishedSchemas()) {
      expect(json(`events/${detailType}.schema.json`), detailType).toEqual(JSON.parse(JSON.stringify(schema)));
    }
  });

  it('is described in docs/events.md, every event with every field of its own', () => {
    const page = readFileSync(join(docs, 'events.md'), 'utf8');
    const shared = ['id', 'schemaVersion', 'occurredAt', 'caseId', 'orderId'];
    for (const [name, { detail }] of [...Object.entries(outgoingEvents), ...Object.entries(incomingEvents)]) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
      const own = Object.keys(detail.shape).filter((field) => !shared.includes(field));
      expect(
        own.filter((field) => !row.includes(`\`${field}\``)),
        name,
      ).toEqual([]);
    }
  });

  it('has an example of every event, and each example fits', () => {
    expect([...examples].sort()).toEqual(names);
    for (const name of examples) {
      const event = json(`events/examples/${name}.json`);
      expect(event['detail-type']).toBe(name);
      expect(misfitsOf(event)).toEqual([]);
      if (name in incomingEvents) reportedBy(name as keyof typeof incomingEvents, event.detail);
    }
  });

  it('refuses an example from which any required field is taken', () => {
    for (const name of Object.keys(outgoingEvents) as OutgoingEventName[]) {
      const event = json(`events/examples/${name}.json`);
      const { shape } = outgoingEvents[name].detail;
      const required = Object.entries(shape).filter(([, field]) => !field.safeParse(undefined).success);
      expect(required.length).toBeGreaterThan(3);
      for (const [field] of required) {
        const { [field]: _, ...detail } = event.detail;
        expect(misfitsOf({ ...event, detail }), `${name} without ${field}`).not.toEqual([]);
      }
    }
  });
});
