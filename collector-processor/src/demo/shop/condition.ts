import { Type, type Static } from 'typebox';

/** How the shop is. Changed from outside through its control endpoint; what is left out is as on a good day. */
export const ShopCondition = Type.Object(
  {
    listening: Type.Boolean({ default: true }),
    addedLatencyMs: Type.Number({ default: 0, minimum: 0, maximum: 60_000 }),
    checkoutFailureRatio: Type.Number({ default: 0, minimum: 0, maximum: 1 }),
  },
  { additionalProperties: false },
);
export type ShopCondition = Static<typeof ShopCondition>;

export const GOOD_DAY: ShopCondition = { listening: true, addedLatencyMs: 0, checkoutFailureRatio: 0 };
