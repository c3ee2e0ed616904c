import {
  CashMovedBody,
  ShiftClosedBody,
  ShiftCountedBody,
  type CashMoveType,
} from '../../../../src/contracts/end-of-day.ts';
import {
  DrawerOpenedBody,
  SaleBody,
  ShiftOpenedBody,
  SignedBody,
  TrainingSaleBody,
  type Op,
} from '../../../../src/contracts/op.ts';
import { parse } from '../../../../src/contracts/parse.ts';
import { adjustmentsOf, type Adjustment } from './adjustments.ts';
import { localTime } from './local-time.ts';
import { inCurrency, retailTransaction } from './poslog-retail.ts';
import type { LeftOutOp, StoreClock, ToldOp } from './told-op.ts';
import { el, xmlText, type Xml } from './xml.ts';

/** IXRetail's namespace, the same since version 1. */
export const POSLOG_NAMESPACE = 'http://www.nrf-arts.org/IXRetail/namespace/';

/** What an op is in POSLog's words; undefined where it has none. */
type Told = {
  by: string | undefined;
  currency?: string;
  began?: number;
  ended?: number;
  flags?: Readonly<Record<string, string>>;
  transaction: Xml;
};

/**
 * A store's day as ARTS POSLog 2.x (dom-F5): an op a Transaction, in the order given, numbered as in its
 * till's log. Ops that POSLog has no word for (price inquiries, parked baskets) are left out, and so is
 * what this version cannot read.
 */
export function posLog(
  ops: readonly ToldOp[],
  clock: StoreClock,
  left: readonly LeftOutOp[] = [],
): string {
  const adjusted = new Map(adjustmentsOf(ops).map((one) => [one.told, adjustedWords(one)]));
  const transactions = ops.flatMap((told) => {
    const said = adjusted.get(told) ?? wordsFor(told, clock.timeZone);
    return said === undefined ? [] : [transactionOf(told, said, clock.timeZone)];
  });
  return xmlText(el('POSLog', { xmlns: POSLOG_NAMESPACE }, [...transactions, leftOut(left)]));
}

function leftOut(left: readonly LeftOutOp[]): Xml | undefined {
  if (left.length === 0) return undefined;
  const ops = left.map(({ till, stream, seq, why }) =>
    el('Op', { WorkstationID: till, Stream: stream, SequenceNumber: String(seq) }, why),
  );
  return el('LeftOut', { Count: String(left.length) }, ops);
}

function transactionOf({ store, till, op }: ToldOp, said: Told, timeZone: string): Xml {
  const { by, currency, began = op.at_ms, ended = op.at_ms } = said;
  return el('Transaction', said.flags ?? {}, [
    el('RetailStoreID', store),
    el('WorkstationID', till),
    el('SequenceNumber', String(op.seq)),
    el('BusinessDayDate', op.business_date),
    el('BeginDateTime', localTime(began, timeZone)),
    el('EndDateTime', localTime(ended, timeZone)),
    by === undefined ? undefined : el('OperatorID', by),
    currency === undefined ? undefined : el('CurrencyCode', currency),
    said.transaction,
  ]);
}

function wordsFor({ op }: ToldOp, timeZone: string): Told | undefined {
  return readers[op.kind]?.(op, timeZone);
}

const readers: Readonly<Record<string, (op: Op, timeZone: string) => Told | undefined>> = {
  sale: (op, timeZone) => document(parse(SaleBody, op.body), timeZone),
  'training-sale': (op, timeZone) => {
    const told = document(parse(TrainingSaleBody, op.body)?.document, timeZone);
    return told && { ...told, flags: { TrainingModeFlag: 'true' } };
  },
  'signed-on': (op) => control(parse(SignedBody, op.body)?.cashier, 'SignOn'),
  'signed-off': (op) => control(parse(SignedBody, op.body)?.cashier, 'SignOff'),
  'drawer-opened': (op) => {
    const body = parse(DrawerOpenedBody, op.body);
    return body && control(body.cashier, 'NoSale', [el('Reason', body.reason)]);
  },
  'shift-opened': (op) => opened(op),
  'cash-moved': (op) => moved(op),
  'shift-counted': (op) => counted(op),
  'shift-closed': (op, timeZone) => settled(op, timeZone),
};

function document(sale: SaleBody | undefined, timeZone: string): Told | undefined {
  return (
    sale && {
      by: sale.cashier,
      currency: sale.currency,
      began: sale.started_ms,
      ended: sale.closed_ms,
      transaction: retailTransaction(sale, timeZone),
    }
  );
}

function control(
  by: string | undefined,
  what: string,
  content: readonly Xml[] = [],
): Told | undefined {
  return by === undefined
    ? undefined
    : { by, transaction: el('ControlTransaction', [el(what, content)]) };
}

const tenderControl = (by: string, currency: string, what: Xml): Told => ({
  by,
  currency,
  transaction: el('TenderControlTransaction', [what]),
});

function opened(op: Op): Told | undefined {
  const body = parse(ShiftOpenedBody, op.body);
  if (body === undefined) return undefined;
  const float = el('Amount', inCurrency(body.float, body.currency));
  const session = el('SessionID', body.shift_id);
  return tenderControl(body.cashier, body.currency, el('TillOpen', [session, float]));
}

/** POSLog's names of what moves cash without a sale. */
const MOVES: Readonly<Record<CashMoveType, string>> = {
  'paid-in': 'PaidIn',
  'paid-out': 'PaidOut',
  loan: 'TenderLoan',
  drop: 'TenderPickup',
  'bank-drop': 'TenderDeposit',
};

function moved(op: Op): Told | undefined {
  const body = parse(CashMovedBody, op.body);
  if (body === undefined) return undefined;
  const what = el(MOVES[body.type], [
    el('SessionID', body.shift_id),
    el('Amount', inCurrency(body.amount, body.currency)),
    el('Reason', body.reason),
    body.bag === undefined ? undefined : el('DepositBagID', body.bag),
  ]);
  return tenderControl(body.cashier, body.currency, what);
}

/** Ours: POSLog settles a till once and puts nothing right. */
function adjustedWords({ body, number, currency }: Adjustment): Told {
  const [kind = ''] = body.tender.split(':');
  const money = (value: number): string => inCurrency(value, currency);
  const named = { TenderType: kind, ...(currency === '' ? {} : { Currency: currency }) };
  const what = el('TillAdjust', named, [
    el('SessionID', body.shift_id),
    number === '' ? undefined : el('SettlementName', number),
    el('Before', money(body.before)),
    el('After', money(body.after)),
    el('Reason', body.reason),
    el('ApproverID', body.approver),
  ]);
  return { by: body.cashier, transaction: el('TenderControlTransaction', [what]) };
}

function counted(op: Op): Told | undefined {
  const body = parse(ShiftCountedBody, op.body);
  if (body === undefined) return undefined;
  const pieces = body.pieces.map((piece) =>
    el('Denomination', { Value: String(piece.value) }, String(piece.count)),
  );
  const others = Object.entries(body.other).map(([tender, units]) =>
    el('Declared', { TenderType: tender }, String(units)),
  );
  const what = el('TillCount', { MinorUnits: 'true' }, [
    el('SessionID', body.shift_id),
    el('CountNumber', String(body.count)),
    ...pieces,
    ...others,
  ]);
  return { by: body.cashier, transaction: el('TenderControlTransaction', [what]) };
}

function settled(op: Op, timeZone: string): Told | undefined {
  const z = parse(ShiftClosedBody, op.body);
  if (z === undefined) return undefined;
  const money = (value: number): string => inCurrency(value, z.currency);
  const tenders = Object.entries(z.tenders).map(([type, t]) => {
    const [kind = type, foreign] = type.split(':');
    const own = foreign ?? z.currency;
    return el('TenderSummary', { TenderType: kind, Currency: own }, [
      el('Expected', inCurrency(t.expected, own)),
      el('Counted', inCurrency(t.counted, own)),
      el('Over', inCurrency(t.variance, own)),
    ]);
  });
  const { sales, returns, post_voids: undone, net } = z.figures;
  const what = el('TillSettle', [
    el('SessionID', z.shift_id),
    el('SettlementNumber', String(z.z_no)),
    el('SessionBeginDateTime', localTime(z.opened_ms, timeZone)),
    el('SessionEndDateTime', localTime(z.closed_ms, timeZone)),
    el('OpeningFloat', money(z.float)),
    el('TransactionCount', String(sales.count + returns.count + undone.count)),
    el('GrossSales', money(sales.amount)),
    el('GrossReturns', money(returns.amount)),
    el('PostVoids', money(undone.amount)),
    el('NetSales', money(net)),
    ...tenders,
    el('ClosingFloat', money(z.next_float)),
    el('Deposit', { BagID: z.bag }, money(z.deposit)),
    el('GrandTotal', { TotalType: 'Sales' }, money(z.grand.sales)),
    el('GrandTotal', { TotalType: 'Reductions' }, money(z.grand.reductions)),
    el('GrandTotal', { TotalType: 'Net' }, money(z.grand.net)),
  ]);
  return tenderControl(z.closed_by, z.currency, what);
}
