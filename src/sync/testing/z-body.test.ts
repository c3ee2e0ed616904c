import { expect, test } from 'vitest';
import { ShiftClosedBody } from '../../contracts/end-of-day.ts';
import { parse } from '../../contracts/parse.ts';
import type { BusinessDate } from '../../domain/business-date.ts';
import { closeShift, NO_Z } from '../../domain/cashup/close-shift.ts';
import { documentFigures } from '../../domain/cashup/document-figures.ts';
import { noFigures } from '../../domain/cashup/figures.ts';
import { emptyShift, foldOps } from '../../domain/cashup/fold-shift.ts';
import { addFigures } from '../../domain/cashup/sum-figures.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  sellExactly,
} from '../../domain/testing/sale-arbitraries.ts';

const sale = sellExactly(
  basketOf({ type: 'add', article: article({ article: '1', taxCodes: ['S'] }), qtyMilli: 3000 }),
  GERMANY,
  CENT,
);
const stream = 'AAAAAAAAAAAAAAAAAAAAAQ';
const opening = { shift_id: sale.shift_id, float: 10_000, opened_ms: 1, cashier: '1001' };

test('CUP9: the Z of a real sale is a body of `shift-closed`, and JSON keeps all of it', () => {
  const ops = [
    { kind: 'shift-opened', body: opening },
    { kind: 'sale', body: sale },
  ].map((op, at) => ({ ...op, stream, seq: at + 1, opId: 'AAAAAAAAAAAAAAAAAAAAAg' }));
  const z = closeShift({
    shift: foldOps(emptyShift(sale.shift_id), ops),
    last: NO_Z,
    zId: 'z-1',
    series: 'A',
    seriesOf: () => 'A',
    store: '0417',
    till: '02',
    currency: 'EUR',
    businessDate: '2026-11-21' as BusinessDate,
    closedMs: 2,
    closedBy: '1001',
    open: { parked: 0, unsent: 0, cards_unknown: 0, baskets: 0 },
  });
  if (!z.ok) throw new Error(z.error.kind);
  const told: unknown = JSON.parse(JSON.stringify(z.value));
  expect(parse(ShiftClosedBody, told)).toEqual(z.value);
  expect(z.value.figures).toEqual(addFigures(noFigures, documentFigures(sale)));
  expect(z.value).toMatchObject({
    figures: {
      net: 597,
      taxes: { 'S 19': { code: 'S', rate: '19', label: 'MwSt', base: 502, tax: 95, gross: 597 } },
      numbers: { A: { first: 123, last: 123, count: 1 } },
    },
    streams: [{ from_seq: 1, to_seq: 2, first_no: sale.doc_no, last_no: sale.doc_no }],
  });
});
