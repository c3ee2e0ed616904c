import { Type, type Static } from 'typebox';
import { BusinessDate, Id128, Ms, Seq, SeqOrZero, SeriesName } from './ids.ts';

/** Signed minor units of the shift's currency, unless said otherwise. */
const Minor = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
});
/** Minor units of something that has no sign. */
const Positive = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const NotBelowZero = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Name = Type.String({ maxLength: 100 });
const CurrencyCode = Type.String({ pattern: '^[A-Z]{3}$' });

/** How cash gets into a drawer or out of it without a sale. A loan is change from the store's safe. */
export const CashMoveType = Type.Union([
  Type.Literal('paid-in'),
  Type.Literal('paid-out'),
  Type.Literal('loan'),
  Type.Literal('drop'),
  Type.Literal('bank-drop'),
]);
export type CashMoveType = Static<typeof CashMoveType>;

/** Body of `cash-moved`; told before the drawer opens for it. */
export const CashMovedBody = Type.Object({
  move_id: Name,
  shift_id: Name,
  type: CashMoveType,
  amount: Positive,
  currency: CurrencyCode,
  reason: Name,
  /** Number of the bag that went to the bank. */
  bag: Type.Optional(Name),
  cashier: Name,
  approver: Type.Optional(Name),
  at_ms: Ms,
});
export type CashMovedBody = Static<typeof CashMovedBody>;

/** So many coins or notes of one value, minor units. */
export const Piece = Type.Object({ value: Positive, count: NotBelowZero });
export type Piece = Static<typeof Piece>;

/**
 * Body of `shift-counted`: one declaration; each is kept, the last one counts (vec-cashup-U5). `other`
 * holds what was declared of every tender that is not the drawer's own cash: a batch total, or notes of
 * another currency under `foreign-cash:USD`, in that currency's minor units.
 */
export const ShiftCountedBody = Type.Object({
  shift_id: Name,
  count: Seq,
  pieces: Type.Array(Piece, { maxItems: 100 }),
  other: Type.Record(Name, Minor),
  cashier: Name,
  at_ms: Ms,
});
export type ShiftCountedBody = Static<typeof ShiftCountedBody>;

/** Body of `shift-suspended`: the drawer is locked, nobody sells until somebody takes the shift over (dom-Z9). */
export const ShiftSuspendedBody = Type.Object({ shift_id: Name, cashier: Name, at_ms: Ms });
export type ShiftSuspendedBody = Static<typeof ShiftSuspendedBody>;

/** Body of `shift-resumed`: who took it over, and the cash that was counted then, where it was. */
export const ShiftResumedBody = Type.Object({
  shift_id: Name,
  cashier: Name,
  counted: Type.Optional(NotBelowZero),
  at_ms: Ms,
});
export type ShiftResumedBody = Static<typeof ShiftResumedBody>;

const Sum = Type.Object({ count: NotBelowZero, amount: Minor });
const Sums = Type.Record(Type.String(), Sum);

/** What a shift did (dom-Z2): a sum over its ops and nothing else. Magnitudes unless signed. */
export const ShiftFigures = Type.Object({
  /** Goods with tax. A sale that was undone stays in it; an exchange counts with its balance. */
  sales: Sum,
  returns: Sum,
  post_voids: Sum,
  /** Lines taken off, or lowered, before payment, of baskets that were sold. */
  corrections: Sum,
  /** Lines sold with a discount, and all that was taken off. */
  discounts: Sum,
  /** Baskets given up before payment, parked ones too. */
  cancelled: Sum,
  /** sales - returns - post-voids. */
  net: Minor,
  /** By code and rate, `S 19`; signed: what came back is taken off. */
  taxes: Type.Record(
    Type.String(),
    Type.Object({
      code: Type.String(),
      rate: Type.String(),
      label: Type.String(),
      base: Minor,
      tax: Minor,
      gross: Minor,
    }),
  ),
  /** Goods that carried no tax at all; signed. */
  untaxed: Minor,
  /** Net of change and signed, in the shift's currency, by the tender's type. */
  tenders: Sums,
  /** By the one who took the money. */
  operators: Type.Record(
    Type.String(),
    Type.Object({ documents: NotBelowZero, net: Minor, tenders: Sums }),
  ),
  /** Notes by currency, in its minor units; `change` left the drawer in the shift's currency. */
  foreign: Type.Record(
    Type.String(),
    Type.Object({ count: NotBelowZero, amount: Minor, change: Minor }),
  ),
  /** What cash settlement added, signed. */
  rounding: Minor,
  /** Value sold on cards: no turnover. */
  liability: Sum,
  /** By type. */
  moves: Sums,
  drawer_openings: NotBelowZero,
  /** Practised documents; in no other figure. */
  training: Sum,
  copies: NotBelowZero,
  parked: NotBelowZero,
  price_inquiries: NotBelowZero,
  /** By series: first and last number given, and how many documents. */
  numbers: Type.Record(Type.String(), Type.Object({ first: Seq, last: Seq, count: NotBelowZero })),
});
export type ShiftFigures = Static<typeof ShiftFigures>;

/** How far a count is off: `approve` asks for a second person (vec-cashup-U6). */
export const CountStatus = Type.Union([
  Type.Literal('ok'),
  Type.Literal('review'),
  Type.Literal('approve'),
]);
export type CountStatus = Static<typeof CountStatus>;

/** One tender of a Z. Of `foreign-cash:USD` in that currency's minor units. */
export const TenderCount = Type.Object({
  expected: Minor,
  counted: Minor,
  variance: Minor,
  status: CountStatus,
});
export type TenderCount = Static<typeof TenderCount>;

/** A declared count against what should have been there at that moment (vec-cashup-U5). */
const EachCount = Type.Object({
  cashier: Name,
  tenders: Type.Record(Type.String(), TenderCount),
});

/** A shift that was suspended or taken over; `expected` is the cash that should have been there then. */
const Handover = Type.Object({
  what: Type.Union([Type.Literal('suspended'), Type.Literal('resumed')]),
  cashier: Name,
  at_ms: Ms,
  counted: Type.Optional(NotBelowZero),
  expected: Type.Optional(Minor),
});

/** From here on a count is looked at, and from there on signed by a second person; minor units. */
const Limits = Type.Object({ review: NotBelowZero, approve: NotBelowZero });

/** The ops of one stream that a Z counts; `head` is the id of the op at `to_seq`, '' where unknown. */
export const ZStream = Type.Object({
  stream: Id128,
  series: SeriesName,
  from_seq: Seq,
  to_seq: SeqOrZero,
  head: Type.String({ pattern: '^([A-Za-z0-9_-]{21}[AQgw])?$' }),
  /** Printed numbers; '' where no document was made. */
  first_no: Name,
  last_no: Name,
});
export type ZStream = Static<typeof ZStream>;

/** Perpetual totals of a till, never reset (dom-Z3, vec-cashup-U4). */
export const GrandTotals = Type.Object({
  sales: NotBelowZero,
  reductions: NotBelowZero,
  net: Minor,
});
export type GrandTotals = Static<typeof GrandTotals>;

/** Body of `shift-closed`: the Z. Never reopened, never changed (dom-Z12). */
export const ShiftClosedBody = Type.Object({
  z_id: Name,
  /** Gapless for each till and series. */
  z_no: Seq,
  series: SeriesName,
  shift_id: Name,
  business_date: BusinessDate,
  opened_ms: Ms,
  closed_ms: Ms,
  opened_by: Name,
  /** The drawer was of who opened it alone (dom-Z9). */
  drawer: Type.Optional(Type.Literal('own')),
  closed_by: Name,
  /** The second person; never who counted (dom-Z13). */
  approver: Type.Optional(Name),
  /** Why the count is off. */
  reason: Type.Optional(Name),
  store: Name,
  till: Name,
  currency: CurrencyCode,
  /** The opening float. */
  float: NotBelowZero,
  figures: ShiftFigures,
  /** How often was counted: recounts + 1; 0 where nobody counted. */
  counts: NotBelowZero,
  /** Of the last count. */
  pieces: Type.Array(Piece, { maxItems: 100 }),
  tenders: Type.Record(Type.String(), TenderCount),
  /** Each count by itself, in order, the last hundred; absent in a Z of an older till. */
  all_counts: Type.Optional(Type.Array(EachCount, { maxItems: 100 })),
  /** By tender, `default` for the rest: what the counts were judged by. */
  thresholds: Type.Optional(Type.Record(Name, Limits)),
  /** In order, the last hundred; absent where it was never suspended. */
  handovers: Type.Optional(Type.Array(Handover, { maxItems: 100 })),
  next_float: NotBelowZero,
  deposit: NotBelowZero,
  bag: Type.Optional(Name),
  grand: GrandTotals,
  streams: Type.Array(ZStream, { maxItems: 100 }),
  /** Op id of the Z before, or ''. */
  prev_z: Type.String({ pattern: '^([A-Za-z0-9_-]{21}[AQgw])?$' }),
  /** What was not done when it closed: none of it stops a Z. */
  open: Type.Object({
    parked: NotBelowZero,
    unsent: NotBelowZero,
    cards_unknown: NotBelowZero,
    baskets: NotBelowZero,
  }),
});
export type ShiftClosedBody = Static<typeof ShiftClosedBody>;

/** The last Z of a till, as its enrolment is told it: numbers and grand totals go on from there (dom-Z3). */
export const LastZTold = Type.Object({
  z_no: Seq,
  grand: GrandTotals,
  op_id: Id128,
});
export type LastZTold = Static<typeof LastZTold>;

/** How a store counts its drawers; each part has a default. */
export const CashUpPolicy = Type.Object({
  /** By tender, `default` for the rest; 200 and 1000 where absent. */
  thresholds: Type.Optional(Type.Record(Type.String(), Limits)),
  /** What stays in the drawer for the next shift; the opening float where absent. */
  target_float: Type.Optional(NotBelowZero),
  /** False shows who counts what is expected; true where absent. */
  blind: Type.Optional(Type.Boolean()),
  /** `own`: each cashier has a drawer and a shift (dom-Z9); all share one where absent. */
  drawers: Type.Optional(Type.Union([Type.Literal('shared'), Type.Literal('own')])),
});
export type CashUpPolicy = Static<typeof CashUpPolicy>;
