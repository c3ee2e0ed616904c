import type { Op } from '../../../../src/contracts/op.ts';
import type { ToldOp } from './told-op.ts';

/** A store in Zürich, where cash is rounded to 5 Rappen and euros are taken. */
export const ZURICH = { timeZone: 'Europe/Zurich' };
/** 22 November 2026, 14:05:09 there. */
const AT = Date.UTC(2026, 10, 22, 13, 5, 9);
const DAY = '2026-11-22';

const told = (seq: number, kind: string, body: unknown): ToldOp => {
  const op: Op = { v: 1, seq, kind, business_date: DAY, at_ms: AT, body };
  return { store: '0421', till: '02', stream: 'c3RyZWFtLXN0cmVhbS1zdA', opId: `op-${seq}`, op };
};

const stamp = { hlc: 1, origin: 'A' };
const line = {
  line: 'l1',
  article: '1001',
  gtin: '4006381333931',
  name: 'Käse am Stück',
  qty_milli: 1500,
  unit_price: 900,
  ext: 1350,
  line_discount: 108,
  doc_discount: 0,
  net: 1211,
  tax: { R: 31 },
  gross: 1242,
  tax_class: 'R',
  price_stamp: stamp,
  promotions: [{ id: 'cheese-week', name: 'Käsewoche', amount: 58, ...stamp }],
  reductions: [{ kind: 'line', reason: 'damaged', amount: 50 }],
};
const card = { reference: 'r-1', scheme: 'Visa', last4: '4242', auth: 'A7', terminal_ref: 't-9' };

const document = (over: object): object => ({
  doc_id: 'd-1',
  doc_no: '02-A-7',
  series: 'A',
  number: 7,
  shift_id: 's-1',
  business_date: DAY,
  store: '0421',
  till: '02',
  cashier: '1204',
  started_ms: AT - 40_000,
  closed_ms: AT,
  currency: 'CHF',
  price_mode: 'inclusive',
  rounding: { level: 'line', mode: 'half-up' },
  taxes: [{ code: 'R', rate: '2.6', label: 'MWST 2,6', compound: false }],
  lines: [line],
  voids: [{ article: '1002', name: 'Brot', qty_milli: 1000, unit_price: 310, at_ms: AT - 9000 }],
  tax_totals: [{ code: 'R', net_base: 1211, amount: 31 }],
  totals: { net: 1211, tax: 31, gross: 1242 },
  cash_rounding: -2,
  tenders: [
    {
      type: 'foreign-cash',
      tendered: 930,
      amount: 930,
      change: 0,
      foreign: { currency: 'EUR', amount: 1000, rate: '0.93', rate_from_ms: AT - 86_400_000 },
    },
    { type: 'cash', tendered: 500, amount: 310, change: 190 },
  ],
  versions: { build: 'test', catalogue: 'c', tax: 't', flags: [] },
  ...over,
});

/** A sale of 12.42, 12.40 in cash: weighed goods with a promotion and a discount, euros and change. */
export function bookedSale(): ToldOp {
  const totals = { net: 1209, tax: 31, gross: 1240 };
  return told(12, 'sale', document({ totals }));
}

const back = { ...line, qty_milli: -1500, ext: -1350, line_discount: -108, net: -1211 };
const returned = document({
  doc_id: 'd-2',
  doc_no: '02-A-8',
  number: 8,
  lines: [{ ...back, tax: { R: -31 }, gross: -1242, return_reason: 'unwanted' }],
  voids: [],
  tax_totals: [{ code: 'R', net_base: -1211, amount: -31 }],
  totals: { net: -1211, tax: -31, gross: -1242 },
  cash_rounding: 0,
  tenders: [
    { type: 'card', tendered: -1000, amount: -1000, change: 0, card },
    { type: 'store-credit', tendered: -242, amount: -242, change: 0, code: 'c-9', redemption: 'x' },
  ],
  returns_of: { doc_id: 'd-1', doc_no: '02-A-7', lines: ['l1'], sold: [1500] },
  post_void: { reason: 'wrong-article' },
});

const sum = { count: 0, amount: 0 };
const z = {
  z_id: 'z-1',
  z_no: 42,
  series: 'A',
  shift_id: 's-1',
  business_date: DAY,
  opened_ms: AT - 3_600_000,
  closed_ms: AT,
  opened_by: '1204',
  closed_by: '1204',
  approver: '1207',
  reason: 'wrong-change',
  store: '0421',
  till: '02',
  currency: 'CHF',
  float: 20_000,
  figures: {
    sales: { count: 1, amount: 1242 },
    returns: sum,
    post_voids: { count: 1, amount: 1242 },
    corrections: { count: 1, amount: 310 },
    discounts: { count: 1, amount: 108 },
    cancelled: sum,
    net: 0,
    taxes: {},
    untaxed: 0,
    tenders: { cash: { count: 1, amount: 310 } },
    operators: {},
    foreign: { EUR: { count: 1, amount: 1000, change: 0 } },
    rounding: -2,
    liability: sum,
    moves: {},
    drawer_openings: 1,
    training: sum,
    copies: 0,
    parked: 0,
    price_inquiries: 0,
    numbers: { A: { first: 7, last: 8, count: 2 } },
  },
  counts: 2,
  pieces: [{ value: 10_000, count: 2 }],
  tenders: {
    cash: { expected: 20_310, counted: 20_000, variance: -310, status: 'review' },
    'foreign-cash:EUR': { expected: 1000, counted: 1000, variance: 0, status: 'ok' },
  },
  next_float: 20_000,
  deposit: 0,
  bag: 'B-77',
  grand: { sales: 101_242, reductions: 1242, net: 100_000 },
  streams: [],
  prev_z: '',
  open: { parked: 0, unsent: 3, cards_unknown: 0, baskets: 0 },
};

/** 20.00 that lay in another drawer. */
const adjusted = {
  adjust_id: 'a-1',
  z_id: 'z-1',
  shift_id: 's-1',
  business_date: DAY,
  tender: 'cash',
  before: 20_000,
  after: 22_000,
  reason: '=found',
  cashier: '1204',
  approver: '1207',
  at_ms: AT,
};

/** One of each thing that books have a word for, and one that they have none for. */
export function bookedDay(): ToldOp[] {
  const move = { shift_id: 's-1', currency: 'CHF', cashier: '1204', at_ms: AT };
  const moved = (seq: number, type: string, more: object = {}): ToldOp =>
    told(seq, 'cash-moved', {
      ...move,
      move_id: `m-${seq}`,
      type,
      amount: 5000,
      reason: 'x',
      ...more,
    });
  const float = { shift_id: 's-1', cashier: '1204', float: 20_000, currency: 'CHF', opened_ms: AT };
  const pieces = [{ value: 10_000, count: 2 }];
  const other = { card: -1000, 'foreign-cash:EUR': 1000 };
  const count = { shift_id: 's-1', count: 1, pieces, other, cashier: '1204', at_ms: AT };
  return [
    told(2, 'signed-on', { cashier: '1204' }),
    told(3, 'shift-opened', float),
    moved(4, 'paid-in'),
    moved(5, 'paid-out'),
    moved(6, 'loan'),
    moved(7, 'drop'),
    moved(8, 'bank-drop', { bag: 'B-76' }),
    told(9, 'drawer-opened', { cashier: '1204', shift_id: 's-1', reason: 'change' }),
    told(10, 'price-asked', { article: '1001', cashier: '1204' }),
    bookedSale(),
    told(13, 'sale', returned),
    told(14, 'shift-counted', count),
    told(15, 'shift-closed', z),
    told(16, 'signed-off', { cashier: '1204' }),
    told(17, 'declaration-adjusted', adjusted),
  ];
}
