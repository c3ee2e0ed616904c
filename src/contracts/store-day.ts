import { Type, type Static } from 'typebox';
import { DeclarationAdjustedBody } from './declaration-adjusted.ts';
import { ShiftClosedBody, TenderCount } from './end-of-day.ts';
import { StoreClosedBody } from './store-close.ts';
import { BusinessDate, Id128, Ms, RegionId, Seq, SeqOrZero, SiteId } from './ids.ts';

/** So many of a kind are named one by one; the count is always of all. */
export const MOST_NAMED = 50;

/** Ops of one stream, from and to, both included. */
const OpRange = Type.Object({ stream: Id128, from_seq: Seq, to_seq: SeqOrZero });
export type OpRange = Static<typeof OpRange>;

/** Ops that a Z counts and this site does not hold, with the numbers of the documents they were. */
const Missing = Type.Object({
  ops: Type.Array(OpRange),
  documents: SeqOrZero,
  /** Printed numbers; at most `MOST_NAMED` of each series. */
  numbers: Type.Array(Type.String()),
});

/**
 * Whether all that a Z counts is at head office. `whole`: here and at the other site, and every figure is
 * found again; `waiting`: here, but not yet confirmed by the other site; `missing`: not all of it is here;
 * `differs`: something is not what the Z says; `archived`: its ops were dropped, as old months are, after
 * both sites had held them alike.
 */
export const ZProof = Type.Object({
  state: Type.Union([
    Type.Literal('whole'),
    Type.Literal('waiting'),
    Type.Literal('missing'),
    Type.Literal('differs'),
    Type.Literal('archived'),
  ]),
  /** Documents that the Z counts. */
  documents: SeqOrZero,
  missing: Missing,
  /** Not confirmed by the other site. */
  waiting: Type.Array(OpRange),
  /** Figures by their path, as `figures.sales.amount`. */
  differences: Type.Array(
    Type.Object({ figure: Type.String(), told: Type.Unknown(), found: Type.Unknown() }),
  ),
  /** What else is wrong, in words. */
  faults: Type.Array(Type.String()),
});
export type ZProof = Static<typeof ZProof>;

/** An op of a closed shift that its Z does not count: it came later, or by another way (dom-Z11). */
export const LateOp = Type.Object({
  stream: Id128,
  seq: Seq,
  kind: Type.String(),
  /** Printed number of a document; '' of anything else. */
  doc_no: Type.String(),
  amount: Type.Integer(),
  currency: Type.String(),
});
export type LateOp = Static<typeof LateOp>;

const { figures: _figures, streams: _streams, ...Z_HEAD } = ShiftClosedBody.properties;

const {
  adjust_id,
  tender,
  before,
  after,
  reason,
  cashier,
  approver: signer,
  at_ms: toldAt,
} = DeclarationAdjustedBody.properties;
/** What was put right of a declaration (dom-Z12); the Z's own figures stay. */
export const AdjustmentTold = Type.Object({
  adjust_id,
  tender,
  before,
  after,
  reason,
  cashier,
  approver: signer,
  at_ms: toldAt,
  /** Told after the store had closed its day. */
  after_close: Type.Boolean(),
  /** It goes on from what stood there; not where two were made side by side. */
  is_linked: Type.Boolean(),
});
export type AdjustmentTold = Static<typeof AdjustmentTold>;

/** One Z with its proof; its figures stand in the op. */
export const ToldZ = Type.Object({
  ...Z_HEAD,
  net: Type.Integer(),
  proof: ZProof,
  /** Oldest first; absent where nothing was put right. */
  adjustments: Type.Optional(Type.Array(AdjustmentTold)),
});
export type ToldZ = Static<typeof ToldZ>;

/** One shift of the day. */
export const DayShift = Type.Object({
  shift_id: Type.String(),
  state: Type.Union([Type.Literal('open'), Type.Literal('counted'), Type.Literal('closed')]),
  /** 0 and '' where its opening is not here. */
  opened_ms: Ms,
  opened_by: Type.String(),
  /** Who suspended it, where nobody took it over since. */
  suspended_by: Type.Optional(Type.String()),
  /** How often was counted. */
  counts: SeqOrZero,
  /** One; two where a copied till closed it too. */
  closings: Type.Array(ToldZ),
  late: Type.Array(LateOp),
});
export type DayShift = Static<typeof DayShift>;

/** A till on that day: `silent` where it told of no shift. */
export const DayTill = Type.Object({
  till: Type.String(),
  state: Type.Union([
    Type.Literal('silent'),
    Type.Literal('open'),
    Type.Literal('counted'),
    Type.Literal('closed'),
  ]),
  shifts: Type.Array(DayShift),
});
export type DayTill = Static<typeof DayTill>;

/** What the store's closed shifts add up to, by currency; variances by tender. */
export const DaySums = Type.Object({
  currency: Type.String(),
  net: Type.Integer(),
  deposit: Type.Integer(),
  variance: Type.Record(Type.String(), Type.Integer()),
  worst_status: TenderCount.properties.status,
});
export type DaySums = Static<typeof DaySums>;

const { close_id, till, at_ms, closed_by, approver, missing, proven, note } =
  StoreClosedBody.properties;
/** A close of the day by the store; what was known by then stands in the op. */
export const StoreCloseTold = Type.Object({
  close_id,
  till,
  at_ms,
  closed_by,
  approver,
  missing,
  proven,
  note,
  /** Absent: at the till named. At head office no till was there: `till` is 00. */
  at: Type.Optional(Type.Literal('head-office')),
});
export type StoreCloseTold = Static<typeof StoreCloseTold>;

/** Something of a Z that somebody should look at (dom-L2): a lead, no proof. As `Lead` of the domain. */
export const LeadTold = Type.Object({
  kind: Type.Union([
    Type.Literal('returns'),
    Type.Literal('postVoids'),
    Type.Literal('corrections'),
    Type.Literal('cancelled'),
    Type.Literal('priceInquiries'),
    Type.Literal('drawerOpenings'),
    Type.Literal('copies'),
    Type.Literal('counts'),
    Type.Literal('cashShort'),
  ]),
  why: Type.Union([Type.Literal('limit'), Type.Literal('peers')]),
  till: Type.String(),
  z_no: Seq,
  who: Type.String(),
  /** Of a rate: tenths in a hundred sales; of the others: times. */
  measured: SeqOrZero,
  usual: SeqOrZero,
});
export type LeadTold = Static<typeof LeadTold>;

/** Answer of `GET /v1/store/day`: a store's end of day as this site knows it. */
export const StoreDayAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
  store: Type.String(),
  day: BusinessDate,
  tills: Type.Array(DayTill),
  sums: Type.Array(DaySums),
  /** Oldest first; none while the store's manager has not closed it. */
  closes: Type.Array(StoreCloseTold),
  /** What somebody should look at; a site that is older does not say. */
  leads: Type.Optional(Type.Array(LeadTold)),
  /** Every till that told of a shift has closed it, and every Z is whole. */
  is_complete: Type.Boolean(),
});
export type StoreDayAnswer = Static<typeof StoreDayAnswer>;

export const StoreDayQuery = Type.Object({ day: BusinessDate });
export type StoreDayQuery = Static<typeof StoreDayQuery>;
