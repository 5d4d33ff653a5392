import { isObject } from '../json-fields.ts';
import type { Json } from '../service.ts';

/** Members under which resources of all types name the queue or topic for what they could not deliver. */
const namedBy: ReadonlySet<string> = new Set(['DeadLetterConfig', 'RedrivePolicy', 'OnFailure']);

/** The ARNs of the queues and topics that get what the resource with these properties could not deliver. */
export function failureDestinations(properties: Json | undefined, underName = false): string[] {
  if (typeof properties === 'string') return underName && /^arn:[^:]+:(sqs|sns):/.test(properties) ? [properties] : [];
  if (Array.isArray(properties)) return properties.flatMap((member) => failureDestinations(member, underName));
  if (!isObject(properties)) return [];
  return Object.entries(properties).flatMap(([name, member]) =>
    failureDestinations(member, underName || namedBy.has(name)),
  );
}
