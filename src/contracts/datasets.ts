import { Type, type Static } from 'typebox';
import { LineDrill } from './line-drill.ts';
import { Promotion } from './promotion.ts';

/** Head-office datasets a till pulls. Scope and time live in the key (D15). */
export const DATASETS = [
  'article',
  'price',
  'staff',
  'flag',
  'store',
  'promotion',
  'permission',
  'customer',
  'rank',
  'line-drill',
] as const;
export type Dataset = (typeof DATASETS)[number];

/** Key: article number. */
export const Article = Type.Object({
  name: Type.String({ minLength: 1 }),
  brand: Type.Optional(Type.String()),
  dept: Type.String(),
  tax_class: Type.String(),
  unit: Type.Union([Type.Literal('piece'), Type.Literal('kg')]),
  /** Normalised to 14 digits. */
  gtins: Type.Array(Type.String({ pattern: '^[0-9]{14}$' })),
  discountable: Type.Boolean(),
  /** Lots that must not be sold: a till refuses their codes, also with the line down. */
  recalled_lots: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
  /** Its price is keyed at each sale, within these bounds, minor units of the store's currency. */
  open_price: Type.Optional(
    Type.Object({
      min: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
      max: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
    }),
  ),
  /** Whole years that a customer must have. */
  min_age: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  /** Number of the article that is its deposit, sold with each piece. */
  deposit: Type.Optional(Type.String({ minLength: 1 })),
});
export type Article = Static<typeof Article>;

/** Key: `<zone>/<article>/<effective_from_ms>`. Amount in minor units of the store's currency. */
export const Price = Type.Object({ amount: Type.Integer({ minimum: 0 }) });
export type Price = Static<typeof Price>;

/** A PIN never travels: only salt and scrypt output, both base64url. */
export const PinVerifier = Type.Object({
  alg: Type.Literal('scrypt'),
  n: Type.Integer({ minimum: 16384 }),
  r: Type.Integer({ minimum: 1 }),
  p: Type.Integer({ minimum: 1 }),
  salt: Type.String(),
  hash: Type.String(),
});
export type PinVerifier = Static<typeof PinVerifier>;

/** Key: `<store>/<staff number>`. */
export const Staff = Type.Object({
  name: Type.String(),
  role: Type.Union([Type.Literal('cashier'), Type.Literal('supervisor')]),
  pin: PinVerifier,
  expires_ms: Type.Integer(),
});
export type Staff = Static<typeof Staff>;

/** A flag's definition as JSON; hundreds of them must still be a small document. */
export const LONGEST_FLAG_CHARS = 65_536;

/** Key: flag key. A flagd flag definition (https://flagd.dev/schema/v0/flags.json). */
export const FlagDefinition = Type.Object({
  state: Type.Union([Type.Literal('ENABLED'), Type.Literal('DISABLED')]),
  variants: Type.Record(Type.String(), Type.Unknown()),
  defaultVariant: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  targeting: Type.Optional(Type.Unknown()),
  metadata: Type.Optional(Type.Unknown()),
});
export type FlagDefinition = Static<typeof FlagDefinition>;

/**
 * Key: `<store>/<role>/<action>`. How far a role may go by itself, in hundredths of a percent and in
 * minor units; beyond it somebody else signs. Where there is no row the till's own safe limits hold.
 */
export const Permission = Type.Object({
  allowed: Type.Boolean(),
  max_hundredths: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  max_amount: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })),
});
export type Permission = Static<typeof Permission>;

/**
 * Key: the member's number, as the card says it. Name and place alone: enough to tell two people apart
 * at a till, and all that a stolen till can give away.
 */
export const Customer = Type.Object({
  name: Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,80}$' }),
  place: Type.Optional(Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,60}$' })),
});
export type Customer = Static<typeof Customer>;

/**
 * Key: `<store>/<release>`. The store's place in a release, inside 0 and 1: `pilot.<release>` of the
 * rules that flags are targeted by. Signed as flags are; written by releases alone.
 */
export const Rank = Type.Object({
  rank: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
});
export type Rank = Static<typeof Rank>;

/** Schema of each dataset's value. */
export const DATASET_VALUES = {
  article: Article,
  price: Price,
  staff: Staff,
  flag: FlagDefinition,
  promotion: Promotion,
  permission: Permission,
  customer: Customer,
  rank: Rank,
  'line-drill': LineDrill,
} as const;
