import { expect, test } from 'vitest';
import type { SaleBody } from '../../../../src/contracts/op.ts';
import { returnRows } from './return-rows.ts';

const TOLD = {
  opId: Buffer.from('a'),
  stream: Buffer.from('b'),
  store: '0417',
  docNo: '0417-01-A-000002',
  businessDate: '2026-11-22',
};

test('dom-E1, dom-O2: of an exchange what came back counts, and nothing of what it sold', () => {
  const sale = {
    lines: [{ qty_milli: -2000 }, { qty_milli: -500 }, { qty_milli: 7000 }],
    returns_of: { doc_id: 'd', doc_no: '0417-01-A-000001', lines: ['3', '1'], sold: [3000, 500] },
  } as unknown as SaleBody;
  const rows = returnRows(TOLD, sale);
  expect(
    rows.map(({ ofLine, lineAt, qtyMilli, soldMilli }) => [ofLine, lineAt, qtyMilli, soldMilli]),
  ).toEqual([
    ['3', 0, 2000, 3000],
    ['1', 1, 500, 500],
  ]);
});
