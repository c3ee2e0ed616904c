import { Type, type Static } from 'typebox';
import { CashUpPolicy } from './end-of-day.ts';
import { BusinessDate, Ms, RegionId } from './ids.ts';

/** What a till must know of its store to price, tax and number a sale. Dataset `store`. */
export const StoreProfile = Type.Object({
  store: Type.String({ pattern: '^[0-9]{4}$' }),
  name: Type.String(),
  region: RegionId,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  locale: Type.String(),
  /** Of receipts, the customer's display and whoever has not chosen another, e.g. `fr`; `en` where absent. */
  language: Type.Optional(Type.String({ pattern: '^[a-z]{2}$' })),
  time_zone: Type.String(),
  price_zone: Type.String({ pattern: '^[a-z0-9-]+$' }),
  /** What releases choose stores by: groups it is of, and what sort of store it is. */
  groups: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' }))),
  format: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' })),
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
  /** Notes of other currencies that the store takes; change is given in its own. */
  foreign_cash: Type.Optional(
    Type.Array(
      Type.Object({
        currency: Type.String({ pattern: '^[A-Z]{3}$' }),
        /** What one unit is worth in the store's currency, and from when; the newest that holds counts. */
        rates: Type.Array(
          Type.Object({
            from_ms: Ms,
            rate: Type.String({ pattern: '^[0-9]{1,12}([.][0-9]{1,12})?$' }),
          }),
        ),
      }),
    ),
  ),
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
  /** How the store's codes are read; absent, only listed codes are sold. */
  barcodes: Type.Optional(
    Type.Object({
      /** Numbers its scales print, first match wins (vec-barcodes-B5). 12 signs for UPC-A. */
      formats: Type.Optional(
        Type.Array(
          Type.Object({
            name: Type.String({ minLength: 1 }),
            pattern: Type.String({
              pattern: '^(?=.{12,13}$)[0-9]{1,7}I+(V?P{3,6}|V?W{3,6}|I)C$',
            }),
            decimals: Type.Integer({ minimum: 0, maximum: 5 }),
            unit: Type.Optional(Type.Union([Type.Literal('kg'), Type.Literal('lb')])),
            /** False where the scales put anything at V. */
            verifies: Type.Optional(Type.Boolean()),
          }),
        ),
      ),
      /** A line and a square read within this time are one pack; 0 for never, 1000 where absent. */
      one_pack_ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 5000 })),
      /** What past its best-before date may be sold; `warn` where absent. */
      past_best_before: Type.Optional(Type.Union([Type.Literal('warn'), Type.Literal('refuse')])),
    }),
  ),
  /** Seconds without a touch, key or scan after which the till locks; 180 where absent. */
  auto_lock_s: Type.Optional(Type.Integer({ minimum: 120, maximum: 300 })),
  /** How member cards of this store begin and how many figures they have; absent, there are none. */
  member_cards: Type.Optional(
    Type.Array(
      Type.Object({
        prefix: Type.String({ pattern: '^[0-9]{2,8}$' }),
        length: Type.Integer({ minimum: 8, maximum: 19 }),
      }),
    ),
  ),
  /**
   * Gift cards (dom-G1): how their numbers look, and what is allowed while head office cannot be asked.
   * Absent, the store neither sells nor takes any.
   */
  gift_cards: Type.Optional(
    Type.Object({
      prefix: Type.String({ pattern: '^0[2-9][0-9]{1,3}$' }),
      /** Longer than any article's code, and at least ten figures of chance. */
      length: Type.Integer({ minimum: 16, maximum: 19 }),
      /** 32 bytes that are the same for every store of the region; codes are made with them. */
      key: Type.String({ pattern: '^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$' }),
      /** Most that a till takes of one card without asking, minor units; absent, nothing. */
      offline_cap: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
      /** Cards are also sold without asking: they count once head office knows of the sale. */
      sells_offline: Type.Optional(Type.Boolean()),
      /** Most that is put on a card at once, minor units; 50,000 where absent. */
      most: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
      /** Paper vouchers of a fixed value, with the same prefix and key; absent, none are taken. */
      vouchers: Type.Optional(
        Type.Object({
          /** What a voucher is worth beyond what it pays: store credit where absent, never cash. */
          rest: Type.Optional(Type.Union([Type.Literal('credit'), Type.Literal('forfeit')])),
          /** Largest voucher that is taken without asking, minor units; absent, none. */
          offline_cap: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
        }),
      ),
    }),
  ),
  /** Receipts are also sent by e-mail: its sites know a mail server. */
  mails_receipts: Type.Optional(Type.Boolean()),
  /** Returns without a receipt: how many days back the lowest price is looked for; 30 where absent. */
  returns: Type.Optional(
    Type.Object({
      look_back_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
    }),
  ),
  /**
   * Whose fiscal rules the store is under. `DE`: each document is signed by a signing device (TSE), and a
   * receipt without its signature says so (dom-F2). Absent, nothing is signed.
   */
  fiscal: Type.Optional(
    Type.Object({
      country: Type.Literal('DE'),
      /** The first business date on which its tills sign; of days before it an export asks for no signature. */
      since: Type.Optional(BusinessDate),
    }),
  ),
  /** How drawers are counted at the end of a shift. */
  cash_up: Type.Optional(CashUpPolicy),
  seller: Type.Object({ name: Type.String(), tax_id: Type.String(), footer: Type.String() }),
});
export type StoreProfile = Static<typeof StoreProfile>;
