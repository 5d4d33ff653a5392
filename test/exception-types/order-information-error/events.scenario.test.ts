import { expect, test } from 'vitest';
import { theSweepRests } from '#test/support/refund-story.ts';
import { minutes } from '#test/support/shop.ts';
import { answers, aWorldThatMends, casesOf, dallas, filledIn, settled } from './details.ts';

test('a whole course on the bus: detected, held, asked, replied, amended, released, resolved, each with what it says', async () => {
  await using world = await aWorldThatMends();
  await theSweepRests(world);
  await settled(world, 'no-street', { shippingAddress: { ...dallas, addressLines: [''] } });
  const fields = { ...(await filledIn(world)), 'input.addressLine1': '1 Main St' };
  expect(await answers(world, { 'unit.delivery': 'correct', ...fields })).toMatchObject({ status: 200 });
  await world.pass(minutes(5));
  const [record] = await casesOf(world, 'no-street');
  const { caseId, askedAt = '', answerDue } = record!;
  const decision = (await world.rows('Cases')).find(({ entity }) => entity === 'decision')!;
  const holdId = expect.stringMatching(/^hold-[0-9a-f]{12}$/);
  const type = 'order-information-error';
  const events = world.runtime.events.map(({ event }) => event).filter(({ source }) => source === 'ordermend');
  const said = events.map(({ detail, ...event }) => {
    const { id, occurredAt, schemaVersion, ...rest } = detail as Record<string, unknown>;
    expect({ id, occurredAt, schemaVersion }).toEqual({
      id: expect.stringContaining(`${caseId}/`),
      occurredAt: expect.any(String),
      schemaVersion: 1,
    });
    return { [event['detail-type']]: rest };
  });
  const ofCase = { caseId, orderId: 'no-street' };
  expect(said).toEqual([
    { ExceptionDetected: { ...ofCase, type, causeCode: 'address-line-missing', severity: 'critical' } },
    { OrderHeld: { ...ofCase, holdId, reason: 'INCORRECT_ADDRESS' } },
    { CustomerAsked: { ...ofCase, type, message: 1, answerDue } },
    { CustomerReplied: { ...ofCase, decisionId: decision.answerId, decidedBy: 'customer' } },
    { OrderAmended: { ...ofCase, reasonCode: 'address-line-missing', decisionId: decision.answerId } },
    { OrderReleased: { ...ofCase, holdId, reason: 'INCORRECT_ADDRESS' } },
    { ExceptionResolved: { ...ofCase, type, outcome: 'resolved' } },
  ]);
  const ids = events.map(({ detail }) => (detail as { id: string }).id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(answerDue! > askedAt).toBe(true);
  expect(JSON.stringify(events), 'nothing of what the customer wrote').not.toMatch(/Main St|Omar|Dallas/);
});
