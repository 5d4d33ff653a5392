import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shipment } from '#shared/domain/shipment.ts';
import { isKnownSubtag, type ShipmentTag, shipmentTags, subtagsOf } from '#shared/domain/tracking/subtags.ts';
import { StatusUnknown, translated, vocabularies } from '#shared/domain/tracking/vocabularies.ts';
import { aShipment } from '#test/support/rows.ts';

const file = join(import.meta.dirname, '../../../../../shared/data/tracking-vocabularies.json');

describe('a status of another feed', () => {
  it('is read in the words of AfterShip', () => {
    expect(translated('17track', 'Exception_Lost')).toEqual({ tag: 'Exception', subtag: 'Exception_013' });
    expect(translated('17track', 'InTransit_CustomsRequiringInformation').subtag).toBe('Exception_018');
    expect(translated('shipengine', 'AT')).toEqual({ tag: 'AttemptFail', subtag: 'AttemptFail_001' });
    expect(translated('aftership', 'Exception_017')).toEqual({ tag: 'Exception', subtag: 'Exception_017' });
  });

  it('is refused when no table has it, never taken for something else', () => {
    for (const vocabulary of vocabularies) {
      expect(() => translated(vocabulary, 'Teleported'), vocabulary).toThrow(StatusUnknown);
      expect(() => translated(vocabulary, 'toString'), vocabulary).toThrow(StatusUnknown);
    }
    expect(() => translated('aftership', 'Exception_099')).toThrow('TAG_UNKNOWN');
  });

  it('is always a subtag that AfterShip has', () => {
    const rows = shipmentTags.flatMap((tag) => subtagsOf[tag].map((subtag) => translated('aftership', subtag)));
    for (const { tag, subtag } of rows) expect(isKnownSubtag(tag, subtag!)).toBe(true);
  });

  it.skipIf(!existsSync(file))('has a translation for every word of the collected lists', () => {
    const lists = JSON.parse(readFileSync(file, 'utf8'));
    for (const tag of lists.aftership.tags) expect(translated('aftership', tag).tag).toBe(tag);
    for (const subtag of Object.keys(lists.aftership.subtags)) {
      expect(isKnownSubtag(subtag.split('_')[0] as ShipmentTag, subtag), subtag).toBe(true);
    }
    for (const word of [...Object.keys(lists['17track']), ...Object.values(lists['17track']).flat()]) {
      expect(translated('17track', word as string)).toBeDefined();
    }
    for (const word of Object.keys(lists.shipengine)) expect(translated('shipengine', word)).toBeDefined();
    for (const word of lists.karrio_normalized) expect(translated('karrio', word)).toBeDefined();
    for (const word of lists.trackingmore) expect(translated('trackingmore', word)).toBeDefined();
    for (const word of lists.track123) expect(translated('track123', word)).toBeDefined();
  });
});

describe("a parcel's row", () => {
  it('may be written in the words of its feed, its checkpoints too', () => {
    const row = {
      ...aShipment(),
      vocabulary: '17track',
      tag: 'Exception',
      subtag: 'Exception_Returning',
      checkpoints: [{ at: '2026-11-03T08:00:00.000Z', tag: 'InTransit', subtag: 'InTransit_Departure' }],
    };
    const read = shipment.parse(row);
    expect(read).toMatchObject({ tag: 'Exception', subtag: 'Exception_010' });
    expect(read.checkpoints[0]).toMatchObject({ tag: 'InTransit', subtag: 'InTransit_007' });
  });

  it('is refused under a code when its status or its feed is not known', () => {
    for (const wrong of [
      { vocabulary: '17track', tag: 'Teleported' },
      { vocabulary: 'pigeon', tag: 'InTransit' },
      { vocabulary: 'shipengine', tag: 'InTransit' },
    ]) {
      const parsed = shipment.safeParse({ ...aShipment(), ...wrong });
      expect(parsed.error?.issues[0]).toMatchObject({
        path: ['tag'],
        message: expect.stringMatching(/^TAG_UNKNOWN: /),
      });
    }
    expect(shipment.safeParse({ ...aShipment(), tag: 'Teleported' }).success).toBe(false);
  });
});
