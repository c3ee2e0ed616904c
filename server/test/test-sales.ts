import type { TestOp, TestTill } from './test-till.ts';

export const TODAY = new Date().toISOString().slice(0, 10);

/** Raw bytes of a small sale of one line: `gross` in minor units, 20 % tax inside. */
export function saleLine(
  till: TestTill,
  gross: number,
  over: { seq?: number; business_date?: string; kind?: string; body?: object } = {},
): string {
  const seq = over.seq ?? till.head.seq + 1;
  const tax = Math.round(gross / 6);
  const businessDate = over.business_date ?? TODAY;
  const { store, till: number } = till.identity;
  const body = {
    doc_id: `${till.stream}-${seq}`,
    doc_no: `${number}-A-${seq}`,
    series: 'A',
    number: seq,
    shift_id: 's1',
    business_date: businessDate,
    store,
    till: number,
    cashier: '7',
    started_ms: 1_790_000_000_000 + seq * 1000,
    closed_ms: 1_790_000_000_500 + seq * 1000,
    currency: 'EUR',
    price_mode: 'inclusive',
    rounding: { level: 'line', mode: 'half-up' },
    taxes: [{ code: 'S', rate: '20', label: 'VAT 20', compound: false }],
    lines: [
      {
        line: 'l1',
        article: '1001',
        name: 'Thing',
        qty_milli: 1000,
        unit_price: gross,
        ext: gross,
        line_discount: 0,
        doc_discount: 0,
        net: gross - tax,
        tax: { S: tax },
        gross,
        tax_class: 'S',
        price_stamp: { hlc: 1, origin: 'A' },
      },
    ],
    voids: [],
    tax_totals: [{ code: 'S', net_base: gross - tax, amount: tax }],
    totals: { net: gross - tax, tax, gross },
    cash_rounding: 0,
    tenders: [{ type: 'cash', tendered: gross, amount: gross, change: 0 }],
    versions: { build: 'test', catalogue: 'c', tax: 't', flags: [] },
    ...over.body,
  };
  const kind = over.kind ?? 'sale';
  const at = body.closed_ms;
  return JSON.stringify({ v: 1, seq, kind, business_date: businessDate, at_ms: at, body });
}

/** Adds `count` sales to the till's chain and returns them. */
export function sell(till: TestTill, count: number, gross = 600): TestOp[] {
  return Array.from({ length: count }, (_, i) => till.add(saleLine(till, gross + i)));
}
