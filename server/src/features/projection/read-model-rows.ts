import type { OpToProject } from './next-ops.ts';
import { projectOp, type Effect } from './project-op.ts';
import { addQuickPages, type QuickPageRow } from './quick-page-rows.ts';
import { addTraining, type TrainingSumRow } from './training-rows.ts';
import { turnoverOf } from './turnover.ts';
import { returnRows, type ReturnRow } from './return-rows.ts';
import type { ShelfRow } from '../parking/shelf-rows.ts';
import { shiftEventRow, type ShiftEventRow } from '../closing/shift-event-rows.ts';
import { unprovenRows, type UnprovenRow } from '../returns/unproven-rows.ts';
import { valueRows, type ValueRow } from '../stored-value/value-rows.ts';

export type DocumentRow = {
  opId: Buffer;
  stream: Buffer;
  seq: number;
  tillId: string;
  store: string;
  docNo: string;
  businessDate: string;
  closedMs: number;
  currency: string;
  net: number;
  tax: number;
  gross: number;
  lines: number;
};
export type HourRow = {
  stream: Buffer;
  store: string;
  currency: string;
  hourMs: number;
  documents: number;
  /** Of goods: without what was put on cards. */
  gross: number;
  /** What was put on cards. */
  loaded: number;
};
export type DayRow = {
  stream: Buffer;
  businessDate: string;
  currency: string;
  documents: number;
  /** Of goods, as `tax` and `qtyMilli` are. */
  gross: number;
  loaded: number;
  tax: number;
  qtyMilli: number;
};
/** What customers paid with, by the tender's type. */
export type TenderRow = {
  stream: Buffer;
  businessDate: string;
  currency: string;
  tender: string;
  tenders: number;
  amount: number;
};
export type TillRow = {
  stream: Buffer;
  tillId: string;
  kind: string;
  atMs: number;
  cashier: string | undefined;
};
export type QuarantineRow = { opId: Buffer; stream: Buffer; seq: number; reason: string };

/** Everything a page of ops adds to the read models, summed up so that one statement a table does. */
export type ReadModelRows = {
  documents: DocumentRow[];
  hours: HourRow[];
  days: DayRow[];
  tenders: TenderRow[];
  tills: TillRow[];
  quarantine: QuarantineRow[];
  returns: ReturnRow[];
  unproven: UnprovenRow[];
  training: TrainingSumRow[];
  values: ValueRow[];
  quickPages: QuickPageRow[];
  shelf: ShelfRow[];
  shiftEvents: ShiftEventRow[];
};

const HOUR_MS = 3_600_000;

type Sale = Extract<Effect, { type: 'sale' }>['sale'];

function summed<T>(known: Map<string, T>, key: string, fresh: () => T): T {
  const row = known.get(key) ?? fresh();
  known.set(key, row);
  return row;
}

function documentOf(op: OpToProject, sale: Sale): DocumentRow {
  return {
    opId: op.opId,
    stream: op.stream,
    seq: op.seq,
    tillId: op.tillId,
    // The store that was authenticated, not the one the body names (D20).
    store: op.tillId.split('-')[1] ?? '',
    docNo: sale.doc_no,
    businessDate: sale.business_date,
    closedMs: sale.closed_ms,
    currency: sale.currency,
    net: sale.totals.net,
    tax: sale.totals.tax,
    gross: sale.totals.gross,
    lines: sale.lines.length,
  };
}

/** Adds one sale to the sums of its hour and day. */
function addSums(
  { hours, days }: { hours: Map<string, HourRow>; days: Map<string, DayRow> },
  doc: DocumentRow,
  sale: Sale,
): void {
  const { stream, store, currency, businessDate } = doc;
  const mark = stream.toString('hex');
  const hourMs = sale.closed_ms - (sale.closed_ms % HOUR_MS);
  const hour = summed(hours, `${mark}|${currency}|${hourMs}`, () => ({
    stream,
    store,
    currency,
    hourMs,
    documents: 0,
    gross: 0,
    loaded: 0,
  }));
  hour.documents += 1;
  const { gross, loaded, qtyMilli } = turnoverOf(sale);
  hour.gross += gross;
  hour.loaded += loaded;
  const day = summed(days, `${mark}|${currency}|${businessDate}`, () => ({
    stream,
    businessDate,
    currency,
    documents: 0,
    gross: 0,
    loaded: 0,
    tax: 0,
    qtyMilli: 0,
  }));
  day.documents += 1;
  day.gross += gross;
  day.loaded += loaded;
  day.tax += doc.tax;
  day.qtyMilli += qtyMilli;
}

function addTenders(known: Map<string, TenderRow>, doc: DocumentRow, sale: Sale): void {
  const { stream, businessDate, currency } = doc;
  const mark = `${stream.toString('hex')}|${currency}|${businessDate}`;
  for (const { type, amount } of sale.tenders) {
    const row = summed(known, `${mark}|${type}`, () => ({
      stream,
      businessDate,
      currency,
      tender: type,
      tenders: 0,
      amount: 0,
    }));
    row.tenders += 1;
    row.amount += amount;
  }
}

function cashierOf(effect: Exclude<Effect, { type: 'quarantine' }>): string | undefined {
  if (effect.type === 'seen' || effect.type === 'shelf' || effect.type === 'shift')
    return effect.cashier;
  return effect.type === 'quick-keys' ? effect.set.cashier : effect.sale.cashier;
}

/** Pure: ops in, rows out. Sums of a page stay exact: `projectOp` lets no amount near 2^53 pass. */
export function readModelRows(ops: readonly OpToProject[]): ReadModelRows {
  const documents: DocumentRow[] = [];
  const quarantine: QuarantineRow[] = [];
  const hours = new Map<string, HourRow>();
  const days = new Map<string, DayRow>();
  const tenders = new Map<string, TenderRow>();
  const tills = new Map<string, TillRow>();
  const returns: ReturnRow[] = [];
  const unproven: UnprovenRow[] = [];
  const training = new Map<string, TrainingSumRow>();
  const values: ValueRow[] = [];
  const quickPages = new Map<string, QuickPageRow>();
  const shelf: ShelfRow[] = [];
  const shiftEvents: ShiftEventRow[] = [];
  const addSale = (op: OpToProject, sale: Sale): void => {
    const doc = documentOf(op, sale);
    documents.push(doc);
    returns.push(...returnRows(doc, sale));
    unproven.push(...unprovenRows(doc, sale));
    values.push(...valueRows(doc, sale));
    addSums({ hours, days }, doc, sale);
    addTenders(tenders, doc, sale);
  };
  const addSeen = (op: OpToProject, kind: string, atMs: number, cashier: string | undefined) => {
    const mark = op.stream.toString('hex');
    const before = tills.get(mark);
    const row = { stream: op.stream, tillId: op.tillId, kind, atMs, cashier };
    if (before === undefined || atMs >= before.atMs) tills.set(mark, row);
  };
  for (const op of ops) {
    if (op.void) continue;
    const effect = projectOp(op.raw, op.seq);
    if (effect.type === 'quarantine') {
      quarantine.push({ opId: op.opId, stream: op.stream, seq: op.seq, reason: effect.reason });
      continue;
    }
    if (effect.type === 'sale') addSale(op, effect.sale);
    if (effect.type === 'training') addTraining(training, op.stream, effect.sale);
    if (effect.type === 'quick-keys') addQuickPages(quickPages, op, effect.set);
    if (effect.type === 'shelf') shelf.push({ op, step: effect.step });
    if (effect.type === 'shift')
      shiftEvents.push(shiftEventRow(op, effect.event, effect.kind, effect.atMs));
    const cashier = cashierOf(effect);
    addSeen(op, effect.kind, effect.atMs, cashier);
  }
  return {
    documents,
    hours: [...hours.values()],
    days: [...days.values()],
    tenders: [...tenders.values()],
    tills: [...tills.values()],
    quarantine,
    returns,
    unproven,
    training: [...training.values()],
    values,
    quickPages: [...quickPages.values()],
    shelf,
    shiftEvents,
  };
}
