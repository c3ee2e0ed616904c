import type { ShiftClosedBody } from '../../contracts/end-of-day.ts';
import { noFigures } from '../../domain/cashup/figures.ts';
import type { Fact } from '../core/commit.ts';
import type { ShiftRow } from '../core/ports.ts';

const DAY = '2026-11-21';

export function shiftRow(shiftId: string): ShiftRow {
  const row = { businessDate: DAY, cashier: '104', float: 15_000, currency: 'EUR', openedMs: 5 };
  return { shiftId, ...row };
}

/** Opens a shift as a till tells it, beside so many open ones. */
export function openedFact(shiftId: string, beside = 0): Fact {
  const row = shiftRow(shiftId);
  const { cashier, float, currency, openedMs } = row;
  return {
    kind: 'shift-opened',
    businessDate: DAY,
    body: () => ({
      shift_id: shiftId,
      cashier,
      float,
      currency,
      opened_ms: openedMs,
      ...(beside === 0 ? {} : { open_beside: beside }),
    }),
    document: undefined,
    clearBasket: false,
    shift: row,
  };
}

/** Opens a drawer of the cashier's own, beside so many open ones (dom-Z9). */
export function drawerFact(shiftId: string, beside = 0): Fact {
  const fact = openedFact(shiftId, beside);
  const body = fact.body({ series: '', number: 0 }) as object;
  const drawer = drawerRow(shiftId);
  return { ...fact, body: () => ({ ...body, drawer: 'own' }), shift: undefined, drawer };
}

export const drawerRow = (shiftId: string): ShiftRow => ({ ...shiftRow(shiftId), drawer: 'own' });

/** Closes that one. */
export function drawerClosedFact(shiftId: string, zNo: number): Fact {
  const fact = closedFact(shiftId, zNo);
  return {
    ...fact,
    body: (number) => ({ ...(fact.body(number) as object), drawer: 'own' }),
    shift: undefined,
    drawer: { closed: shiftId },
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
    figures: noFigures,
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

function handedFact(kind: string, body: object, shift: ShiftRow): Fact {
  const { businessDate } = shift;
  return {
    kind,
    businessDate,
    body: () => body,
    document: undefined,
    clearBasket: false,
    shift,
  };
}

/** Locks its drawer. */
export function suspendedFact(shiftId: string, cashier: string): Fact {
  const body = { shift_id: shiftId, cashier, at_ms: 7 };
  const row = { ...shiftRow(shiftId), suspended: { cashier, atMs: 7 } };
  return handedFact('shift-suspended', body, row);
}

/** Somebody goes on with it. */
export function takenOverFact(shiftId: string): Fact {
  return handedFact(
    'shift-resumed',
    { shift_id: shiftId, cashier: '106', at_ms: 8 },
    shiftRow(shiftId),
  );
}
