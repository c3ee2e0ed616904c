import type { SaleBody } from '../../contracts/op.ts';
import type { Fact } from '../core/commit.ts';

/** The smallest sale that reads as one; `pad` makes its bytes differ in length. */
export function saleFact(docId: string, pad: string): Fact {
  return {
    kind: 'sale',
    businessDate: '2026-11-21',
    body: ({ series, number }) => ({
      ...EMPTY_SALE,
      doc_id: docId,
      doc_no: `0417-01-${series}-${String(number).padStart(6, '0')}`,
      series,
      number,
      cashier: pad,
    }),
    document: (body) => {
      const { doc_no: docNo, shift_id: shiftId } = body as SaleBody;
      return { docId, docNo, shiftId, closedMs: 1, gross: 0 };
    },
    clearBasket: true,
    shift: undefined,
  };
}

const EMPTY_SALE: Omit<SaleBody, 'doc_id' | 'doc_no' | 'series' | 'number' | 'cashier'> = {
  shift_id: 'shift-1',
  business_date: '2026-11-21',
  store: '0417',
  till: '01',
  started_ms: 1,
  closed_ms: 1,
  currency: 'EUR',
  price_mode: 'inclusive',
  rounding: { level: 'line', mode: 'half-up' },
  taxes: [],
  lines: [],
  voids: [],
  tax_totals: [],
  totals: { net: 0, tax: 0, gross: 0 },
  cash_rounding: 0,
  tenders: [],
  versions: { build: 'sim', catalogue: '', tax: '', flags: [] },
};
