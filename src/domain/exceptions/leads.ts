/**
 * Exceptions of a shift (dom-L1, dom-L2): figures of a Z that somebody should look at. A lead, never a
 * proof: whoever stands at the help desk takes more goods back by nature.
 */

/** What is looked at of a shift; all of it stands in its Z. */
export type WatchedShift = {
  readonly till: string;
  readonly zNo: number;
  /** Business date, YYYY-MM-DD. */
  readonly day: string;
  /** Who opened it. */
  readonly who: string;
  /** The drawer was theirs alone (dom-Z9): it goes with them, whatever till they stand at. */
  readonly isOwn?: boolean;
  /** When it was closed; orders the shifts of a day. */
  readonly closedMs: number;
  readonly sales: number;
  readonly returns: number;
  readonly postVoids: number;
  /** Lines taken off before payment. */
  readonly corrections: number;
  readonly cancelled: number;
  readonly drawerOpenings: number;
  readonly priceInquiries: number;
  readonly copies: number;
  /** How often was counted. */
  readonly counts: number;
  /** Cash counted - expected, minor units. */
  readonly cashOff: number;
};

/** Counted a hundred sales. */
export const RATES = [
  'returns',
  'postVoids',
  'corrections',
  'cancelled',
  'priceInquiries',
] as const;
/** Counted a shift. */
export const COUNTS = ['drawerOpenings', 'copies', 'counts'] as const;
export type LeadKind = (typeof RATES)[number] | (typeof COUNTS)[number] | 'cashShort';

/**
 * `limit`: above what the store lets pass. `peers`: far above the store's own shifts of four weeks. Of a
 * rate `measured` and `usual` are tenths of a sale in a hundred, so that nothing is rounded away.
 */
export type Lead = {
  readonly kind: LeadKind;
  readonly till: string;
  readonly zNo: number;
  readonly who: string;
  readonly why: 'limit' | 'peers';
  readonly measured: number;
  /** The limit, or the mean of the others. */
  readonly usual: number;
};

/** Starting values out of practice (dom-L1), in one place. Rates: tenths in a hundred sales. */
export const LEAD_LIMITS: Readonly<Record<LeadKind, number>> = {
  returns: 150,
  postVoids: 30,
  corrections: 300,
  cancelled: 100,
  priceInquiries: 200,
  drawerOpenings: 8,
  copies: 10,
  counts: 3,
  /** Shifts of a drawer in a row with too little cash. */
  cashShort: 3,
};
/** A rate over fewer sales says nothing. */
const LEAST_SALES = 20;
/** Fewer shifts to compare with say nothing. */
const LEAST_PEERS = 8;
/** Once or twice is chance, whatever the others did. */
const LEAST_TIMES = 3;
/** So many standard deviations above the mean. */
const SIGMAS = 3;

/**
 * Pure. Leads of these shifts, by till and number; `before`: the store's shifts of the four weeks before,
 * oldest first, which they are compared with.
 */
export function findLeads(
  shifts: readonly WatchedShift[],
  before: readonly WatchedShift[],
): Lead[] {
  return shifts.flatMap((shift): Lead[] => [
    ...RATES.flatMap((kind) => rateLead(shift, kind, before)),
    ...COUNTS.flatMap((kind) => countLead(shift, kind)),
    ...shortLead(shift, [...before, ...shifts]),
  ]);
}

type Rate = (typeof RATES)[number];

/** Tenths of a sale in a hundred, rounded down; undefined where there are too few sales. */
function rateOf(shift: WatchedShift, kind: Rate): number | undefined {
  return shift.sales < LEAST_SALES ? undefined : Math.floor((shift[kind] * 1000) / shift.sales);
}

function rateLead(shift: WatchedShift, kind: Rate, before: readonly WatchedShift[]): Lead[] {
  const measured = rateOf(shift, kind);
  if (measured === undefined || shift[kind] < LEAST_TIMES) return [];
  const limit = LEAD_LIMITS[kind];
  if (measured > limit) return [{ ...named(shift), kind, why: 'limit', measured, usual: limit }];
  const peers = before.flatMap((one) => rateOf(one, kind) ?? []);
  if (peers.length < LEAST_PEERS) return [];
  const mean = peers.reduce((sum, rate) => sum + rate, 0) / peers.length;
  const spread = Math.sqrt(peers.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / peers.length);
  if (measured <= mean + SIGMAS * spread) return [];
  return [{ ...named(shift), kind, why: 'peers', measured, usual: Math.round(mean) }];
}

function countLead(shift: WatchedShift, kind: (typeof COUNTS)[number]): Lead[] {
  const usual = LEAD_LIMITS[kind];
  const measured = shift[kind];
  return measured <= usual ? [] : [{ ...named(shift), kind, why: 'limit', measured, usual }];
}

/** Too little in the drawer again and again, each time below what anybody looks at (tender swap). */
function shortLead(shift: WatchedShift, all: readonly WatchedShift[]): Lead[] {
  const ofDrawer = all
    .filter((one) => isOneDrawer(one, shift) && inTime(one, shift) <= 0)
    .toSorted(inTime);
  const lastGood = ofDrawer.findLastIndex(({ cashOff }) => cashOff >= 0);
  const measured = ofDrawer.length - 1 - lastGood;
  const usual = LEAD_LIMITS.cashShort;
  return measured < usual
    ? []
    : [{ ...named(shift), kind: 'cashShort', why: 'limit', measured, usual }];
}

/** What is everybody's belongs to its till, what is somebody's own to them (dom-Z9). */
function isOneDrawer(one: WatchedShift, other: WatchedShift): boolean {
  if (one.isOwn !== true && other.isOwn !== true) return one.till === other.till;
  return one.isOwn === other.isOwn && one.who === other.who;
}

/** By day first: a clock may be wrong. Numbers of one till are in order whatever it said. */
function inTime(x: WatchedShift, y: WatchedShift): number {
  if (x.day !== y.day) return x.day < y.day ? -1 : 1;
  return x.till === y.till ? x.zNo - y.zNo : x.closedMs - y.closedMs;
}

function named({ till, zNo, who }: WatchedShift): Pick<Lead, 'till' | 'zNo' | 'who'> {
  return { till, zNo, who };
}
