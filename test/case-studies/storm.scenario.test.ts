import { expect, test } from 'vitest';
import { storm } from '#infra/start/case-studies/storm.ts';
import { counts, played } from './playing.ts';

test('a storm over one region: one alert, the reason and a new date by mail, the carrier asked and heard, arrival, and the answers of two customers', async () => {
  await using study = await played(storm, 'logistics-delay');
  expect(study.failed).toEqual([]);
  const names = ['aki', 'bo', 'chen', 'dana', 'emi', 'fang'];
  expect(study.cases).toEqual(
    Object.fromEntries(names.map((name) => [`${name}-1`, 'delayed-weather: resolved-upstream by events'])),
  );
  expect(study.mails).toEqual([
    'aki: Order TW-10300: your parcel will arrive later than planned',
    'bo: 訂單 TW-10301：包裹將比預定時間晚送達',
    'chen: 訂單 TW-10302：包裹將比預定時間晚送達',
    'dana: Order TW-10303: your parcel will arrive later than planned',
    'emi: 訂單 TW-10304：包裹將比預定時間晚送達',
    'fang: 訂單 TW-10305：包裹將比預定時間晚送達',
  ]);
  expect(study.world.runtime.alerts).toHaveLength(1);
  expect(counts(study.world)).toEqual({
    CarrierInquiryRequested: 6,
    ExceptionDetected: 6,
    ExceptionResolved: 6,
    IncidentClosed: 1,
    IncidentOpened: 1,
  });
  for (const name of names) {
    expect(await study.world.payment(`${name}-1`)).toMatchObject({ capturedMinor: 120_000, refundedMinor: 0 });
  }
  const said = (await study.world.rows('Cases')).filter(({ entity }) => entity === 'satisfaction');
  expect(said.map(({ orderId, satisfaction }) => `${orderId}: ${satisfaction}`).sort()).toEqual([
    'aki-1: content',
    'bo-1: not-content',
  ]);
}, 180_000);
