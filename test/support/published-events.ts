import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import { expect } from 'vitest';
import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import { outgoingEvents } from '#shared/domain/events.ts';

/** The schemas as they are published: read from docs/events, where consumers find them. */
const folder = join(import.meta.dirname, '../../docs/events');
const ajv = new Ajv({ allErrors: true, formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) } });
ajv.addVocabulary(['x-amazon-events-detail-type', 'x-amazon-events-source']);
const validators = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.schema.json'))
    .map((file) => [
      file.replace('.schema.json', ''),
      ajv.compile(JSON.parse(readFileSync(join(folder, file), 'utf8')) as object),
    ]),
);

/** What keeps an event from being one of the contract; nothing = it fits. */
export function misfitsOf(event: { readonly 'detail-type': string; readonly detail: unknown }): string[] {
  const name = event['detail-type'];
  const validate = validators.get(name);
  if (!validate) return [`${name} has no published schema`];
  if (validate(event)) return closed(event);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath}: ${message}`);
}

/** The published schemas let fields be added; what this version puts out has none besides. */
function closed({
  'detail-type': name,
  detail,
}: {
  readonly 'detail-type': string;
  readonly detail: unknown;
}): string[] {
  const contract = Object.entries(outgoingEvents).find(([each]) => each === name)?.[1];
  const parsed = contract?.detail.safeParse(detail);
  return parsed?.error ? parsed.error.issues.map(({ path, message }) => `${name}/${path.join('/')}: ${message}`) : [];
}

/** Every event that OrderMend really put on a bus fits its published schema, and nothing was set aside. */
export function expectEventsToFit({ events }: Pick<LocalRuntime, 'events'>): void {
  const ours = events.map(({ event }) => event).filter(({ source }) => source === 'ordermend');
  expect(ours.flatMap(misfitsOf)).toEqual([]);
  expect(ours.length).toBeGreaterThan(0);
}
