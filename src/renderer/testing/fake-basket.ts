import type { BasketView, LineView, SoldView } from '../shared/till-api.ts';
import type { FakeArticle } from './fake-catalogue.ts';

/** Adds up a fake basket. `cashStep` is the smallest coin in minor units. */
export function fakeBasket(
  lines: LineView[],
  selectedLineId: string | undefined,
  cashStep: number,
): BasketView {
  const total = lines.reduce((sum, line) => sum + line.total - savedOn(line), 0);
  const tax = Math.trunc((total * 7) / 107);
  return {
    lines,
    selectedLineId,
    items: lines.reduce((sum, line) => sum + (line.unit === 'kg' ? 1 : line.qtyMilli / 1000), 0),
    taxes: total === 0 ? [] : [{ label: 'VAT 7 %', amount: tax }],
    net: total - tax,
    tax,
    total,
    cashDue: Math.trunc((total + cashStep / 2) / cashStep) * cashStep,
  };
}

function savedOn({ savings }: LineView): number {
  return savings.reduce((sum, { amount }) => sum + amount, 0);
}

/** Of three of these one is free. */
const ON_OFFER = '4002';

/** A line of so many thousandths. */
export function fakeLine(lineId: string, article: FakeArticle, qtyMilli: number): LineView {
  const free = article.article === ON_OFFER ? Math.floor(qtyMilli / 3000) : 0;
  return {
    lineId,
    article: article.article,
    name: article.name,
    qtyMilli,
    unit: article.unit,
    unitPrice: article.price,
    total: Math.trunc((article.price * qtyMilli + 500) / 1000),
    savings:
      free === 0 ? [] : [{ name: 'Haferriegel: nimm 3, zahl 2', amount: free * article.price }],
    taxLabel: article.taxLabel,
  };
}

/** The sale a fake basket becomes. */
export function fakeSale(basket: BasketView, tendered: number, number: number): SoldView {
  const text = (amount: number): string => (amount / 100).toFixed(2);
  return {
    docNo: `0417-02-A-${String(number).padStart(6, '0')}`,
    total: basket.total,
    cashRounding: basket.cashDue - basket.total,
    tendered,
    change: tendered - basket.cashDue,
    receipt: [
      { kind: 'document', left: 'Evertill Markt Berlin', right: '' },
      ...basket.lines.map((line) => ({ kind: 'line', left: line.name, right: text(line.total) })),
      { kind: 'tax', left: 'VAT 7 % included', right: text(basket.tax) },
      { kind: 'total', left: 'Total EUR', right: text(basket.total) },
      { kind: 'cash', left: 'Cash', right: text(tendered) },
      { kind: 'change', left: 'Change', right: text(tendered - basket.cashDue) },
    ],
    journal: 'synced',
    next: '',
  };
}
