import { expect, test } from 'vitest';
import { anOrder, inDays, minutes } from '#test/support/shop.ts';
import { answers, aShortOrder, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';
import { typed } from './staff-command.ts';

test('cases are listed oldest due first, by whose turn it is, with what they wait for', async () => {
  await using world = await World.open({}, { port: 0 });
  expect((await typed(world, 'list')).out).toBe('No open case of that kind.');
  await aShortOrder(world);
  await world.put('Orders', anOrder({ orderId: 'o-2', orderNumber: 'WEB-100235', channel: 'bazaar' }));
  await world.pass(minutes(3));
  const [first, second] = [(await theCase(world)).caseId, (await theCase(world, 'o-2')).caseId];
  const { out } = await typed(world, 'list');
  expect(out.split('\n')).toEqual([
    expect.stringMatching(/^Case +Order +State +Owner +Waits for +Due$/),
    expect.stringMatching(`^${second} +WEB-100235 +needs-staff +staff +CHANNEL_UNKNOWN +2026-03-02 08:05$`),
    expect.stringMatching(`^${first} +WEB-100234 +asking +customer +answer until 2026-03-04 08:02 +2026-03-04 09:02$`),
    '2 cases. Moments are in UTC.',
  ]);
  const mine = JSON.parse((await typed(world, 'list --owner staff --json')).out);
  expect(mine).toMatchObject({ cases: [{ caseId: second, orderId: 'o-2', waitsFor: 'CHANNEL_UNKNOWN' }], more: false });
  expect((await typed(world, 'list --limit 1')).out).toContain('1 shown, there are more: --limit');
  expect((await typed(world, 'list --type out-of-stock --owner finance')).out).toBe('No open case of that kind.');

  await typed(world, `decide ${second} --close --yes`);
  await world.pass(minutes(1));
  expect((await typed(world, 'list')).out).not.toContain(second);
  const all = await typed(world, 'list --all');
  expect(all.out).toMatch(new RegExp(`${second} +WEB-100235 +closed-by-staff +workflow +closed 2026-03-02`));
  expect((await typed(world, 'list --all --month 2026-02')).out).toContain('No case was opened in this month');
});

test('what is asked of a list wrongly is refused with what is allowed', async () => {
  await using world = await World.open({}, { port: 0 });
  const refusals = {
    'list --owner me': 'Allowed choices are staff, customer, finance, workflow',
    'list --type lost-parcel': '--type lost-parcel: no such type; there are customer-cancellation, logistics-delay, ',
    'list --limit many': 'It is 1 to 10000',
    'list --all --month march': 'It is a year and a month: 2026-03',
    lst: 'Did you mean list?',
    show: "missing required argument 'case'",
  };
  for (const [words, said] of Object.entries(refusals)) {
    expect(await typed(world, words), words).toMatchObject({ code: 2, err: expect.stringContaining(said) });
  }
});

test('a record that could not be worked is listed with its key and what is wrong, and never its values', async () => {
  await using world = await World.open({}, { port: 0 });
  expect((await typed(world, 'list --quarantine')).out).toBe('Nothing is set aside.');
  await world.put('Orders', { ...anOrder(), currencyCode: 'DOUBLOON' });
  await world.pass(minutes(1));
  const { out } = await typed(world, 'list --quarantine');
  expect(out).toMatch(
    /2026-03-02 08:00 +orders +CURRENCY_UNKNOWN +orderId=o-1 +currencyCode: CURRENCY_UNKNOWN: one of TWD/,
  );
  expect(out).not.toContain('DOUBLOON');
});

test('a case is shown whole: where it stands, what can be chosen and run, messages and trail, and no token', async () => {
  await using world = await World.open({}, { port: 0 });
  await aShortOrder(world, { shelf: { incoming: [{ purchaseOrderId: 'po-1', quantity: 9, expectedAt: inDays(20) }] } });
  const record = await theCase(world);
  const { caseId } = record;
  const { out } = await typed(world, 'show o-1');
  expect(out).toBe(
    [
      `Case ${caseId}`,
      'order WEB-100234 (o-1) · out-of-stock: not-allocated · critical',
      'asking · owner customer · due 2026-03-04 09:02 · mode automatic · run RUNNING',
      '',
      'Where it stands',
      '  The customer has been asked and may answer until 2026-03-04 08:02, reminder 2026-03-03 08:02.',
      '',
      'What you can run',
      `  npm run case -- decide ${caseId} --choose line-1=wait`,
      `  npm run case -- decide ${caseId} --cancel-order`,
      `  npm run case -- decide ${caseId} --close`,
      '',
      'Report',
      '  1, 2026-03-02 08:00: not-allocated, 30.00 USD on 1 line, 0 other orders, up to 1 customer, 4 days to the promised delivery',
      '',
      'What can be chosen now (2026-03-02 08:03)',
      '  line-1: Mug, blue × 2, silence: wait',
      '    --choose line-1=wait  Wait until it is in stock, expected March 22, 2026',
      '    --choose line-1=refund-line  Remove the item and refund $30',
      '  --cancel-order  35.00 USD at most goes back',
      '',
      'Holds on the order',
      '  INVENTORY_OUT_OF_STOCK since 2026-03-02 08:02, by this case',
      '',
      'Messages to the customer',
      '  1, question: sent 2026-03-02 08:02',
      '',
      'What happened',
      '  2026-03-02 08:00  detected: not-allocated (detector)',
      '  2026-03-02 08:02  settling: the cause has lasted (workflow)',
      '  2026-03-02 08:02  settling: the order is stopped (workflow)',
      '  2026-03-02 08:02  asking: asked (workflow)',
      '  Moments are in UTC.',
    ].join('\n'),
  );
  await answers(world, { 'unit.line-1': 'refund-line' });
  const token = (await world.rows('Cases')).find(({ entity }) => entity === 'wait')?.token as string;
  const answered = await typed(world, `show ${caseId}`);
  expect(answered.out).toContain(
    'Answered by customer; the answer can be taken back until 2026-03-02 08:13, then it is carried out.',
  );
  const json = (await typed(world, `show ${caseId} --json`)).out;
  expect(JSON.parse(json)).toMatchObject({
    record: { caseId },
    orderNumber: 'WEB-100234',
    decision: { phase: 'provisional' },
    waiting: { for: 'answer' },
  });
  expect(`${json}${answered.out}`).not.toContain(token);
  await world.pass(minutes(12));
  const refunding = await typed(world, `show ${caseId}`);
  expect(refunding.out).toMatch(/Refunds\n {2}refund-[0-9a-f]{24}: 30\.00 USD, requested, due 2026-03-11 08:13/);
});

test('what is not found says what is like it, and an order with several cases asks for one of them', async () => {
  await using world = await World.open({}, { port: 0 });
  await aShortOrder(world, { shelf: { incoming: [{ purchaseOrderId: 'po-1', quantity: 9, expectedAt: inDays(6) }] } });
  const { caseId } = await theCase(world);
  expect(await typed(world, 'show WEB-100243')).toMatchObject({
    code: 1,
    err: expect.stringContaining(
      `no case and no order "WEB-100243" in stage dev. Like it:\n  ${caseId} (order WEB-100234)`,
    ),
  });
  expect(await typed(world, 'show nothing-at-all')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Open cases: npm run case -- list'),
  });
  expect(await typed(world, `show ${caseId.slice(0, -1)}`)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`Like it:\n  ${caseId}`),
  });
  const another = caseId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  await world.putCases({ ...(await theCase(world)), caseId: another, sk: `CASE#${another}` });
  expect(await typed(world, 'show o-1')).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /order o-1 has several cases, name one:\n {2}out-of-stock-o-1-\w{12} \(waiting\)\n {2}out/,
    ),
  });
});

test('a stage that is not there is named with what to do', async () => {
  await using world = await World.open({}, { port: 0 });
  expect(await typed(world, 'list --stage prod')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no OrderMend of stage "prod" in AWS, keys of the environment'),
  });
  await world.runtime.call({
    service: 'ssm',
    operation: 'PutParameter',
    input: { Name: '/ordermend/prod/staff', Value: '{}', Type: 'String' },
  });
  expect(await typed(world, 'pause')).toMatchObject({
    code: 2,
    err: expect.stringContaining('has the stages dev, prod: name one (--stage NAME)'),
  });
  expect(await typed(world, 'list --stage dev')).toMatchObject({ code: 0 });
});
