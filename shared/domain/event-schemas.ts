import * as z from 'zod';
import { type EventContract, incomingEvents, outgoingEvents } from './events.ts';

/** Whole events as EventBridge delivers them, as JSON Schema draft 4: what the schema registry and docs/events hold. */
export interface PublishedSchema {
  readonly detailType: string;
  readonly direction: 'out' | 'in';
  readonly meaning: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The source of every event that goes out; what comes in has the source that the configuration names. */
export const eventSource = 'ordermend';

/** EventBridge's envelope around a detail. */
const envelope = (detailType: string, source: z.ZodType, detail: z.ZodType) =>
  z.object({
    version: z.string(),
    id: z.string(),
    'detail-type': z.literal(detailType),
    source,
    account: z.string(),
    time: z.iso.datetime(),
    region: z.string(),
    resources: z.array(z.string()),
    detail,
  });

/** In alphabetical sequence, what goes out first. */
export function publishedSchemas(): PublishedSchema[] {
  const out = named(outgoingEvents).map(([detailType, { meaning, detail }]) =>
    published(detailType, 'out', meaning, envelope(detailType, z.literal(eventSource), detail)),
  );
  const taken = named(incomingEvents).map(([detailType, { meaning, detail }]) =>
    published(detailType, 'in', meaning, envelope(detailType, z.string(), detail)),
  );
  return [...out, ...taken];
}

const named = (contracts: Readonly<Record<string, EventContract>>) =>
  Object.entries(contracts).sort(([a], [b]) => (a < b ? -1 : 1));

function published(detailType: string, direction: 'out' | 'in', meaning: string, event: z.ZodType): PublishedSchema {
  const { $schema, ...rest } = z.toJSONSchema(event, {
    target: 'draft-4',
    io: 'input',
    override: ({ jsonSchema }) => {
      // A reader must bear fields that are added later; and an instant's pattern says in 300 characters what its format says.
      delete jsonSchema.additionalProperties;
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  return {
    detailType,
    direction,
    meaning,
    schema: {
      $schema,
      title: detailType,
      description: meaning,
      'x-amazon-events-detail-type': detailType,
      ...(direction === 'out' && { 'x-amazon-events-source': eventSource }),
      ...rest,
    },
  };
}
