import { marshall } from '@aws-sdk/util-dynamodb';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { signLink } from '#shared/domain/link.ts';
import type { Order } from '#shared/domain/order.ts';
import { anOrder, aPayment, minutes, stockOf, World } from '#test/support/world.ts';

export type Answered = Awaited<ReturnType<World['runtime']['http']>>;

export const form = 'application/x-www-form-urlencoded';
export const refundLine = { 'unit.line-1': 'refund-line' };
export const confirmed = { ...refundLine, confirm: '0234' };

/** A world in which the customer of order o-1 (two mugs, one on the shelf) has been asked. */
export async function aWorldWithAQuestion(order: Partial<Order> = {}): Promise<World> {
  const world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 1, { substitutes: ['MUG-TEAL'] }));
  await world.put('Inventory', stockOf('MUG-TEAL', 9, { title: 'Mug, teal' }));
  await world.put('Payments', aPayment(3500));
  await world.put('Orders', anOrder(order));
  await world.pass(minutes(3));
  return world;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request as a browser would send it; `json` asks for JSON instead of a page. */
export function send(world: World, path: string, { method = 'GET', headers = {}, body }: Sent = {}, json = false) {
  const accept = json ? 'application/json' : 'text/html,application/xhtml+xml,*/*;q=0.8';
  return world.runtime.http({
    method,
    path,
    headers: { accept, 'accept-language': 'en', ...headers },
    ...(body !== undefined && { body }),
  });
}

export const encoded = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();

export const posted = (body: string, headers: Readonly<Record<string, string>> = {}): Sent => ({
  method: 'POST',
  headers: { 'content-type': form, ...headers },
  body,
});

/** The hidden and preset fields of the form on a page. */
export function hiddenFields({ body }: Answered): Record<string, string> {
  const inputs = body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name, value]) => [name, unescaped(value ?? '')]));
}

/** Text as it is read: what the page escaped. */
export const unescaped = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The offer that a link's page shows now. */
export async function offerOf(world: World, link = world.link()): Promise<string> {
  return hiddenFields(await send(world, link)).offer ?? '';
}

/** Posts an answer to the offer that is shown now. */
export async function answer(world: World, fields: Readonly<Record<string, string>>, json = false): Promise<Answered> {
  const link = world.link();
  return send(world, link, posted(encoded({ offer: await offerOf(world, link), ...fields })), json);
}

export async function decisions(world: World): Promise<Record<string, unknown>[]> {
  return (await world.rows('Cases')).filter(({ entity }) => entity === 'decision');
}

export async function caseOf(world: World): Promise<Record<string, unknown>> {
  const [record] = await world.cases('o-1');
  if (!record) throw new Error('order o-1 has no case');
  return record;
}

/** A link signed with the deployment's own key, for claims that no mail carries. */
export async function signed(world: World, changes: Record<string, unknown> = {}): Promise<string> {
  const SecretId = world.runtime.resourceName('LinkSecret');
  const secret = await world.runtime.call({
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    input: { SecretId },
  });
  const key = {
    keyId: String(secret.VersionId).slice(0, 8),
    secret: new TextEncoder().encode(String(secret.SecretString)),
  };
  const expiresAt = Math.floor(world.runtime.clock.now() / 1000) + 86_400;
  const { caseId } = await caseOf(world);
  const claims = { caseId: String(caseId), orderId: 'o-1', purpose: 'reply' as const, expiresAt, ...changes };
  return `/r/${signLink(key, claims)}`;
}

/** The case as another part of the system would have left it. */
export async function leaveCase(world: World, changes: Partial<Record<keyof CaseRecord, unknown>>): Promise<void> {
  const row = { ...(await caseOf(world)), ...changes };
  const Item = marshall(row, { removeUndefinedValues: true }) as unknown as JsonObject;
  const TableName = world.runtime.outputs.CasesTableName ?? world.runtime.resourceName('Cases');
  await world.runtime.call({ service: 'dynamodb', operation: 'PutItem', input: { TableName, Item } });
}
