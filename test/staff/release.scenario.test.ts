import { expect, test } from 'vitest';
import { theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, minutes, stockOf } from '#test/support/shop.ts';
import { detailsOf, subjects, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';
import { typed } from './staff-command.ts';

test('what an incident holds back goes out by the case, or all of it by the incident', async () => {
  await using world = await World.open({}, { port: 0 });
  await theSweepRests(world);
  for (let i = 0; i < 10; i++) {
    const order = { orderId: `o-${i}`, orderNumber: `WEB-${1000 + i}`, lines: [aLine({ sku: `SKU-${i}` })] };
    await world.put('Inventory', stockOf(`SKU-${i}`, 0));
    await world.put('Orders', anOrder(order));
  }
  await world.pass(minutes(10));
  expect(subjects(world)).toEqual([]);
  const [{ incidentId }] = detailsOf(world, 'IncidentOpened') as [{ incidentId: string }];

  const listed = await typed(world, 'list --owner staff --limit 3');
  expect(listed.out).toContain('Open incidents, which hold questions back until they are released:');
  expect(listed.out).toContain(`npm run case -- release ${incidentId}`);
  expect(listed.out).toContain('3 shown, there are more: --limit');

  const { caseId } = await theCase(world, 'o-7');
  const shown = await typed(world, `show ${caseId}`);
  expect(shown.out).toContain(`its question is held back by the incident ${incidentId}`);
  expect(await typed(world, `release ${caseId} --yes`)).toMatchObject({ code: 0 });
  await world.pass(minutes(1));
  expect(subjects(world)).toHaveLength(1);

  expect(await typed(world, `release ${incidentId}`, { answer: 'y' })).toMatchObject({
    code: 0,
    out: expect.stringContaining(`Released: ${incidentId}.`),
  });
  await world.pass(minutes(5));
  expect(subjects(world)).toHaveLength(10);
  expect(detailsOf(world, 'IncidentClosed')).toMatchObject([{ incidentId, type: 'out-of-stock' }]);

  expect(await typed(world, `release ${incidentId} --yes`)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`${incidentId} was released 2026-03-02 08:`),
  });
  expect(await typed(world, 'release incident-none --yes')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no incident "incident-none". No incident is open'),
  });
  expect(await typed(world, `release ${caseId} --yes`)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`no incident holds back case ${caseId}`),
  });
});
