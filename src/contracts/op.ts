import { Type, type Static } from 'typebox';
import { Piece } from './end-of-day.ts';
import { BusinessDate, Id128, Ms, Seq, SeriesName } from './ids.ts';
import { SaleTenderBody } from './tender.ts';

/** Everything a till tells head office. New kinds are added, never changed in meaning. */
export const OP_KINDS = [
  'stream-opened',
  'signed-on',
  'signed-off',
  'shift-opened',
  'sale',
  'basket-cancelled',
  'receipt-copied',
  'receipt-mail-asked',
  'age-refused',
  'price-asked',
  'signature-refused',
  'basket-parked',
  'basket-recalled',
  'parked-dropped',
  'basket-handed-over',
  'basket-taken-over',
  'card-payment',
  'drawer-opened',
  'quick-keys-set',
  'training-began',
  'training-sale',
  'training-step',
  'training-ended',
  'cash-moved',
  'shift-counted',
  'shift-closed',
  'store-closed',
  'declaration-adjusted',
  'shift-suspended',
  'shift-resumed',
  'line-drill',
  'document-signed',
  'signing-outage',
] as const;

/** One op as it stands in its raw bytes: one line of JSON, no newline. At most MAX_OP_BYTES. */
export const Op = Type.Object({
  v: Type.Literal(1),
  seq: Seq,
  kind: Type.String({ minLength: 1, maxLength: 40 }),
  business_date: BusinessDate,
  at_ms: Ms,
  body: Type.Unknown(),
});
export type Op = Static<typeof Op>;

/** Largest op; below the envelope's limit so that base64 of it still fits one request (D26). */
export const MAX_OP_BYTES = 256 * 1024;
/** Request bodies above this are refused before they are read (413). */
export const HARD_BODY_BYTES = 1024 * 1024;
export const MAX_BATCH_OPS = 1000;
/** Sum of a batch's op bytes; its header and line ends still fit below the hard limit. */
export const MAX_BATCH_BYTES = 896 * 1024;

export const StreamOpenedBody = Type.Object({
  till_id: Type.String(),
  salt: Id128,
  series: SeriesName,
  prev_stream: Type.Optional(Id128),
  reason: Type.Union([
    Type.Literal('first-start'),
    Type.Literal('store-lost'),
    Type.Literal('clone-suspected'),
    Type.Literal('behind-server'),
    Type.Literal('forked'),
  ]),
});
export type StreamOpenedBody = Static<typeof StreamOpenedBody>;

const Minor = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
});

export const ShiftOpenedBody = Type.Object({
  shift_id: Type.String(),
  cashier: Type.String(),
  float: Minor,
  currency: Type.String(),
  opened_ms: Ms,
  /** The float by coins and notes, where it was counted so. */
  pieces: Type.Optional(Type.Array(Piece, { maxItems: 100 })),
  /** The drawer is the cashier's own (dom-Z9); everybody's where absent. */
  drawer: Type.Optional(Type.Literal('own')),
  /** How many other shifts were open at this till then; absent where none was. */
  open_beside: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
});
/** `why`: nobody signed out, the till did it by itself. */
export const SignedBody = Type.Object({
  cashier: Type.String(),
  why: Type.Optional(Type.Union([Type.Literal('idle'), Type.Literal('revoked')])),
});
/** A receipt was printed once more; `copy` counts from 1 for each document (RCP8). */
export const ReceiptCopiedBody = Type.Object({
  doc_id: Type.String(),
  doc_no: Type.String(),
  copy: Type.Integer({ minimum: 1 }),
  cashier: Type.String(),
  approver: Type.Optional(Type.String()),
  /** Of a till with several open drawers: in whose it counts (dom-Z9). */
  shift_id: Type.Optional(Type.String()),
});
/** The drawer was opened without a sale (dom-A6). */
export const DrawerOpenedBody = Type.Object({
  cashier: Type.String(),
  shift_id: Type.String(),
  reason: Type.String(),
  approver: Type.Optional(Type.String()),
});
/** A signature on the spot did not hold: whose number was keyed, for what; never the PIN. */
export const SignatureRefusedBody = Type.Object({
  cashier: Type.String(),
  approver: Type.String(),
  action: Type.String(),
  why: Type.String(),
});

/** An article was not sold because nobody showed an age for it; told whatever becomes of the basket. */
export const AgeRefusedBody = Type.Object({
  basket_id: Type.String(),
  article: Type.String(),
  name: Type.String(),
  min_age: Type.Integer({ minimum: 1 }),
  /** The last birth date that would have done, YYYY-MM-DD. */
  born_by: Type.String(),
  cashier: Type.String(),
  at_ms: Ms,
});
/** Somebody looked up what an article costs and sold nothing. */
export const PriceAskedBody = Type.Object({
  article: Type.String(),
  cashier: Type.String(),
  /** Of a till with several open drawers: in whose it counts (dom-Z9). */
  shift_id: Type.Optional(Type.String()),
});
/** A basket that waits for its customer: no document, no number (dom-X4). */
export const BasketParkedBody = Type.Object({
  park_id: Type.String(),
  /** How the cashier finds it again. */
  name: Type.String({ maxLength: 40 }),
  cashier: Type.String(),
  at_ms: Ms,
  total: Minor,
  items: Type.Number(),
  currency: Type.String(),
  /** The whole basket with what it began under, as a restart would find it. */
  open: Type.Unknown(),
  /** Of a till with several open drawers: in whose it counts (dom-Z9). */
  shift_id: Type.Optional(Type.String()),
});
export type BasketParkedBody = Static<typeof BasketParkedBody>;
/** It was recalled; or dropped, and then what was given up stands there as in `basket-cancelled`. */
export const ParkedTakenBody = Type.Object({
  park_id: Type.String(),
  cashier: Type.String(),
  approver: Type.Optional(Type.String()),
});
const AgeCheck = Type.Object({
  min_age: Type.Integer({ minimum: 1 }),
  born_by: Type.String(),
  cashier: Type.String(),
  at_ms: Ms,
});
/**
 * What became of a card payment beside its sale (Y4): a person signed for it (`approver`), or the
 * terminal gave back or told afterwards what nobody knew. New events may come.
 */
export const CardPaymentBody = Type.Object({
  event: Type.String({ maxLength: 40 }),
  reference: Type.String({ maxLength: 100 }),
  amount: Minor,
  currency: Type.String(),
  cashier: Type.String(),
  approver: Type.Optional(Type.String()),
  basket_id: Type.String(),
  at_ms: Ms,
  /** Of a refund: the payment whose card was given money back. `basket_id` is the return's document then. */
  refund_of: Type.Optional(Type.String({ maxLength: 100 })),
});

const Stamp = Type.Object({ hlc: Type.Integer(), origin: Type.String() });
const Tax = Type.Object({
  code: Type.String(),
  rate: Type.String(),
  label: Type.String(),
  compound: Type.Boolean(),
});

const Reduction = Type.Object({ kind: Type.String(), reason: Type.String(), amount: Minor });

/** One use of a right before payment; see `SaleAct` of the domain. */
export const Act = Type.Object({
  action: Type.String(),
  of: Type.Optional(Type.String()),
  line: Type.Optional(Type.String()),
  article: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  hundredths: Type.Optional(Minor),
  amount: Type.Optional(Minor),
  price: Type.Optional(Minor),
  book_price: Type.Optional(Minor),
  cashier: Type.String(),
  approver: Type.Optional(Type.String()),
  at_ms: Ms,
});

/**
 * The document that goods came back of: `lines[i]` is the line of it that the document's `lines[i]`
 * brings back, `sold[i]` how much it had sold, thousandths.
 */
const ReturnsOf = Type.Object({
  doc_id: Type.String(),
  doc_no: Type.String(),
  lines: Type.Array(Type.String()),
  sold: Type.Optional(Type.Array(Minor)),
});

/** A closed sale: integers only, totals proven equal to its lines before it is written. */
export const SaleBody = Type.Object({
  doc_id: Type.String(),
  doc_no: Type.String(),
  series: Type.String(),
  number: Seq,
  /** Of documents inside `training-sale` alone; a `sale` that says so is no sale (TRN5). */
  training: Type.Optional(Type.Literal(true)),
  shift_id: Type.String(),
  business_date: BusinessDate,
  store: Type.String(),
  till: Type.String(),
  cashier: Type.String(),
  started_ms: Ms,
  closed_ms: Ms,
  currency: Type.String(),
  price_mode: Type.String(),
  rounding: Type.Object({ level: Type.String(), mode: Type.String() }),
  taxes: Type.Array(Tax),
  lines: Type.Array(
    Type.Object({
      line: Type.String(),
      article: Type.String(),
      gtin: Type.Optional(Type.String()),
      name: Type.String(),
      qty_milli: Minor,
      unit_price: Minor,
      ext: Minor,
      line_discount: Minor,
      doc_discount: Minor,
      net: Minor,
      tax: Type.Record(Type.String(), Minor),
      gross: Minor,
      tax_class: Type.String(),
      price_stamp: Stamp,
      promotions: Type.Optional(
        Type.Array(
          Type.Object({
            id: Type.String(),
            name: Type.String(),
            amount: Minor,
            hlc: Type.Integer(),
            origin: Type.String(),
          }),
        ),
      ),
      reductions: Type.Optional(Type.Array(Reduction)),
      override: Type.Optional(Type.Object({ book_price: Minor, reason: Type.String() })),
      /** Why it was brought back; on return lines alone. */
      return_reason: Type.Optional(Type.String()),
      label: Type.Optional(Type.Object({ book_price: Minor, weight_milli: Type.Optional(Minor) })),
      deposit_of: Type.Optional(Type.String()),
      open_price: Type.Optional(Type.Literal(true)),
      /** A liability, not turnover: the line's gross went on this card (I7). */
      stored_value: Type.Optional(
        Type.Object({ type: Type.Literal('gift-card'), code: Type.String({ maxLength: 100 }) }),
      ),
    }),
  ),
  voids: Type.Array(
    Type.Object({
      article: Type.String(),
      name: Type.String(),
      qty_milli: Minor,
      unit_price: Minor,
      at_ms: Ms,
    }),
  ),
  tax_totals: Type.Array(Type.Object({ code: Type.String(), net_base: Minor, amount: Minor })),
  totals: Type.Object({ net: Minor, tax: Minor, gross: Minor }),
  cash_rounding: Minor,
  tenders: Type.Array(SaleTenderBody),
  versions: Type.Object({
    build: Type.String(),
    catalogue: Type.String(),
    tax: Type.String(),
    flags: Type.Array(
      Type.Object({
        key: Type.String(),
        variant: Type.String(),
        hlc: Type.Integer(),
        origin: Type.String(),
      }),
    ),
  }),
  tax_exempt: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  member: Type.Optional(Type.String()),
  coupons: Type.Optional(Type.Array(Type.String())),
  acts: Type.Optional(Type.Array(Act)),
  age_checks: Type.Optional(Type.Array(AgeCheck)),
  served_by: Type.Optional(Type.Array(Type.String())),
  returns_of: Type.Optional(ReturnsOf),
  /** All of `returns_of` was undone on the same day, before it was counted (X2). */
  post_void: Type.Optional(Type.Object({ reason: Type.String() })),
});
export type SaleBody = Static<typeof SaleBody>;

/** From here to `training-ended` nothing of this stream's practice is in the books (dom-X3). */
export const TrainingBeganBody = Type.Object({
  cashier: Type.String(),
  shift_id: Type.String(),
  approver: Type.Optional(Type.String()),
});
export const TrainingEndedBody = Type.Object({
  cashier: Type.String(),
  why: Type.String({ maxLength: 40 }),
});
/** A practised document. One level down, so that whoever forgets the kind finds no sale here (TRN5). */
export const TrainingSaleBody = Type.Object({ document: SaleBody });
/** What else was practised: the kind it would have had, and what it would have told. */
export const TrainingStepBody = Type.Object({
  of: Type.String({ maxLength: 40 }),
  told: Type.Unknown(),
});
