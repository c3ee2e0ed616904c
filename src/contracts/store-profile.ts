import { Type, type Static } from 'typebox';
import { RegionId } from './ids.ts';

/** What a till must know of its store to price, tax and number a sale. Dataset `store`. */
export const StoreProfile = Type.Object({
  store: Type.String({ pattern: '^[0-9]{4}$' }),
  name: Type.String(),
  region: RegionId,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  locale: Type.String(),
  time_zone: Type.String(),
  price_zone: Type.String({ pattern: '^[a-z0-9-]+$' }),
  price_mode: Type.Union([Type.Literal('inclusive'), Type.Literal('exclusive')]),
  rounding: Type.Object({
    level: Type.Union([Type.Literal('line'), Type.Literal('document')]),
    mode: Type.Union([Type.Literal('half-up'), Type.Literal('half-even')]),
  }),
  /** Smallest coin in minor units and the exceptions of vec-cash-R2. */
  cash_policy: Type.Object({
    increment: Type.Integer({ minimum: 1 }),
    mode: Type.Optional(Type.Union([Type.Literal('nearest'), Type.Literal('favour-customer')])),
    no_rounding_up_to: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  tax_version: Type.String(),
  /** Rates are exact decimal strings in percent. */
  taxes: Type.Array(
    Type.Object({
      code: Type.String(),
      rate: Type.String({ pattern: '^[0-9]+(\\.[0-9]+)?$' }),
      label: Type.String(),
      compound: Type.Boolean(),
    }),
  ),
  /** Tax class of an article -> tax codes its lines carry. */
  tax_classes: Type.Record(Type.String(), Type.Array(Type.String())),
  seller: Type.Object({ name: Type.String(), tax_id: Type.String(), footer: Type.String() }),
});
export type StoreProfile = Static<typeof StoreProfile>;
