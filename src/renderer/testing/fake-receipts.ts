import type { ReceiptHit, ReceiptPage, ReceiptQuery, ReceiptView } from '../shared/receipts-api.ts';
import { RECEIPTS_A_PAGE } from '../shared/receipts-api.ts';
import type { RefundView, ReturnTold } from '../shared/returns-api.ts';
import type { SoldView } from '../shared/till-api.ts';

const NOON = Date.UTC(2026, 10, 21, 11, 0);
const GOODS = [
  'Roggenbrot',
  'Vollmilch 1 l',
  'Bananen',
  'Haferriegel',
  'Kaffee, ganze Bohne 500 g',
];

/** Receipt number `number` of a till that sold every four minutes. */
function hit(number: number, newest: number): ReceiptHit {
  const isReturn = number % 9 === 0;
  return {
    docNo: `0417-02-A-${String(number).padStart(6, '0')}`,
    till: '02',
    businessDate: '2026-11-21',
    closedMs: NOON - (newest - number) * 240_000,
    cashier: '104',
    total: isReturn ? -(200 + number * 7) : 350 + number * 13,
    kind: isReturn ? 'return' : 'sale',
    lines: 1 + (number % 6),
    first: GOODS[number % GOODS.length] ?? '',
  };
}

/** Receipts of a till that made so many; only numbers are searched. */
export function fakeReceipts(count: number, { text, offset, by }: ReceiptQuery): ReceiptPage {
  const all = Array.from({ length: count }, (_, at) => hit(count - at, count));
  const fits =
    text === '' || by !== 'number' ? all : all.filter(({ docNo }) => docNo.includes(text));
  const hits = fits.slice(offset, offset + RECEIPTS_A_PAGE);
  return { ok: true, hits, total: fits.length, isComplete: true };
}

/** One of them, opened. */
export function fakeReceipt(docNo: string): ReceiptView {
  const number = Number(docNo.slice(-6));
  const row = hit(number, number);
  const lineViews = GOODS.slice(0, Math.min(row.lines, GOODS.length)).map((name, at) => ({
    line: String(at + 1),
    article: String(1000 + at),
    name,
    qtyMilli: at === 0 ? 3000 : 1000,
    gross: 199 + at * 50,
    returnedMilli: at === 0 ? 1000 : 0,
  }));
  return {
    ...row,
    copies: 1,
    isOfThisTill: true,
    isVerified: false,
    returnOf: undefined,
    returnedBy: ['0417-02-A-000131'],
    lineViews,
    receipt: [
      { kind: 'text', text: 'Evertill Markt Berlin', weight: 'strong' },
      { kind: 'text', text: docNo, weight: 'strong' },
      { kind: 'rule' },
      ...lineViews.map(({ name, gross }) => ({
        kind: 'pair' as const,
        left: name,
        right: (gross / 100).toFixed(2),
        weight: 'plain' as const,
      })),
      { kind: 'total', left: 'Total EUR', right: (row.total / 100).toFixed(2) },
      { kind: 'cut' },
    ],
  };
}

/** What a return of these pays: two euros a piece. */
export function fakeReturn(lines: readonly { qtyMilli: number }[]): ReturnTold {
  const goods = lines.reduce((sum, { qtyMilli }) => sum + qtyMilli / 5, 0);
  return { ok: true, goods, cash: goods, credit: goods, cards: [] };
}

/** The document of so much paid back. */
export function fakePaidBack(goods: number, number: number, asCredit = false): SoldView {
  const docNo = `0417-02-A-${String(number).padStart(6, '0')}`;
  return {
    docNo,
    total: -goods,
    cashRounding: 0,
    tendered: -goods,
    change: 0,
    cashOut: asCredit ? 0 : goods,
    credit: asCredit ? goods : 0,
    isTraining: false,
    paid: [{ words: asCredit ? 'Store credit ••9015' : 'Cash', amount: -goods }],
    receipt: [{ kind: 'text', text: `Return ${docNo}`, weight: 'strong' }, { kind: 'cut' }],
    journal: 'synced',
    next: '',
  };
}

/** A return of which a card gets its part back. */
export const FAKE_REFUND = {
  at: 'card',
  docNo: '0417-02-A-000119',
  card: { words: 'Visa ••4242', amount: 3350 },
  why: 'The refund was refused (Not allowed). No money went back.',
  canLeave: true,
} satisfies RefundView;
