import { describe, expect, it } from 'vitest';
import {
  keepableDeadline,
  mailableAt,
  mailableTomorrow,
  messagePolicy,
  recipientOf,
} from '#shared/domain/message-times.ts';

const hours = messagePolicy.parse({});
const iso = (date: Date) => date.toISOString();

describe('a mail that nobody waits for', () => {
  it.each([
    ['goes at once by day', 'Asia/Taipei', '2026-03-02T02:00:00.000Z', '2026-03-02T02:00:00.000Z'],
    [
      'waits for eight in the morning where its reader is',
      'Asia/Taipei',
      '2026-03-02T15:10:00.000Z',
      '2026-03-03T00:00:00.000Z',
    ],
    ['still goes at 20:59', 'America/New_York', '2026-03-03T01:59:00.000Z', '2026-03-03T01:59:00.000Z'],
    ['no longer goes at 21:00', 'America/New_York', '2026-03-03T02:00:00.000Z', '2026-03-03T13:00:00.000Z'],
    [
      'waits for the morning of a day that begins an hour early',
      'Europe/Berlin',
      '2026-03-28T22:00:00.000Z',
      '2026-03-29T06:00:00.000Z',
    ],
    ['waits for a zone of quarter hours', 'Asia/Kathmandu', '2026-03-02T16:00:00.000Z', '2026-03-03T02:15:00.000Z'],
  ])('%s', (_, zone, at, expected) => {
    expect(iso(mailableAt(zone, new Date(at), hours))).toBe(expected);
  });

  it('goes at any hour where the night does not matter', () => {
    const at = new Date('2026-03-02T19:00:00.000Z');
    expect(mailableAt('Asia/Taipei', at, { from: 8, until: 24 })).toEqual(at);
  });

  it('waits for tomorrow morning when its reader has had enough for today', () => {
    expect(iso(mailableTomorrow('Asia/Taipei', new Date('2026-03-02T02:00:00.000Z'), hours))).toBe(
      '2026-03-03T00:00:00.000Z',
    );
  });
});

describe('a deadline', () => {
  const taipei = { market: 'TW', timeZone: 'Asia/Taipei' };

  it.each([
    ['stays where it can be kept', '2026-03-04T02:00:00.000Z', '2026-03-04T02:00:00.000Z'],
    ['that would end at night ends in the morning', '2026-03-03T18:00:00.000Z', '2026-03-04T00:00:00.000Z'],
    ['on a weekend stays', '2026-03-07T04:00:00.000Z', '2026-03-07T04:00:00.000Z'],
    ['inside the New Year holidays ends after them', '2026-02-17T04:00:00.000Z', '2026-02-23T04:00:00.000Z'],
    ['on a Sunday inside holidays ends after them', '2026-02-22T04:00:00.000Z', '2026-02-23T04:00:00.000Z'],
  ])('%s', (_, due, expected) => {
    expect(iso(keepableDeadline(new Date(due), taipei, hours))).toBe(expected);
  });

  it('moves for nobody whose holidays are not known', () => {
    const due = new Date('2035-01-01T12:00:00.000Z');
    expect(keepableDeadline(due, { market: 'US', timeZone: 'UTC' }, hours)).toEqual(due);
  });
});

/** Every quarter of an hour until it is day, which takes four dozen looks at a clock for a night. */
function byQuarters(timeZone: string, at: Date, { from, until }: typeof hours): Date {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  const isDay = (ms: number) => Number(clock.format(ms)) >= from && Number(clock.format(ms)) < until;
  let next = at.getTime();
  while (!isDay(next)) next = (Math.floor(next / 900_000) + 1) * 900_000;
  return new Date(next);
}

it.each([
  ['where clocks go forward in the night', 'America/Sao_Paulo', '2017-10-14T20:07:00Z'],
  ['where clocks go back in the night', 'America/Sao_Paulo', '2018-02-17T20:07:00Z'],
  ['where clocks go forward in the evening', 'America/Nuuk', '2024-03-30T20:07:00Z'],
  ['where clocks go by half an hour', 'Australia/Lord_Howe', '2024-10-05T06:07:00Z'],
  ['where the day begins at a quarter', 'Asia/Kathmandu', '2024-06-01T12:07:00Z'],
  ['where no clock moves', 'Asia/Taipei', '2024-06-01T12:07:00Z'],
])('the morning is the first moment of it %s', (_, timeZone, evening) => {
  for (const policy of [hours, { ...hours, from: 3, until: 4 }, { ...hours, from: 0, until: 1 }]) {
    for (let minutes = 0; minutes < 1440; minutes += 7) {
      const at = new Date(Date.parse(evening) + minutes * 60_000);
      expect(mailableAt(timeZone, at, policy)).toEqual(byQuarters(timeZone, at, policy));
    }
  }
});

describe('whose night and holidays count', () => {
  const zoneOf = (timeZone: string, country?: string) =>
    recipientOf({ market: 'TW', customer: { timeZone }, ...(country && { shippingAddress: { country } }) });

  it('are those of the zone that the order names, else of where it goes to, else of its market', () => {
    expect(zoneOf('America/Denver', 'US')).toEqual({ market: 'TW', timeZone: 'America/Denver' });
    expect(zoneOf('Nowhere/Town', 'DE')).toEqual({ market: 'TW', timeZone: 'Europe/Berlin' });
    expect(zoneOf('')).toEqual({ market: 'TW', timeZone: 'Asia/Taipei' });
  });
});

describe('who writes what', () => {
  it('is set per kind of message, and never for a question', () => {
    expect(messagePolicy.parse({ owner: { 'out-of-stock/done': 'shop' } }).owner).toEqual({
      'out-of-stock/done': 'shop',
    });
    expect(() => messagePolicy.parse({ owner: { 'out-of-stock/question': 'shop' } })).toThrow(/its link/);
    expect(() => messagePolicy.parse({ owner: { done: 'shop' } })).toThrow(/names a type/);
  });
});
