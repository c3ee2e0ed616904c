import * as fc from 'fast-check';
import type { CountedDocument } from '../cashup/document-figures.ts';
import type { PlacedOp } from '../cashup/fold-shift.ts';
import { shiftFact, type ShiftOp } from '../cashup/shift-fact.ts';

/** What happened in a shift, in the words of the test that sums it up by itself. */
export type DayEvent =
  | { readonly type: 'document'; readonly doc: CountedDocument }
  | { readonly type: 'undone'; readonly doc: CountedDocument }
  | { readonly type: 'practised'; readonly doc: CountedDocument }
  | { readonly type: 'moved'; readonly move: string; readonly amount: number }
  | { readonly type: 'cancelled'; readonly pieces: number; readonly price: number }
  | { readonly type: 'counted'; readonly notes: number; readonly card: number }
  | { readonly type: 'plain'; readonly kind: string }
  | { readonly type: 'new-stream' };

export const MOVES = ['paid-in', 'paid-out', 'loan', 'drop', 'bank-drop'] as const;
/** Kinds without a shift of their own, and kinds that no Z counts. */
export const PLAIN_KINDS = [
  'drawer-opened',
  'receipt-copied',
  'basket-parked',
  'price-asked',
  'signed-on',
  'age-refused',
  'training-step',
  'of-the-year-2030',
] as const;

const cents = fc.integer({ min: 0, max: 100_000 });

const lines = fc.array(
  fc.record({
    net: cents,
    tax: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
    discount: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
    /** Of a return or an exchange. */
    isBack: fc.boolean(),
    isCard: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A document of whatever kind; it need not be one that a till would close. */
const documents = fc
  .record({
    lines,
    kind: fc.constantFrom('sale', 'sale', 'sale', 'exchange', 'return'),
    cashier: fc.constantFrom('1001', '1002', '__proto__'),
    rounding: fc.integer({ min: -2, max: 2 }),
    tender: fc.constantFrom('cash', 'card', 'gift-card', 'foreign-cash'),
    part: cents,
    voids: fc.array(
      fc.record({ qty_milli: fc.integer({ min: 1, max: 9000 }), unit_price: cents }),
      {
        maxLength: 2,
      },
    ),
  })
  .map((given): CountedDocument => {
    const told = given.lines.map((line, at) => lineOf(line, isBack(given.kind, line.isBack, at)));
    const gross = told.reduce((sum, line) => sum + line.gross, 0);
    const due = gross + given.rounding;
    const part = given.tender === 'cash' ? 0 : Math.min(given.part, Math.max(due, 0));
    return {
      shift_id: '',
      series: 'A',
      number: 1,
      doc_no: '',
      cashier: given.cashier,
      lines: told,
      voids: given.voids,
      taxes: [{ code: 'S', rate: '19', label: 'VAT' }],
      tax_totals: taxTotals(told),
      totals: { gross },
      cash_rounding: given.rounding,
      tenders: [
        { type: 'cash', amount: due - part, change: 3 },
        ...(part === 0 ? [] : [tenderOf(given.tender, part)]),
      ],
    };
  });

const isBack = (kind: string, asked: boolean, at: number): boolean =>
  kind === 'return' || (kind === 'exchange' && (asked || at === 0));

function lineOf(
  line: { net: number; tax: number | undefined; discount: number | undefined; isCard: boolean },
  back: boolean,
): CountedDocument['lines'][number] {
  const sign = back ? -1 : 1;
  // Value on a card carries no tax and never comes back.
  const isCard = line.isCard && !back;
  const tax = isCard ? undefined : line.tax;
  return {
    qty_milli: sign * 1000,
    net: sign * line.net,
    tax: tax === undefined ? {} : { S: sign * tax },
    gross: sign * (line.net + (tax ?? 0)),
    line_discount: sign * (line.discount ?? 0),
    doc_discount: 0,
    ...(isCard ? { stored_value: {} } : {}),
  };
}

function taxTotals(told: CountedDocument['lines']): CountedDocument['tax_totals'] {
  const taxed = told.filter(({ tax }) => tax['S'] !== undefined);
  const net_base = taxed.reduce((sum, { net }) => sum + net, 0);
  const amount = taxed.reduce((sum, { tax }) => sum + (tax['S'] ?? 0), 0);
  return taxed.length === 0 ? [] : [{ code: 'S', net_base, amount }];
}

function tenderOf(type: string, amount: number): CountedDocument['tenders'][number] {
  return type === 'foreign-cash'
    ? { type, amount, change: 7, foreign: { currency: 'USD', amount: amount * 2 } }
    : { type, amount, change: 0 };
}

/** What one person did in a shift, one after the other; an undone document is told twice. */
export const days: fc.Arbitrary<DayEvent[]> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: documents.map((doc) => [{ type: 'document' as const, doc }]) },
      { weight: 1, arbitrary: documents.map(undone) },
      { weight: 1, arbitrary: documents.map((doc) => [{ type: 'practised' as const, doc }]) },
      {
        weight: 2,
        arbitrary: fc
          .record({ move: fc.constantFrom(...MOVES), amount: fc.integer({ min: 1, max: 50_000 }) })
          .map((moved) => [{ type: 'moved' as const, ...moved }]),
      },
      {
        weight: 1,
        arbitrary: fc
          .record({ pieces: fc.integer({ min: 1, max: 9 }), price: cents })
          .map((goods) => [{ type: 'cancelled' as const, ...goods }]),
      },
      {
        weight: 1,
        arbitrary: fc
          .record({ notes: fc.integer({ min: 0, max: 90 }), card: cents })
          .map((count) => [{ type: 'counted' as const, ...count }]),
      },
      {
        weight: 3,
        arbitrary: fc
          .constantFrom(...PLAIN_KINDS)
          .map((kind) => [{ type: 'plain' as const, kind }]),
      },
      { weight: 1, arbitrary: fc.constant([{ type: 'new-stream' as const }]) },
    ),
    { maxLength: 25 },
  )
  .map((events) => events.flat());

/** A sale and its post-void (dom-X2): only what was sold and nothing else is undone. */
function undone(doc: CountedDocument): DayEvent[] {
  const sold = { ...doc, lines: doc.lines.map((line) => ({ ...line, qty_milli: 1000 })) };
  const goods = doc.totals.gross - loadedOf(doc);
  if (goods <= 0) return [{ type: 'document', doc: sold }];
  const back: CountedDocument = {
    ...sold,
    post_void: {},
    voids: [],
    lines: sold.lines.map((line) => ({
      ...line,
      qty_milli: -1000,
      net: -line.net,
      gross: -line.gross,
      tax: Object.fromEntries(Object.entries(line.tax).map(([code, tax]) => [code, -tax])),
    })),
    tax_totals: doc.tax_totals.map((one) => ({
      ...one,
      net_base: -one.net_base,
      amount: -one.amount,
    })),
    totals: { gross: -doc.totals.gross },
    cash_rounding: -doc.cash_rounding,
    tenders: doc.tenders.map((tender) => ({
      ...tender,
      amount: -tender.amount,
      change: 0,
      ...(tender.foreign === undefined
        ? {}
        : { foreign: { ...tender.foreign, amount: -tender.foreign.amount } }),
    })),
  };
  return [
    { type: 'document', doc: sold },
    { type: 'undone', doc: back },
  ];
}

export const loadedOf = ({ lines: all }: CountedDocument): number =>
  all.reduce((sum, line) => sum + (line.stored_value === undefined ? 0 : line.gross), 0);

/**
 * Several shifts, one after the other, as the ops a till tells; streams are named `0`, `1`, …. A stream is
 * left only after it named a shift: whose a stream without any name was, its ops alone do not say (CUP8).
 */
export function tellShifts(shifts: readonly (readonly DayEvent[])[]): PlacedOp[] {
  const told: PlacedOp[] = [];
  let stream = 0;
  let seq = 0;
  let number = 0;
  let isNamed = false;
  const tell = ({ kind, body }: ShiftOp): void => {
    seq += 1;
    isNamed ||= shiftFact({ kind, body }).shiftId !== undefined;
    told.push({ kind, body, stream: String(stream), seq, opId: `${stream}-${seq}` });
  };
  tell({ kind: 'stream-opened', body: {} });
  for (const [at, events] of shifts.entries()) {
    const shift = `shift-${at}`;
    tell({ kind: 'shift-opened', body: openedBody(shift) });
    for (const event of events) {
      if (event.type === 'new-stream') {
        if (!isNamed) continue;
        [stream, seq, number, isNamed] = [stream + 1, 0, 0, false];
        tell({ kind: 'stream-opened', body: {} });
        continue;
      }
      if (event.type === 'document' || event.type === 'undone') number += 1;
      tell(opOf(event, shift, stream, number));
    }
    tell({ kind: 'shift-closed', body: { shift_id: shift } });
  }
  return told;
}

/**
 * The same shifts, open beside each other at one till (dom-Z9): `turns` says whose event is next. What names no
 * shift where all share one drawer names it here. They are closed in their order.
 */
export function tellDrawers(
  shifts: readonly (readonly DayEvent[])[],
  turns: readonly number[],
): PlacedOp[] {
  const told: PlacedOp[] = [];
  const numbers: number[] = [];
  let [stream, seq] = [0, 0];
  const tell = ({ kind, body }: ShiftOp): void => {
    seq += 1;
    told.push({ kind, body, stream: String(stream), seq, opId: `${stream}-${seq}` });
  };
  const left = shifts.map((events, at) => ({ shift: `shift-${at}`, events: [...events] }));
  for (const { shift } of left) tell({ kind: 'shift-opened', body: openedBody(shift) });
  for (let at = 0; left.some(({ events }) => events.length > 0); at++) {
    const open = left.filter(({ events }) => events.length > 0);
    const mine = open[(turns[at % turns.length] ?? 0) % open.length];
    const event = mine?.events.shift();
    if (mine === undefined || event === undefined) continue;
    if (event.type === 'new-stream') {
      [stream, seq] = [stream + 1, 0];
      tell({ kind: 'stream-opened', body: {} });
      continue;
    }
    if (event.type === 'document' || event.type === 'undone')
      numbers[stream] = (numbers[stream] ?? 0) + 1;
    const { kind, body } = opOf(event, mine.shift, stream, numbers[stream] ?? 0);
    tell({ kind, body: { ...(body as object), shift_id: mine.shift } });
  }
  for (const { shift } of left) tell({ kind: 'shift-closed', body: { shift_id: shift } });
  return told;
}

const openedBody = (shift_id: string): object => ({
  shift_id,
  float: 10_000,
  opened_ms: 1,
  cashier: '1001',
  currency: 'EUR',
});

function opOf(
  event: Exclude<DayEvent, { type: 'new-stream' }>,
  shift_id: string,
  stream: number,
  number: number,
): ShiftOp {
  switch (event.type) {
    case 'document':
    case 'undone': {
      const series = stream === 0 ? 'A' : `A${stream + 1}`;
      const place = { shift_id, series, number, doc_no: `${series}-${number}` };
      return { kind: 'sale', body: { ...event.doc, ...place } };
    }
    case 'practised':
      return { kind: 'training-sale', body: { document: { ...event.doc, shift_id } } };
    case 'moved':
      return { kind: 'cash-moved', body: { shift_id, type: event.move, amount: event.amount } };
    case 'cancelled': {
      const voids = [{ qty_milli: event.pieces * 1000, unit_price: event.price }];
      return { kind: 'basket-cancelled', body: { shift_id, voids } };
    }
    case 'counted': {
      const pieces = [{ value: 1000, count: event.notes }];
      const body = { shift_id, count: 1, pieces, other: { card: event.card }, cashier: '1001' };
      return { kind: 'shift-counted', body };
    }
    case 'plain': {
      const named = event.kind === 'drawer-opened' ? { shift_id } : {};
      return { kind: event.kind, body: named };
    }
  }
}
