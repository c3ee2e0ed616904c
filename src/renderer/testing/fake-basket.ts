import type { ReceiptLine } from '../../contracts/receipt-doc.ts';
import type { BasketView, LineView, SoldView, TenderView } from '../shared/till-api.ts';
import type { FakeArticle } from './fake-catalogue.ts';

/** Adds up a fake basket. `cashStep` is the smallest coin in minor units. */
export function fakeBasket(
  lines: LineView[],
  selectedLineId: string | undefined,
  cashStep: number,
  tenders: TenderView[] = [],
): BasketView {
  const total = lines.reduce((sum, line) => sum + line.total - savedOn(line), 0);
  const balance = total - tenders.reduce((sum, { amount }) => sum + amount, 0);
  const tax = Math.trunc((total * 7) / 107);
  return {
    lines,
    selectedLineId,
    items: lines.reduce((sum, line) => sum + (line.unit === 'kg' ? 1 : line.qtyMilli / 1000), 0),
    taxes: total === 0 ? [] : [{ label: 'VAT 7 %', amount: tax }],
    net: total - tax,
    tax,
    total,
    tenders,
    foreign: [{ currency: 'CHF', rate: '1.06', due: Math.ceil(balance / 1.06) }],
    balance,
    cashDue: Math.trunc((balance + cashStep / 2) / cashStep) * cashStep,
    terms: { discount: '', taxExempt: '', note: '', member: '', memberName: '', coupons: 0 },
    canUndo: lines.length > 0,
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
    named: undefined,
    hasDiscount: false,
    isDiscountable: true,
    isDeposit: false,
    taxLabel: article.taxLabel,
  };
}

const pair = (
  left: string,
  right: string,
  weight: 'plain' | 'quiet' | 'strong' = 'plain',
): ReceiptLine => ({ kind: 'pair', left, right, weight });

/** The sale a fake basket becomes. */
export function fakeSale(basket: BasketView, tendered: number, number: number): SoldView {
  const text = (amount: number): string => (amount / 100).toFixed(2);
  const paid = basket.tenders.map(({ words, amount }) => ({ words, amount }));
  return {
    docNo: `0417-02-A-${String(number).padStart(6, '0')}`,
    total: basket.total,
    cashRounding: basket.cashDue - basket.balance,
    tendered: tendered + paid.reduce((sum, { amount }) => sum + amount, 0),
    change: tendered - basket.cashDue,
    cashOut: 0,
    credit: 0,
    isTraining: false,
    paid: [...paid, ...(tendered === 0 ? [] : [{ words: 'Cash', amount: tendered }])],
    receipt: [
      { kind: 'drawer' },
      { kind: 'text', text: 'Evertill Markt Berlin', weight: 'strong' },
      { kind: 'rule' },
      ...basket.lines.map((line) => pair(line.name, text(line.total))),
      { kind: 'total', left: 'Total EUR', right: text(basket.total) },
      pair('VAT 7 % included', text(basket.tax), 'quiet'),
      pair('Cash', text(tendered)),
      pair('Change', text(tendered - basket.cashDue), 'strong'),
      { kind: 'rule' },
      { kind: 'qr', text: 'EV1/0417-02-A-000124/2026-11-21/1353/EUR/0123456789ABCDEF' },
      { kind: 'cut' },
    ],
    journal: 'synced',
    next: '',
  };
}

/** The same with shoes of 120.00 that come back: ten euros go out in cash, the rest to the card that paid. */
export function withGoodsBack(basket: BasketView): BasketView {
  const back: BasketView['lines'][number] = {
    lineId: 'b1',
    article: '700',
    name: 'Wanderschuhe Gr. 42',
    qtyMilli: -1000,
    unit: 'piece',
    unitPrice: 12_000,
    total: -12_000,
    savings: [],
    named: undefined,
    hasDiscount: false,
    isDiscountable: false,
    isDeposit: false,
    back: 'Wrong article',
    taxLabel: 'S',
  };
  const total = basket.total - 12_000;
  const card = { words: 'Visa ••4242', amount: -total - 1000 };
  return {
    ...basket,
    lines: [back, ...basket.lines],
    selectedLineId: 'b1',
    total,
    balance: total,
    cashDue: 0,
    payOut: { cash: 1000, credit: 1000, cards: [card] },
  };
}
