import { expect, test } from 'vitest';
import { aLine, anOrder, hours, inDays, minutes } from '#test/support/shop.ts';
import { answers, aShortOrder, detailsOf, subjects, theCase, theDecision } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';
import { typed } from './staff-command.ts';

const unreachable = { customer: { ...anOrder().customer, email: undefined } } as never;

/** A case that only staff can decide: its customer has no mail address. */
async function aCaseForStaff(world: World): Promise<string> {
  await aShortOrder(world, { order: unreachable });
  const { caseId, state, reasonCode } = await theCase(world);
  expect({ state, reasonCode }).toEqual({ state: 'needs-staff', reasonCode: 'NO_MAIL_ADDRESS' });
  return caseId;
}

test('a case that needs staff is carried out as they decide, and the tables hold a code in place of their name', async () => {
  await using world = await World.open({}, { port: 0 });
  const caseId = await aCaseForStaff(world);
  const { code, out, err } = await typed(world, `decide ${caseId} --choose line-1=refund-line`, {
    answer: 'y',
    user: 'Kim-Lee',
  });
  expect(err).toContain('line-1 (Mug, blue × 2): Remove the item and refund $30');
  expect(err).toContain('refund: 30.00 USD');
  expect({ code, out }).toEqual({
    code: 0,
    out: `Decided for case ${caseId}: line-1=refund-line.\nIt is carried out within seconds.`,
  });
  await world.pass(minutes(1));
  expect(await theDecision(world)).toMatchObject({
    by: 'staff',
    phase: 'final',
    offer: { lines: [{ unitId: 'line-1' }] },
  });
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3000 });
  expect(await theCase(world)).toMatchObject({ state: 'refunding', owner: 'finance' });
  const trail = (await world.rows('Cases')).filter(({ entity }) => entity === 'audit');
  expect(trail.map(({ by }) => by)).toContainEqual(expect.stringMatching(/^staff-[0-9a-f]{8}$/));
  expect(JSON.stringify(await world.rows('Cases')).toLowerCase()).not.toContain('kim-lee');
});

test('what is typed wrongly says what is allowed, and nothing is decided', async () => {
  await using world = await World.open({}, { port: 0 });
  const caseId = await aCaseForStaff(world);
  const refusals = [
    ['--choose line-9=wait', 2, 'no such unit'],
    ['--choose line-1=wait', 2, '"wait" is not offered for line-1\nOffered:\n  --choose line-1=refund-line'],
    ['', 2, 'a choice is missing for line-1'],
    ['--choose line-1=refund-line --close', 2, 'one of --choose, --cancel-order and --close'],
    ['--cancel-order --frobnicate', 2, "unknown option '--frobnicate'"],
    ['--choose line-1=refund-line', 1, 'nobody can be asked here. To do it: --yes'],
  ] as const;
  for (const [words, code, said] of refusals) {
    const printed = await typed(world, `decide ${caseId} ${words}`);
    expect(printed).toMatchObject({ code, err: expect.stringContaining(said) });
  }
  const doubtful = await typed(world, `decide ${caseId} --cancel-order`, { answer: 'n' });
  expect(doubtful).toMatchObject({ code: 1, err: expect.stringContaining('nothing was done') });
  await world.pass(minutes(5));
  expect(await theDecision(world)).toBeUndefined();
});

test('what is decided for good is refused with what was decided and when', async () => {
  await using world = await World.open({}, { port: 0 });
  const caseId = await aCaseForStaff(world);
  await typed(world, 'decide o-1 --cancel-order --yes');
  await world.pass(minutes(1));
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
  expect(await typed(world, `decide ${caseId} --choose line-1=refund-line --yes`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('is decided for good: by staff 2026-03-02 08:03, cancel-order.'),
  });
});

test('staff may decide otherwise than the customer while that answer can be taken back', async () => {
  await using world = await World.open({}, { port: 0 });
  await aShortOrder(world, { shelf: { incoming: [{ purchaseOrderId: 'po-1', quantity: 9, expectedAt: inDays(20) }] } });
  await answers(world, { cancel: 'order' });
  const { caseId } = await theCase(world);
  const { err, out } = await typed(world, `decide ${caseId} --choose line-1=wait`, { answer: 'yes' });
  expect(err).toContain('in place of the answer of 2026-03-02 08:03 by customer: cancel-order');
  expect(out).toContain('It is carried out at 2026-03-02 08:13, when its run looks again.');
  await world.pass(minutes(12));
  expect(await theDecision(world)).toMatchObject({ by: 'staff', phase: 'final' });
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Open' });
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  expect(detailsOf(world, 'RefundRequested')).toEqual([]);
  expect(subjects(world)).toHaveLength(2);
});

test('a case that staff close changes and pays nothing, and the same cause opens no other', async () => {
  await using world = await World.open({}, { port: 0 });
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  expect((await world.order('o-1')).holds).toHaveLength(1);
  expect(await typed(world, `decide ${caseId} --close --yes`)).toMatchObject({ code: 0 });
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ caseId, state: 'closed-by-staff' });
  expect((await world.order('o-1')).holds).toEqual([]);
  await world.change('o-1', () => ({ paymentState: 'Paid' }));
  await world.pass(hours(2));
  expect(await world.cases('o-1')).toHaveLength(1);
  expect(detailsOf(world, 'RefundRequested')).toEqual([]);
  expect(await typed(world, `decide ${caseId} --close --yes`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('was closed 2026-03-02 08:03 as closed-by-staff'),
  });
});

test('an offer that changes while staff read the question is not decided on', async () => {
  await using world = await World.open({}, { port: 0 });
  const caseId = await aCaseForStaff(world);
  const incoming = [{ purchaseOrderId: 'po-1', quantity: 9, expectedAt: inDays(20) }];
  const { code, err } = await typed(world, `decide ${caseId} --choose line-1=refund-line`, {
    answer: 'y',
    meanwhile: () => world.changeStock('MUG-BLUE', () => ({ incoming })),
  });
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('what can be chosen has changed meanwhile') });
  expect(await theDecision(world)).toBeUndefined();
});

test('every unit of an offer is chosen, and what is chosen beforehand is filled in', async () => {
  await using world = await World.open({}, { port: 0 });
  const lines = [aLine(), aLine({ lineId: 'line-2', ifUnavailable: 'refund' })];
  await aShortOrder(world, { order: { ...(unreachable as object), lines } });
  const { caseId } = await theCase(world);
  const { code } = await typed(world, `decide ${caseId} --choose line-1=refund-line --yes --json`);
  expect(code).toBe(0);
  expect(await theDecision(world)).toMatchObject({
    answer: { choices: { 'line-1': 'refund-line', 'line-2': 'refund-line' } },
  });
});
