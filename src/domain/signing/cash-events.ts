import { MOVE_SIGN } from '../cashup/count-tenders.ts';

/** Cash that came into a drawer or left it without a sale: what a signing device signs of it (TSE8). */
export type CashEvent = {
  /** As the export names it. */
  readonly id: string;
  readonly what: string;
  /** Minor units, signed as the drawer saw it; never nothing. */
  readonly amount: number;
  readonly currency: string;
};

type Moved = { move_id: string; type: keyof typeof MOVE_SIGN; amount: number; currency: string };
type Opened = { shift_id: string; float: number; currency: string };
type Closed = {
  z_id: string;
  currency: string;
  deposit: number;
  tenders: Readonly<Record<string, { readonly variance: number }>>;
};

export const movedCash = ({ move_id: id, type, amount, currency }: Moved): CashEvent[] => [
  { id, what: type, amount: MOVE_SIGN[type] * amount, currency },
];

export const floatId = (shiftId: string): string => `${shiftId}-float`;
export const differenceId = (zId: string): string => `${zId}-diff`;
export const bankId = (zId: string): string => `${zId}-bank`;

/** The float. A drawer that is opened empty is no business case. */
export const openedCash = ({ shift_id: id, float: amount, currency }: Opened): CashEvent[] =>
  amount === 0 ? [] : [{ id: floatId(id), what: 'float', amount, currency }];

/**
 * What the end of a shift does to the drawer: how far the till's own cash was off, and what went to the
 * bank. What foreign notes are off is worth what head office finds, so no till signs it.
 */
export function closedCash({ z_id: id, currency, deposit, tenders }: Closed): CashEvent[] {
  const off = tenders['cash']?.variance ?? 0;
  return [
    ...(off === 0 ? [] : [{ id: differenceId(id), what: 'difference', amount: off, currency }]),
    ...(deposit === 0 ? [] : [{ id: bankId(id), what: 'bank', amount: -deposit, currency }]),
  ];
}
