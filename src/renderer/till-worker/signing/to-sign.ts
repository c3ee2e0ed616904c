import { CashMovedBody, ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import { BasketParkedBody, ShiftOpenedBody } from '../../../contracts/op.ts';
import { parse } from '../../../contracts/parse.ts';
import {
  closedCash,
  movedCash,
  openedCash,
  type CashEvent,
} from '../../../domain/signing/cash-events.ts';
import { abortedData, asideData, cashData } from '../../../domain/signing/process-data.ts';

/** Who did it, and in which shift; absent where an op does not say so. */
type By = { cashier?: string; shift_id?: string };

/** What an op asks the signing device for: cash that moved, or the end of a basket that was not sold. */
export type ToSign =
  | { of: 'cash'; id: string; what: string; data: string }
  | { of: 'basket'; basketId: string; what: 'cancelled' | 'parked'; data: string; by: By };

/** By kind: ops that nobody of these asks for are not even read. */
const READERS: Readonly<Record<string, (body: unknown, currency: string) => ToSign[]>> = {
  'cash-moved': (body) => cash(parse(CashMovedBody, body), movedCash),
  'shift-opened': (body) => cash(parse(ShiftOpenedBody, body), openedCash),
  'shift-closed': (body) => cash(parse(ShiftClosedBody, body), closedCash),
  'basket-cancelled': (body, currency) =>
    ofBasket('cancelled', body, textOf(body, 'basket_id'), abortedData(currency)),
  'basket-parked': (body, currency) => {
    const open = parse(BasketParkedBody, body)?.open as { basket?: unknown } | undefined;
    return ofBasket('parked', body, textOf(open?.basket, 'basketId'), asideData(currency));
  },
  // Practice is signed as well: a cancelled basket of it is told as a step (TRN3).
  'training-step': (body, currency) => {
    const { of, told } = (body ?? {}) as { of?: unknown; told?: unknown };
    return of === 'basket-cancelled'
      ? ofBasket('cancelled', told, textOf(told, 'basket_id'), abortedData(currency))
      : [];
  },
};

export const SIGNED_KINDS: ReadonlySet<string> = new Set(Object.keys(READERS));

/** What an op of this till asks for, in the order it happened. Pure. */
export const toSign = (kind: string, body: unknown, currency: string): ToSign[] =>
  READERS[kind]?.(body, currency) ?? [];

function cash<B>(body: B | undefined, events: (body: B) => CashEvent[]): ToSign[] {
  if (body === undefined) return [];
  return events(body).map(({ id, what, amount, currency }) => ({
    of: 'cash',
    id,
    what,
    data: cashData(amount, currency),
  }));
}

function ofBasket(
  what: 'cancelled' | 'parked',
  body: unknown,
  basketId: string | undefined,
  data: string,
): ToSign[] {
  if (basketId === undefined) return [];
  const [cashier, shift] = [textOf(body, 'cashier'), textOf(body, 'shift_id')];
  const by = { ...(cashier && { cashier }), ...(shift && { shift_id: shift }) };
  return [{ of: 'basket', basketId, what, data, by }];
}

function textOf(body: unknown, key: string): string | undefined {
  const value = (body as Record<string, unknown> | null | undefined)?.[key];
  return typeof value === 'string' ? value : undefined;
}
