import { randomUUID } from 'node:crypto';
import type { SaleBody } from '../../src/contracts/op.ts';
import type { TillCredential } from '../../src/contracts/region.ts';
import type { Fact } from '../../src/sync/core/commit.ts';
import { BUSINESS_DATE } from '../faults/headless-parts.ts';

const GROSS = 2380;
const TAX = 380;
const LINES = 3;

/** A sale of three lines as a till tells it, a good kilobyte; only its names differ. */
export function fleetSale({ store, till }: TillCredential, stream: string): Fact {
  const docId = `${stream}-${randomUUID().slice(0, 8)}`;
  const now = Date.now();
  return {
    kind: 'sale',
    businessDate: BUSINESS_DATE,
    body: ({ series, number }): SaleBody => ({
      doc_id: docId,
      doc_no: `${store}-${till}-${series}-${String(number).padStart(6, '0')}`,
      series,
      number,
      shift_id: 'shift-1',
      business_date: BUSINESS_DATE,
      store,
      till,
      cashier: '7',
      started_ms: now - 20_000,
      closed_ms: now,
      currency: 'EUR',
      price_mode: 'inclusive',
      rounding: { level: 'line', mode: 'half-up' },
      taxes: [{ code: 'A', rate: '19', label: 'MwSt 19 %', compound: false }],
      lines: Array.from({ length: LINES }, (_, i) => lineOf(i)),
      voids: [],
      tax_totals: [{ code: 'A', net_base: LINES * (GROSS - TAX), amount: LINES * TAX }],
      totals: { net: LINES * (GROSS - TAX), tax: LINES * TAX, gross: LINES * GROSS },
      cash_rounding: 0,
      tenders: [{ type: 'cash', tendered: LINES * GROSS, amount: LINES * GROSS, change: 0 }],
      versions: { build: 'fleet', catalogue: 'c1', tax: '2026-01', flags: [] },
    }),
    document: (body) => {
      const { doc_no: docNo, shift_id: shiftId, totals } = body as SaleBody;
      return { docId, docNo, shiftId, closedMs: now, gross: totals.gross };
    },
    clearBasket: true,
    shift: undefined,
  };
}

function lineOf(i: number): SaleBody['lines'][number] {
  return {
    line: `l${i + 1}`,
    article: String(100_000 + i),
    gtin: String(4_000_000_000_000 + i),
    name: `Article number ${i + 1}`,
    qty_milli: 1000,
    unit_price: GROSS,
    ext: GROSS,
    line_discount: 0,
    doc_discount: 0,
    net: GROSS - TAX,
    tax: { A: TAX },
    gross: GROSS,
    tax_class: 'standard',
    price_stamp: { hlc: 1, origin: 'A' },
  };
}
