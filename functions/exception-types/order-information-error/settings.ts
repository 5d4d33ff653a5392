import * as z from 'zod';
import { range, whole } from '#shared/domain/limits.ts';
import type { Hours } from '#shared/domain/message-times.ts';
import type { RuleOff } from '../exception-type.ts';
import { verifierNames } from './verifier.ts';

/** Thresholds of order-information-error (design section 5); every default is the product's, each may be set per deployment. */
export const settings = z
  .strictObject({
    /** The cause must last this long before anything is changed or asked; the order is stopped at once. */
    settleSeconds: whole('seconds', 0, 3600).default(120),
    /** A question about an address stands this long; then staff take it. */
    answerHours: whole('hours', 1, 8760).default(336),
    reminderHours: z
      .array(whole('hours', 1, 8760))
      .max(3)
      .default([24, 48, 72]),
    /** A stopped order lets other questions of it go first after this long. */
    yieldsTurnHours: whole('hours', 1, 8760).default(24),
    /** A correction that was not asked for can be taken back this long from when it is told, while nothing is packed. */
    undoMinutes: whole('minutes', 0, 1440).default(120),
    /** Who judges an address: the rules and tables that come with this type, or the shop's service, which writes its answer to the order. */
    verifier: z.enum(verifierNames).default('local-rules'),
    /** The shop writes an address or a store into every order that is shipped, so that an order without one lacks it. */
    addressRequired: z.boolean().default(false),
    /** Channels whose orders come without a mail address: there it is no mistake that one is missing. */
    channelsWithoutMail: z.array(z.string().max(64)).default([]),
    /** Stores that no longer hand out parcels, as `network/storeId`. */
    closedStores: z.array(z.string().regex(/^[^/]+\/[^/]+$/, 'must be network/storeId')).default([]),
    /** Every SKU that is sold has a row in Inventory, so that one without is unknown. */
    catalogueComplete: z.boolean().default(false),
    /** A line may differ from the catalogue's price by this share, down or up, before staff look at it. */
    priceTolerance: range('share of the price', 0, 100).default(0.5),
    /** The same lines of the same customer within this time are asked about. */
    duplicateMinutes: whole('minutes', 1, 1440).default(10),
    /** A possible duplicate is shipped when nobody has answered by then. */
    duplicateAnswerHours: whole('hours', 1, 720).default(24),
    /** Rules whose corrections are taken back too often: they ask instead. */
    demotedRules: z.array(z.string().max(64)).default([]),
  })
  .superRefine(({ answerHours, reminderHours }, context) => {
    const rising = reminderHours.every((hours, i) => hours > (reminderHours[i - 1] ?? 0) && hours < answerHours);
    if (rising) return;
    context.addIssue({
      code: 'custom',
      path: ['reminderHours'],
      message: `[${reminderHours}] is refused: reminders must rise and lie before answerHours (${answerHours})`,
    });
  });

/** Both would call every order of a shop a mistake whose rows lack what they judge, and so are switched on by whoever knows them. */
export const rulesOff = ({ addressRequired, catalogueComplete }: Settings): RuleOff[] => [
  ...(addressRequired
    ? []
    : [
        {
          setting: 'addressRequired',
          unfound: 'an order that is shipped and has neither address nor pickup store',
          when: 'the shop writes one of them into every order that is shipped',
        },
      ]),
  ...(catalogueComplete
    ? []
    : [
        {
          setting: 'catalogueComplete',
          unfound: 'a line whose SKU has no row in Inventory',
          when: 'every SKU that is sold has one',
        },
      ]),
];

export type Settings = z.infer<typeof settings>;
/** With the hours in which the time to take a correction back may end. */
export type TimedSettings = Settings & { readonly hours: Hours };
