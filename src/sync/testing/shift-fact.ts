import type { ShiftClosedBody, ShiftFigures } from '../../contracts/end-of-day.ts';
import type { Fact } from '../core/commit.ts';
import type { ShiftRow } from '../core/ports.ts';

const DAY = '2026-11-21';
const NO_SUM = { count: 0, amount: 0 };

/** Of a shift in which nothing was sold. */
const FIGURES: ShiftFigures = {
  sales: NO_SUM,
  returns: NO_SUM,
  post_voids: NO_SUM,
  corrections: NO_SUM,
  discounts: NO_SUM,
  cancelled: NO_SUM,
  net: 0,
  taxes: {},
  untaxed: 0,
  tenders: {},
  operators: {},
  foreign: {},
  rounding: 0,
  liability: NO_SUM,
  moves: {},
  drawer_openings: 0,
  training: NO_SUM,
  copies: 0,
  parked: 0,
  price_inquiries: 0,
  numbers: {},
};

export function shiftRow(shiftId: string): ShiftRow {
  const row = { businessDate: DAY, cashier: '104', float: 15_000, currency: 'EUR', openedMs: 5 };
  return { shiftId, ...row };
}

/** Opens a shift as a till tells it. */
export function openedFact(shiftId: string): Fact {
  const row = shiftRow(shiftId);
  const { cashier, float, currency, openedMs } = row;
  return {
    kind: 'shift-opened',
    businessDate: DAY,
    body: () => ({ shift_id: shiftId, cashier, float, currency, opened_ms: openedMs }),
    document: undefined,
    clearBasket: false,
    shift: row,
  };
}

/** Closes it with the Z of this number. */
export function closedFact(shiftId: string, zNo: number): Fact {
  const { cashier, float, currency, openedMs } = shiftRow(shiftId);
  const body = (series: string): ShiftClosedBody => ({
    z_id: `z-${shiftId}`,
    z_no: zNo,
    series,
    shift_id: shiftId,
    business_date: DAY,
    opened_ms: openedMs,
    closed_ms: 9,
    opened_by: cashier,
    closed_by: cashier,
    store: '0417',
    till: '01',
    currency,
    float,
    figures: FIGURES,
    counts: 0,
    pieces: [],
    tenders: {},
    next_float: 0,
    deposit: 0,
    grand: { sales: 0, reductions: 0, net: 0 },
    streams: [],
    prev_z: '',
    open: { parked: 0, unsent: 0, cards_unknown: 0, baskets: 0 },
  });
  return {
    kind: 'shift-closed',
    businessDate: DAY,
    body: ({ series }) => body(series),
    document: undefined,
    clearBasket: false,
    shift: null,
    z: (told) => {
      // What `body` made just before.
      const z = told as ShiftClosedBody;
      return { zId: z.z_id, zNo: z.z_no, series: z.series, shiftId, closedMs: z.closed_ms };
    },
  };
}
