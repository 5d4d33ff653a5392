import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import { signLink } from '#shared/domain/link.ts';
import type { Order } from '#shared/domain/order.ts';
import { aLine, anOrder, aPayment, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

export type Answered = Awaited<ReturnType<World['runtime']['http']>>;

export const form = 'application/x-www-form-urlencoded';
export const refundLine = { 'unit.line-1': 'refund-line' };
export const confirmed = { ...refundLine, confirm: '0234' };

/** A world in which the customer of order o-1 (two mugs, one on the shelf) has been asked. */
export async function aWorldWithAQuestion(order: Partial<Order> = {}): Promise<World> {
  const world = await World.open();
  await theSecondMug(world);
  await aQuestion(world, order);
  return world;
}

/** What is offered instead; enough for all questions of a world. */
const theSecondMug = (world: World) => world.put('Inventory', stockOf('MUG-TEAL', 900, { title: 'Mug, teal' }));

/** The customer of an order for two mugs, of which the shelf has one, has been asked: the newest link is theirs. */
async function aQuestion(world: World, order: Partial<Order> = {}, sku = 'MUG-BLUE'): Promise<void> {
  const row = anOrder({ lines: [aLine({ sku })], ...order });
  await world.put('Inventory', stockOf(sku, 1, { substitutes: ['MUG-TEAL'] }));
  await world.put('Payments', aPayment(3500, { orderId: row.orderId }));
  await world.put('Orders', row);
  await world.pass(minutes(3));
}

/** Questions of one world, an order and a shelf of its own for each: what one leaves behind is not in the way of the next. */
export class Questions implements AsyncDisposable {
  readonly world: World;
  /** The order that is asked about now. */
  orderId = 'o-0';
  #asked = 0;

  static async open(): Promise<Questions> {
    const world = await World.open();
    await theSecondMug(world);
    return new Questions(world);
  }

  private constructor(world: World) {
    this.world = world;
  }

  async next(): Promise<void> {
    this.orderId = `o-${++this.#asked}`;
    await aQuestion(this.world, { orderId: this.orderId }, `MUG-BLUE-${this.#asked}`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.world[Symbol.asyncDispose]();
  }
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

export async function decisions(world: World, orderId = 'o-1'): Promise<Record<string, unknown>[]> {
  return (await world.rows('Cases', { pk: caseKeys.order(orderId) })).filter(({ entity }) => entity === 'decision');
}

export async function caseOf(world: World, orderId = 'o-1'): Promise<Record<string, unknown>> {
  const [record] = await world.cases(orderId);
  if (!record) throw new Error(`order ${orderId} has no case`);
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
  const { caseId } = changes.caseId ? changes : await caseOf(world);
  const claims = { caseId: String(caseId), orderId: 'o-1', purpose: 'reply' as const, expiresAt, ...changes };
  return `/r/${signLink(key, claims)}`;
}

/** The case as another part of the system would have left it. */
export async function leaveCase(
  world: World,
  changes: Partial<Record<keyof CaseRecord, unknown>>,
  orderId = 'o-1',
): Promise<void> {
  await world.putCases({ ...(await caseOf(world, orderId)), ...changes });
}
