import { Type, type Static } from 'typebox';

/*
 * Dataset `promotion`. Key: `<price zone>/<promotion id>`. What the fields mean stands in the rules of
 * the promotion vectors (src/domain/fixtures/promotions.json); amounts are minor units of the store's
 * currency, percentages exact decimal texts.
 */

const Amount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Count = Type.Integer({ minimum: 1, maximum: 10_000 });
const Percent = Type.String({ pattern: '^(100|[0-9]{1,2}(\\.[0-9]{1,6})?)$' });
const LocalTime = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$' });
const HourMinute = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });
const Names = Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 5000 });

/** Articles by number and by department. */
export const PromotionPool = Type.Object({
  all: Type.Optional(Type.Boolean()),
  articles: Type.Optional(Names),
  depts: Type.Optional(Names),
  except_articles: Type.Optional(Names),
});
export type PromotionPool = Static<typeof PromotionPool>;

/** Who may have it, when, and what the till and the receipt call it. */
const terms = {
  name: Type.String({ minLength: 1, maxLength: 60 }),
  priority: Type.Optional(Type.Integer({ minimum: -1000, maximum: 1000 })),
  member_only: Type.Optional(Type.Boolean()),
  coupon: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  window: Type.Optional(
    Type.Object({
      from: Type.Optional(LocalTime),
      to: Type.Optional(LocalTime),
      hours: Type.Optional(Type.Object({ from: HourMinute, to: HourMinute })),
      days: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 7 }))),
    }),
  ),
};
const item = {
  ...terms,
  max_applications: Type.Optional(Type.Integer({ minimum: 0 })),
};
const pool = PromotionPool;

export const Promotion = Type.Union([
  Type.Object({ type: Type.Literal('percent-off'), ...item, percent: Percent, pool }),
  Type.Object({ type: Type.Literal('amount-off'), ...item, amount: Amount, pool }),
  Type.Object({ type: Type.Literal('fixed-price'), ...item, price: Amount, pool }),
  Type.Object({ type: Type.Literal('n-for-price'), ...item, n: Count, price: Amount, pool }),
  Type.Object({
    type: Type.Literal('buy-get'),
    ...item,
    buy: Type.Object({ pool, qty: Count }),
    get: Type.Object({ qty: Count, percent: Percent, pool: Type.Optional(pool) }),
  }),
  Type.Object({
    type: Type.Literal('bundle'),
    ...item,
    price: Amount,
    slots: Type.Array(Type.Object({ pool, qty: Count }), { minItems: 1, maxItems: 10 }),
  }),
  Type.Object({
    type: Type.Literal('tiered-percent'),
    ...item,
    pool,
    tiers: Type.Array(Type.Object({ min: Count, percent: Percent }), { minItems: 1, maxItems: 10 }),
  }),
  Type.Object({ type: Type.Literal('stack'), ...terms, percent: Percent, pool }),
  Type.Object({
    type: Type.Literal('spend'),
    ...terms,
    pool,
    tiers: Type.Array(
      Type.Union([
        Type.Object({ spend: Amount, amount: Amount }),
        Type.Object({ spend: Amount, percent: Percent }),
      ]),
      { minItems: 1, maxItems: 10 },
    ),
    stacks: Type.Optional(Type.Boolean()),
  }),
]);
export type Promotion = Static<typeof Promotion>;
