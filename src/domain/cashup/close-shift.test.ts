import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { days, tellShifts, type DayEvent } from '../testing/day-arbitraries.ts';
import { closeShift, NO_Z, type CloseRequest, type LastZ, type Z } from './close-shift.ts';
import { noFigures } from './figures.ts';
import { emptyShift, foldOp, foldOps, settleShift, type PlacedOp } from './fold-shift.ts';
import { proveZ } from './prove-z.ts';

const REQUEST: Omit<CloseRequest, 'shift'> = {
  last: NO_Z,
  zId: 'z-1',
  series: 'A',
  seriesOf: (stream) => (stream === '0' ? 'A' : `A${Number(stream) + 1}`),
  store: '0417',
  till: '02',
  currency: 'EUR',
  businessDate: '2026-11-21' as CloseRequest['businessDate'],
  closedMs: 2,
  closedBy: '1002',
  open: { parked: 0, unsent: 3, cards_unknown: 1, baskets: 0 },
};

function closed(ops: readonly PlacedOp[], more: Partial<CloseRequest> = {}, at = 0): Z {
  const shift = foldOps(emptyShift(`shift-${at}`), ops);
  const result = closeShift({ ...REQUEST, shift, ...more });
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}

/** A shift's ops up to its Z. */
const running = (events: readonly DayEvent[]): PlacedOp[] => tellShifts([events]).slice(0, -1);

describe('the Z', () => {
  test('dom-Z1, dom-Z3: numbers have no gap, grand totals never fall, whatever the days were', () => {
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 4 }), (shifts) => {
        const ops = tellShifts(shifts);
        let last: LastZ = NO_Z;
        for (const at of shifts.keys()) {
          const end = ops.findIndex(
            (op) => op.kind === 'shift-closed' && isOf(op.body, `shift-${at}`),
          );
          const z = closed(ops.slice(0, end), { last }, at);
          expect(z.z_no).toBe(at + 1);
          expect(z.prev_z).toBe(last.opId);
          expect(z.grand.sales).toBe(last.grand.sales + z.figures.sales.amount);
          expect(z.grand.sales).toBeGreaterThanOrEqual(last.grand.sales);
          expect(z.grand.reductions).toBeGreaterThanOrEqual(last.grand.reductions);
          expect(z.grand.net).toBe(z.grand.sales - z.grand.reductions);
          expect(proveZ(z, z.figures, last.grand)).toEqual([]);
          last = { zNo: z.z_no, grand: z.grand, opId: z.z_id + String(at) };
        }
      }),
    );
  });

  test('CUP6: holds what is found again from the ops that it says it counts', () => {
    fc.assert(
      fc.property(days, (events) => {
        const ops = running(events);
        const z = closed(ops);
        const counted = ops.filter((op) =>
          z.streams.some(
            (s) => s.stream === op.stream && op.seq >= s.from_seq && op.seq <= s.to_seq,
          ),
        );
        const again = settleShift(foldOps(emptyShift('shift-0'), counted));
        expect(proveZ(z, again.figures)).toEqual([]);
        for (const { stream, head, to_seq: to } of z.streams)
          expect(ops.find((op) => op.stream === stream && op.seq === to)?.opId).toBe(head);
      }),
    );
  });

  test('CUP7: any amount of it that is changed is found', () => {
    const z = closed(running(BUSY));
    expect(proveZ(z, z.figures, NO_Z.grand)).toEqual([]);
    const parts = ['figures', 'tenders', 'grand', 'deposit', 'pieces'] as const;
    const leaves = parts.flatMap((part) => numbersIn(z[part], [part]));
    expect(leaves.length).toBeGreaterThan(40);
    for (const path of leaves) {
      const changed = JSON.parse(JSON.stringify(z)) as Z;
      bump(changed, path);
      expect([path, proveZ(changed, z.figures, NO_Z.grand)]).not.toEqual([path, []]);
    }
  });

  test('dom-X2: a post-void is a reduction, it does not lower gross sales', () => {
    fc.assert(
      fc.property(days, (events) => {
        const kept = events.filter((event) => event.type !== 'undone');
        const [all, without] = [closed(running(events)), closed(running(kept))];
        expect(all.figures.sales).toEqual(without.figures.sales);
        expect(all.grand.sales).toBe(without.grand.sales);
        const undone = all.figures.post_voids.amount;
        expect(all.grand.reductions).toBe(without.grand.reductions + undone);
      }),
    );
  });

  test('peers-34: expected cash is what tenders did net of change; the count is free and may differ', () => {
    const z = closed(running(BUSY));
    const cash = BUSY.flatMap((e) => (e.type === 'document' ? e.doc.tenders : []))
      .filter((t) => t.type === 'cash')
      .reduce((sum, t) => sum + t.amount, 0);
    expect(z.tenders['cash']).toEqual({
      expected: 10_000 + cash - 500 - 7,
      counted: 12_000,
      variance: 12_000 - (10_000 + cash - 500 - 7),
      status: 'approve',
    });
    // 40 dollars lie apart, in dollars; 7 cents of change for them came out of the drawer.
    expect(z.tenders['foreign-cash:USD']).toMatchObject({ expected: 4000, counted: 0 });
  });

  test('peers-30: says what is not sent, and a sale that comes later is in no other Z', () => {
    const ops = tellShifts([BUSY, BUSY]);
    const first = closed(
      ops.slice(
        0,
        ops.findIndex((op) => op.kind === 'shift-closed'),
      ),
    );
    expect(first.open).toMatchObject({ unsent: 3, cards_unknown: 1 });
    const late = ops.find((op) => op.kind === 'sale');
    if (late === undefined) throw new Error('no sale');
    const told = [...ops.slice(0, -1), { ...late, seq: 1000, opId: 'late' }];
    expect(closed(told, {}, 1).figures).toEqual(closed(ops.slice(0, -1), {}, 1).figures);
  });

  test('CUP8: a till that opened a new stream and did nothing there closes with it', () => {
    const ops = running([...BUSY, { type: 'new-stream' }, { type: 'plain', kind: 'price-asked' }]);
    const z = closed(ops);
    expect(z.figures.price_inquiries).toBe(1);
    expect(z.streams.map(({ stream, series }) => [stream, series])).toEqual([
      ['0', 'A'],
      ['1', 'A2'],
    ]);
  });

  test('dom-Z13: who counted does not approve', () => {
    const shift = foldOps(emptyShift('shift-0'), running(BUSY));
    const approved = (approver: string) => closeShift({ ...REQUEST, shift, approver });
    expect(approved('1001')).toEqual({ ok: false, error: { kind: 'counted-by-approver' } });
    expect(approved('2001')).toMatchObject({ ok: true, value: { approver: '2001' } });
  });

  test('dom-Z12: a shift has one Z, and none before it was opened', () => {
    const ops = running(BUSY);
    const shift = foldOps(emptyShift('shift-0'), ops);
    const told = { kind: 'shift-closed', body: { shift_id: 'shift-0' } };
    const after = foldOp(shift, { ...told, stream: '0', seq: 99, opId: 'z' });
    expect(closeShift({ ...REQUEST, shift: after })).toMatchObject({
      error: { kind: 'closed-before' },
    });
    expect(closeShift({ ...REQUEST, shift: emptyShift('shift-0') })).toMatchObject({
      error: { kind: 'never-opened' },
    });
  });

  test('vec-cashup-U5: a shift that nobody counted is closed all the same, and says so', () => {
    const z = closed(running(BUSY.filter(({ type }) => type !== 'counted')));
    expect(z).toMatchObject({ counts: 0, pieces: [], next_float: 0, deposit: 0 });
    expect(z.tenders['cash']).toMatchObject({ counted: 0, status: 'approve' });
  });

  test('an empty shift has a Z of nothing', () => {
    expect(closed(running([])).figures).toEqual(noFigures);
  });
});

const isOf = (body: unknown, shift: string): boolean =>
  (body as { shift_id: string }).shift_id === shift;

function numbersIn(value: unknown, path: readonly (string | number)[]): (string | number)[][] {
  if (typeof value === 'number') return [[...path]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => numbersIn(part, [...path, name]));
}

function bump(value: unknown, [name = '', ...rest]: readonly (string | number)[]): void {
  const record = value as Record<string, unknown>;
  if (rest.length > 0) return bump(record[name], rest);
  record[name] = Number(record[name]) + 1;
}

const BUSY: DayEvent[] = [
  {
    type: 'document',
    doc: {
      shift_id: '',
      series: 'A',
      number: 1,
      doc_no: '',
      cashier: '1001',
      lines: [
        {
          qty_milli: 1000,
          net: 10_000,
          tax: { S: 1900 },
          gross: 11_900,
          line_discount: 100,
          doc_discount: 0,
        },
        { qty_milli: 1000, net: 50, tax: {}, gross: 50, line_discount: 0, doc_discount: 0 },
      ],
      voids: [{ qty_milli: 1500, unit_price: 101 }],
      taxes: [{ code: 'S', rate: '19', label: 'VAT' }],
      tax_totals: [{ code: 'S', net_base: 10_000, amount: 1900 }],
      totals: { gross: 11_950 },
      cash_rounding: 2,
      tenders: [
        { type: 'card', amount: 2000, change: 0 },
        {
          type: 'foreign-cash',
          amount: 3600,
          change: 7,
          foreign: { currency: 'USD', amount: 4000 },
        },
        { type: 'cash', amount: 6352, change: 48 },
      ],
    },
  },
  { type: 'moved', move: 'drop', amount: 500 },
  { type: 'counted', notes: 1, card: 0 },
  { type: 'counted', notes: 12, card: 2000 },
];
