import { expect, test } from 'vitest';
import type { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import type { Op } from '../../../../src/contracts/op.ts';
import { bookedDay } from '../books/testing-day.ts';
import type { ChainOp } from '../closing/z-chain.ts';
import { closingOf } from './read-closings.ts';

const chained = (ops: readonly Op[]): ChainOp[] =>
  ops.map((op) => ({
    stream: 's',
    seq: op.seq,
    opId: '',
    raw: Buffer.from(JSON.stringify(op)),
  }));

/** A word of a basket that was cancelled. */
const given = (seq: number, more: { shift_id?: string }): Op => ({
  v: 1,
  seq,
  kind: 'document-signed',
  business_date: '2026-11-22',
  at_ms: seq,
  body: {
    doc_id: 'basket-transaction-1',
    doc_no: 'cancelled',
    client: '0421-02',
    process_type: 'Kassenbeleg-V1',
    process_data: 'AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^',
    unsigned: { why: 'unreachable', since_ms: 5 },
    ...more,
  },
});

test('DSF8 what was told twice of a basket that was given up is one receipt', () => {
  const ops = bookedDay().map(({ op }) => op);
  const z = ops.find(({ kind }) => kind === 'shift-closed')?.body as ShiftClosedBody;
  const twice = [90, 91].map((seq) => given(seq, {}));
  const { bons } = closingOf(z, 15, chained([...ops, ...twice]), () => undefined);
  expect(bons.filter(({ id }) => id === 'basket-transaction-1')).toHaveLength(1);
});

test('DSF8 a basket that was given up stands in the Z of the shift it names, and in no other', () => {
  const ops = bookedDay().map(({ op }) => op);
  const z = ops.find(({ kind }) => kind === 'shift-closed')?.body as ShiftClosedBody;
  const own: ShiftClosedBody = { ...z, shift_id: 'own-1', drawer: 'own', z_id: 'z-own' };
  const all = chained([...ops, given(90, { shift_id: 'own-1' })]);
  const found = [z, own].map((one) =>
    closingOf(one, 15, all, () => undefined).bons.some(({ id }) => id === 'basket-transaction-1'),
  );
  expect(found).toEqual([false, true]);
});
