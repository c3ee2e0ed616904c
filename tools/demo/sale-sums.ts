import { Op, SaleBody } from '../../src/contracts/op.ts';
import { parse, parseJson } from '../../src/contracts/parse.ts';

/** Sales of one stream on one business date: money in minor units, quantities in thousandths. */
export type SaleSums = { sales: number; gross: bigint; tax: bigint; qtyMilli: bigint };

/** What is told apart in one stream: its distinct ops, and its sales by business date. */
export type StreamOps = { till: string; ids: Set<string>; days: Map<string, SaleSums> };

/** Counts an op into its stream. False where the bytes are a sale that cannot be read. */
export function countOp(into: StreamOps, opId: string, raw: Uint8Array): boolean {
  if (into.ids.has(opId)) return true;
  into.ids.add(opId);
  const op = parseJson(Op, new TextDecoder().decode(raw));
  if (op?.kind !== 'sale') return true;
  const sale = parse(SaleBody, op.body);
  if (sale === undefined) return false;
  const day = into.days.get(sale.business_date) ?? { sales: 0, gross: 0n, tax: 0n, qtyMilli: 0n };
  into.days.set(sale.business_date, {
    sales: day.sales + 1,
    gross: day.gross + BigInt(sale.totals.gross),
    tax: day.tax + BigInt(sale.totals.tax),
    qtyMilli: sale.lines.reduce((sum, line) => sum + BigInt(line.qty_milli), day.qtyMilli),
  });
  return true;
}
