import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Account } from '#infra/local-runtime/account.ts';
import { Clock } from '#infra/local-runtime/clock.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import { ignoredTypes } from '#infra/local-runtime/template/ignored-types.ts';

const page = readFileSync(new URL('../../infra/local-runtime/FIDELITY.md', import.meta.url), 'utf8');
const sections = page.split(/^## /m).slice(1);

const account = new Account({
  clock: new Clock(0),
  random: seededRandom(1),
  account: '000000000000',
  region: 'us-east-1',
  faults: {},
  keep: {},
});

/** The names in backticks from a beginning to the end of its paragraph or list item. */
function namesAfter(text: string, beginning: string): string[] {
  const [, rest = ''] = text.split(beginning);
  const [paragraph = ''] = rest.split(/\n\n|\n- /);
  return [...paragraph.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '').sort();
}

test.each(Object.entries(account.services))('the operations of %s are those that the page lists', (name, service) => {
  const section = sections.find((text) => text.split('\n')[0]?.endsWith(`(\`${name}\`)`)) ?? '';
  expect(namesAfter(section, '- [x] Operations:')).toEqual(Object.keys(service.operations).sort());
});

test('the resource types that live here, and those that are passed over, are those that the page lists', () => {
  expect(namesAfter(page, 'Resource types that live here:')).toEqual(Object.keys(account.resourceTypes).sort());
  expect(namesAfter(page, 'Resource types that are passed over:')).toEqual([...ignoredTypes].sort());
});

test('every section says what is not emulated, unless there is nothing more to the service', () => {
  const silent = sections.filter((text) => !text.includes('- [ ]')).map((text) => text.split('\n')[0]);
  expect(silent).toEqual(['STS (`sts`)']);
});
