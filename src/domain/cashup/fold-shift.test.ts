import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  days,
  loadedOf,
  tellDrawers,
  tellShifts,
  type DayEvent,
} from '../testing/day-arbitraries.ts';
import type { CountedDocument } from './document-figures.ts';
import { noFigures, type Sum } from './figures.ts';
import { addFigures } from './sum-figures.ts';
import { emptyShift, foldOps, settleShift, type PlacedOp, type ShiftFold } from './fold-shift.ts';

const SEVERAL = fc.array(days, { minLength: 1, maxLength: 3 });

const foldOf = (ops: Iterable<PlacedOp>, at = 0): ShiftFold =>
  foldOps(emptyShift(`shift-${at}`), ops);

/** Sums of a day by filters over what happened: no fold, nothing shared with it. */
function plainSums(events: readonly DayEvent[]) {
  const docs = events.flatMap((e) => (e.type === 'document' || e.type === 'undone' ? [e.doc] : []));
  const undone = events.flatMap((e) => (e.type === 'undone' ? [goodsOf(e.doc)] : []));
  const goods = events.flatMap((e) =>
    e.type === 'document' ? [{ goods: goodsOf(e.doc), back: isReturn(e.doc) }] : [],
  );
  const sold = goods.filter((one) => one.goods > 0 || (one.goods === 0 && !one.back));
  const returned = goods.filter((one) => !sold.includes(one));
  const moves = events.flatMap((e) => (e.type === 'moved' ? [e] : []));
  const tenders = docs.flatMap((doc) => doc.tenders);
  const plain = (kind: string): number =>
    events.filter((e) => e.type === 'plain' && e.kind === kind).length;
  const lines = docs.flatMap((doc) => doc.lines);
  const discounts = lines.flatMap((l) =>
    l.qty_milli > 0 && l.line_discount !== 0 ? [l.line_discount] : [],
  );
  const voids = docs.flatMap((doc) => doc.voids);
  return {
    sales: sumOf(sold.map((one) => one.goods)),
    returns: sumOf(returned.map((one) => -one.goods)),
    post_voids: sumOf(undone.map((one) => -one)),
    corrections: sumOf(voids.map((v) => Math.round((v.qty_milli * v.unit_price) / 1000))),
    discounts: sumOf(discounts),
    cancelled: sumOf(events.flatMap((e) => (e.type === 'cancelled' ? [e.pieces * e.price] : []))),
    net: total(docs.map(goodsOf)),
    untaxed: total(
      lines.flatMap((l) => (l.stored_value === undefined && !('S' in l.tax) ? [l.net] : [])),
    ),
    tax: total(lines.map((l) => l.tax['S'] ?? 0)),
    rounding: total(docs.map((doc) => doc.cash_rounding)),
    loaded: total(docs.map(loadedOf)),
    training: events.filter((e) => e.type === 'practised').length,
    counts: events.filter((e) => e.type === 'counted').length,
    openings: plain('drawer-opened'),
    copies: plain('receipt-copied'),
    parked: plain('basket-parked'),
    asked: plain('price-asked'),
    documents: docs.length,
    byTender: grouped(tenders.map((t) => [t.type, t.amount])),
    byMove: grouped(moves.map((m) => [m.move, m.amount])),
    byCashier: grouped(docs.map((doc) => [doc.cashier, goodsOf(doc)])),
    notes: total(tenders.map((t) => t.foreign?.amount ?? 0)),
    notesChange: total(tenders.map((t) => (t.foreign === undefined ? 0 : t.change))),
  };
}

const goodsOf = (doc: CountedDocument): number => doc.totals.gross - loadedOf(doc);
const isReturn = (doc: CountedDocument): boolean => doc.lines.every((l) => l.qty_milli < 0);
const total = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);
const sumOf = (all: readonly number[]): Sum => ({ count: all.length, amount: total(all) });

function grouped(pairs: readonly (readonly [string, number])[]): Map<string, Sum> {
  const names = [...new Set(pairs.map(([name]) => name))];
  const of = (name: string) => pairs.flatMap(([one, n]) => (one === name ? [n] : []));
  return new Map(names.map((name) => [name, sumOf(of(name))]));
}

/** The figures in the words of `plainSums`. */
function said({ figures: f, counts }: ShiftFold): ReturnType<typeof plainSums> {
  return {
    sales: f.sales,
    returns: f.returns,
    post_voids: f.post_voids,
    corrections: f.corrections,
    discounts: f.discounts,
    cancelled: f.cancelled,
    net: f.net,
    untaxed: f.untaxed,
    tax: f.taxes['S 19']?.tax ?? 0,
    rounding: f.rounding,
    loaded: f.liability.amount,
    training: f.training.count,
    counts: counts.length,
    openings: f.drawer_openings,
    copies: f.copies,
    parked: f.parked,
    asked: f.price_inquiries,
    documents: total(Object.values(f.numbers).map((one) => one.count)),
    byTender: new Map(Object.entries(f.tenders)),
    byMove: new Map(Object.entries(f.moves)),
    byCashier: new Map(
      Object.entries(f.operators).map(([who, o]) => [who, { count: o.documents, amount: o.net }]),
    ),
    notes: f.foreign['USD']?.amount ?? 0,
    notesChange: f.foreign['USD']?.change ?? 0,
  };
}

describe('the figures of a shift', () => {
  test('dom-Z2, peers-33: of any day are plain sums over what happened in that shift, and of no other', () => {
    fc.assert(
      fc.property(SEVERAL, (shifts) => {
        const ops = tellShifts(shifts);
        for (const [at, events] of shifts.entries())
          expect(said(foldOf(ops, at))).toEqual(plainSums(events));
      }),
    );
  });

  test('CUP12, dom-Z9: of drawers that are open beside each other are the sums of each, and together the day', () => {
    const turns = fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(days, { minLength: 2, maxLength: 3 }), turns, (shifts, order) => {
        const ops = tellDrawers(shifts, order);
        const folds = shifts.map((_events, at) => foldOf(ops, at));
        for (const [at, events] of shifts.entries())
          expect(said(folds[at] ?? emptyShift(''))).toEqual(plainSums(events));
        const together = folds.map(({ figures }) => figures).reduce(addFigures, noFigures);
        const day = {
          ...emptyShift('day'),
          figures: together,
          counts: folds.flatMap((f) => f.counts),
        };
        expect(said(day)).toEqual(plainSums(shifts.flat()));
        // Head office reads no more than the places that a Z names, others' ops among them.
        for (const { shiftId, figures, streams } of folds) {
          const counted = ops.filter(({ stream, seq }) => {
            const { fromSeq = 0, toSeq = 0 } = streams[stream] ?? {};
            return fromSeq > 0 && seq >= fromSeq && seq <= toSeq;
          });
          expect(settleShift(foldOps(emptyShift(shiftId), counted)).figures).toEqual(figures);
        }
      }),
    );
  });

  test('CUP1: a fold that goes on from any state that was kept is the fold anew', () => {
    fc.assert(
      fc.property(days, fc.nat(), (events, at) => {
        const ops = tellShifts([events]);
        const cut = at % (ops.length + 1);
        const kept = JSON.parse(JSON.stringify(foldOf(ops.slice(0, cut)))) as ShiftFold;
        expect(foldOps(kept, ops.slice(cut))).toEqual(JSON.parse(JSON.stringify(foldOf(ops))));
        // A crash may lose the newest state and keep an older one: what was folded since comes again.
        expect(foldOps(kept, ops)).toEqual(foldOps(kept, ops.slice(cut)));
      }),
    );
  });

  test('CUP2: an op that is sent twice, whenever, is counted once', () => {
    fc.assert(
      fc.property(days, fc.array(fc.tuple(fc.nat(), fc.nat())), (events, again) => {
        const ops = tellShifts([events]);
        const sent = ops.map((op) => [op]);
        for (const [what, when] of again) {
          const first = what % ops.length;
          const place = first + (when % (ops.length - first));
          sent[place]?.push(ops[first] as PlacedOp);
        }
        expect(foldOf(sent.flat())).toEqual(foldOf(ops));
      }),
    );
  });

  test('CUP3: streams may come in any order', () => {
    fc.assert(
      fc.property(SEVERAL, fc.nat(), (shifts, turn) => {
        const ops = tellShifts(shifts);
        const names = [...new Set(ops.map((op) => op.stream))];
        const streams = names.map((name) => ops.filter((op) => op.stream === name));
        const by = turn % streams.length;
        const turned = [...streams.slice(by), ...streams.slice(0, by)].toReversed();
        for (const at of shifts.keys()) {
          expect(foldOf(turned.flat(), at).figures).toEqual(foldOf(ops, at).figures);
        }
      }),
    );
  });

  test('peers-32: a sale that closes in the very moment of the Z is in the shift that stands on it', () => {
    const sale = (shift_id: string): PlacedOp => {
      const [, , op] = tellShifts([[{ type: 'document', doc: ONE_SALE }]]);
      if (op === undefined) throw new Error('no sale');
      return { ...op, body: { ...ONE_SALE, shift_id } };
    };
    const ops = tellShifts([[], []]).map((op) => ({ ...op, seq: op.seq * 2 }));
    const [, opened, closed] = ops;
    if (opened === undefined || closed === undefined) throw new Error('no shift');
    const late = { ...sale('shift-0'), seq: closed.seq - 1 };
    const first = foldOf([...ops.slice(0, 2), late, ...ops.slice(2)], 0);
    const second = foldOf([...ops.slice(0, 2), late, ...ops.slice(2)], 1);
    expect([first.figures.sales.count, second.figures.sales.count]).toEqual([1, 0]);
  });

  test('CUP4: what a till tells in a new stream before it names the shift belongs to that shift', () => {
    const asked: DayEvent = { type: 'plain', kind: 'price-asked' };
    const events: DayEvent[] = [asked, { type: 'new-stream' }, asked, asked];
    const named = tellShifts([[...events, { type: 'plain', kind: 'drawer-opened' }]]);
    expect(foldOf(named).figures.price_inquiries).toBe(3);
    // The other way round: a new stream that names another shift first was never in this one.
    const other = named.map((op) =>
      op.kind === 'drawer-opened' ? { ...op, body: { shift_id: 'shift-9' } } : op,
    );
    expect(foldOf(other).figures.price_inquiries).toBe(1);
  });

  test('CUP5: what stands between two shifts is in neither, and its Z says which ops it counts', () => {
    const ops = tellShifts([[{ type: 'document', doc: ONE_SALE }], []]);
    const between = ops.findIndex((op) => op.kind === 'shift-closed') + 1;
    const copy = { kind: 'receipt-copied', body: {}, stream: '0', opId: 'copy' };
    const log = [...ops.slice(0, between), copy, ...ops.slice(between)].map((op, at) => ({
      ...op,
      seq: at + 1,
    }));
    expect([foldOf(log, 0).figures.copies, foldOf(log, 1).figures.copies]).toEqual([0, 0]);
    expect(foldOf(log, 0).streams['0']).toMatchObject({
      fromSeq: 1,
      toSeq: between - 1,
      firstNo: 'A-1',
      lastNo: 'A-1',
    });
  });

  test('a basket whose goods cannot be read is counted, and worth nothing', () => {
    const [stream, opened] = tellShifts([[]]);
    const odd = { kind: 'basket-cancelled', body: { shift_id: 'shift-0', voids: [{}, null] } };
    const ops = [stream, opened, { ...odd, stream: '0', seq: 3, opId: 'x' }] as PlacedOp[];
    expect(foldOf(ops).figures).toEqual({ ...noFigures, cancelled: { count: 1, amount: 0 } });
  });
});

const ONE_SALE: CountedDocument = {
  shift_id: 'shift-0',
  series: 'A',
  number: 1,
  doc_no: 'A-1',
  cashier: '1001',
  lines: [{ qty_milli: 1000, net: 100, tax: {}, gross: 100, line_discount: 0, doc_discount: 0 }],
  voids: [],
  taxes: [],
  tax_totals: [],
  totals: { gross: 100 },
  cash_rounding: 0,
  tenders: [{ type: 'cash', amount: 100, change: 0 }],
};
