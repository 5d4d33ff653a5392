import type { World } from './world.ts';

/** A request signed as the shop's SDK would sign it; the local gateway wants a signature, not the right one. */
const signature =
  'AWS4-HMAC-SHA256 Credential=test/20260302/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=00';

/** A program of the shop calls one of the routes for it. */
export async function shopCalls(world: World, orderId: string, route: string, body?: object | string, signed = true) {
  const answer = await world.runtime.http({
    method: 'POST',
    path: `/orders/${orderId}/${route}`,
    headers: { 'content-type': 'application/json', ...(signed && { authorization: signature }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, said: JSON.parse(answer.body) as Record<string, unknown> };
}

/** The path of a link to cancel an order, as the shop puts it into its mails. */
export async function cancelLinkOf(world: World, orderId: string): Promise<string> {
  const { said } = await shopCalls(world, orderId, 'cancellation-links');
  return String(said.url).replace(/^https:\/\/[^/]+\/v1/, '');
}
