import { beforeEach, describe, expect, it } from 'vitest';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { findKeys, findRange } from '../../../domain/after/find-keys.ts';
import { minor } from '../../../domain/money.ts';
import { readPromotions } from '../../../domain/promotions/promotion-book.ts';
import type { Sale } from '../../../domain/sale.ts';
import { GERMANY, IDENTITY, NICKEL } from '../../../domain/testing/sale-arbitraries.ts';
import type { DocRow, ShiftRow } from '../../../sync/core/ports.ts';
import type { Refusal, SoldView } from '../../shared/till-api.ts';
import { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import type { Used } from '../people/sign-off.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';
import { scanRulesAt } from '../selling/till-rules.ts';
import { backGoods, type BackPricePorts } from './back-price.ts';
import { NoReceiptDesk, type NoReceiptDeskPorts } from './no-receipt-desk.ts';

const DAY = IDENTITY.businessDate;
const NOW = Date.parse(`${DAY}T12:00:00Z`);
const DAYS = 86_400_000;
const GTIN = '4006381333931';
const PROFILE = {
  store: '0417',
  time_zone: 'Europe/Berlin',
  price_zone: 'de',
  tax_classes: { reduced: ['R'] },
  barcodes: {
    formats: [{ name: 'price', pattern: '21IIIIIPPPPPC', decimals: 2 }],
  },
} as unknown as StoreProfile;

const ROW = { dept: 'bakery', tax_class: 'reduced', unit: 'piece', discountable: true };
const ARTICLES = {
  bread: { ...ROW, name: 'Bread', gtins: [`0${GTIN}`], recalled_lots: ['L1'] },
  cheese: { ...ROW, name: 'Cheese', unit: 'kg', gtins: [] },
  water: { ...ROW, name: 'Water', gtins: [], deposit: 'bottle' },
  bottle: { ...ROW, name: 'Bottle', gtins: [], discountable: false },
  '23456': { ...ROW, name: 'Gouda', unit: 'kg', gtins: [] },
  parcel: { ...ROW, name: 'Parcel', gtins: [], open_price: { min: 1, max: 9999 } },
};

let docs: Sale[];
let used: (readonly Used[])[];
let signed: Refusal | undefined;
let isOffline: boolean;
let givesCredit: boolean;
let isTraining: boolean;
let whileSigning: () => void;
let seller: ReturnType<NoReceiptDeskPorts['seller']>;
let price: BackPricePorts;
let desk: NoReceiptDesk;

const finder = {
  page: async (_by: string, _value: string, { day = '' }) => {
    const [from, to] = findRange('took-back', '', { day });
    const rows = docs
      .map((sale) => ({ body: sale, finds: findKeys(sale) }) as unknown as DocRow)
      .filter(({ finds = [] }) => finds.some((key) => from <= key && key <= to));
    return { docs: rows, total: rows.length };
  },
} as unknown as DocFinder;

beforeEach(() => {
  docs = [];
  used = [];
  signed = undefined;
  isOffline = false;
  givesCredit = true;
  isTraining = false;
  whileSigning = () => undefined;
  seller = { cashier: '104', shift: { shiftId: 's', businessDate: DAY } as ShiftRow };
  const index = new CatalogueIndex('de');
  for (const [k, v] of Object.entries(ARTICLES)) index.put('article', { k, v, hlc: 1, o: 'A' });
  const prices = [
    ['bread', NOW - 400 * DAYS, 111],
    ['bread', NOW - 90 * DAYS, 333],
    ['bread', NOW - 10 * DAYS, 299],
    ['bread', NOW - 5 * DAYS, 399],
    ['cheese', 0, 1990],
    ['water', 0, 99],
    ['bottle', NOW - 20 * DAYS, 8],
    ['bottle', NOW - 10 * DAYS, 25],
    ['23456', NOW - 20 * DAYS, 1000],
    ['23456', NOW - 10 * DAYS, 2000],
  ] as const;
  for (const [article, from, amount] of prices) {
    index.put('price', { k: `de/${article}/${from}`, v: { amount }, hlc: amount, o: 'A' });
  }
  price = {
    profile: PROFILE,
    index: () => index,
    book: () => readPromotions([]),
    scanRules: (ms) => scanRulesAt(PROFILE, 'EUR', ms),
    currency: 'EUR',
    correctedMs: () => NOW,
  };
  desk = new NoReceiptDesk({
    finder,
    taxSetup: GERMANY,
    goodsOf: (ask) => backGoods(ask, price),
    days: 30,
    own: { store: '0417', till: '02' },
    cashPolicy: NICKEL,
    seller: () => seller,
    whyNot: () => undefined,
    isOffline: () => isOffline,
    isTraining: () => isTraining,
    alone: (run) => run(),
    may: async (rights) => {
      used.push(rights);
      whileSigning();
      return signed ?? { ok: true, cashier: '104', approver: '203' };
    },
    versions: () => IDENTITY.versions,
    newId: () => `return-${docs.length}`,
    creditFor: (id) => (givesCredit ? `code-of-${id}` : undefined),
    wallMs: () => IDENTITY.closedMs,
    commit: async (fact) => {
      await Promise.resolve();
      const training = isTraining ? { training: true as const } : {};
      const sale = fact.body({ series: 'A', number: 500 + docs.length, ...training }) as Sale;
      docs.push(sale);
      return { ok: true, sale: { docNo: sale.doc_no } as SoldView };
    },
    done: () => undefined,
  });
});

const back = (article: string, qtyMilli = 1000) => ({
  article,
  qtyMilli,
  reason: 'faulty' as const,
});
const kindOf = (answer: { ok: true } | Refusal): string => (answer.ok ? 'done' : answer.kind);
const sizes = (): [string, bigint | undefined][] =>
  (used.at(-1) ?? []).map(({ action, size }) => [action, size?.amount]);

describe('dom-T2: what an article comes back at', () => {
  it('the lowest price of thirty days, by scan, number or search; a promotion lowers it', () => {
    expect(desk.price({ code: GTIN })).toMatchObject({ name: 'Bread', price: 299, days: 30 });
    expect(desk.price({ article: 'bread' })).toMatchObject({ article: 'bread', price: 299 });
    const pool = { tags: ['bakery'] };
    const off = { id: 'p', type: 'percentOff', percent: '10', pool } as const;
    price = { ...price, book: () => readPromotions([off]) };
    expect(desk.price({ article: 'bread' })).toMatchObject({ price: 269 });
    // Never reduced, a deposit is worth what it costs today and not its lowest.
    expect(desk.price({ article: 'water' })).toMatchObject({ price: 89, deposit: 25 });
  });

  it('the store says how many days; what it does not know a price of comes back with its receipt', () => {
    price = { ...price, profile: { ...PROFILE, returns: { look_back_days: 7 } } };
    expect(desk.price({ article: 'bread' })).toMatchObject({ price: 299 });
    price = { ...price, profile: { ...PROFILE, returns: { look_back_days: 3 } } };
    expect(desk.price({ article: 'bread' })).toMatchObject({ price: 399 });
    for (const ask of [{ article: 'parcel' }, { article: 'gone' }, { code: '4009999999999' }]) {
      expect(desk.price(ask).ok).toBe(false);
    }
  });
});

it('dom-T2, dom-B5: a label is read again when it is paid; its document says what the label stood for', async () => {
  const code = '2123456006001';
  expect(kindOf(await desk.giveBack([{ ...back('23456'), code }]))).toBe('done');
  expect(docs[0]?.lines).toMatchObject([
    { article: '23456', qty_milli: -1000, unit_price: 300, gross: -300 },
  ]);
  expect(docs[0]?.lines[0]?.label).toEqual({ book_price: 2000, weight_milli: 300 });
  expect(kindOf(await desk.giveBack([{ ...back('23456', 300), code }]))).toBe('nothing-to-return');
});

it('dom-T2: what must not be sold any more comes back: of a lot that was called back, and expired', () => {
  for (const more of ['10L1', '17200101']) {
    expect(desk.price({ code: `]d2010${GTIN}${more}` })).toMatchObject({ name: 'Bread' });
  }
});

describe('dom-T2, dom-A4: a return without a receipt', () => {
  it('is a document of its own under its own right; who signed stands on it', async () => {
    expect(desk.tell([back('bread', 2000)])).toEqual({
      ok: true,
      goods: 598,
      cash: 600,
      credit: 598,
    });
    const answer = await desk.giveBack([back('bread', 2000), back('cheese', 250)]);
    expect(kindOf(answer)).toBe('done');
    expect(sizes()).toEqual([
      ['return-no-receipt', 1096n],
      ['return-no-receipt-day', 1096n],
    ]);
    const [sale] = docs;
    expect(sale?.totals.gross).toBe(-1096);
    expect(sale?.lines.map(({ unit_price }) => unit_price)).toEqual([299, 1990]);
    expect(sale?.acts).toMatchObject([
      { action: 'return-no-receipt', amount: minor(1096), reason: 'faulty', approver: '203' },
    ]);
  });

  it('all of the day at this till count, however small each; yesterday does not', async () => {
    await desk.giveBack([back('bread')]);
    await desk.giveBack([back('bread', 2000)]);
    expect(sizes()[1]).toEqual(['return-no-receipt-day', 897n]);
    const [first] = docs;
    // What came back of a receipt is under another right.
    const of = { doc_id: 'd', doc_no: 'x', lines: ['1'], sold: [1000] };
    docs = [{ ...first, returns_of: of } as unknown as Sale];
    await desk.giveBack([back('bread')]);
    expect(sizes()[1]).toEqual(['return-no-receipt-day', 299n]);
    docs = [{ ...first, business_date: '2026-01-01' } as Sale];
    await desk.giveBack([back('bread')]);
    expect(sizes()[1]).toEqual(['return-no-receipt-day', 299n]);
  });

  it('signed for, or nothing happens', async () => {
    signed = { ok: false, kind: 'needs-approval', next: '' };
    expect(kindOf(await desk.giveBack([back('bread')]))).toBe('needs-approval');
    expect(docs).toEqual([]);
  });

  it('whoever signs for a till that changed hands or mode meanwhile pays nothing', async () => {
    whileSigning = () => (seller = undefined);
    expect(kindOf(await desk.giveBack([back('bread')]))).toBe('not-signed-in');
    seller = { cashier: '104', shift: { shiftId: 's', businessDate: DAY } as ShiftRow };
    whileSigning = () => (isTraining = true);
    expect(kindOf(await desk.giveBack([back('bread')]))).toBe('busy');
    expect(docs).toEqual([]);
  });

  it('a key pressed twice pays once', async () => {
    const [first, second] = await Promise.all([
      desk.giveBack([back('bread')]),
      desk.giveBack([back('bread')]),
    ]);
    expect([kindOf(first), kindOf(second)]).toEqual(['done', 'busy']);
    expect(docs).toHaveLength(1);
  });

  it('half a piece, no gram, and no goods at all are refused', async () => {
    for (const line of [back('bread', 500), back('bread', 0), back('cheese', 100_000)]) {
      expect(kindOf(await desk.giveBack([line]))).toBe('nothing-to-return');
    }
    expect(kindOf(await desk.giveBack([]))).toBe('empty-return');
    expect(docs).toEqual([]);
  });

  it('practised it has a number of its own', async () => {
    isTraining = true;
    expect(kindOf(await desk.giveBack([back('bread')]))).toBe('done');
    expect(docs[0]?.training).toBe(true);
  });
});

describe('CRED1: store credit without a receipt', () => {
  it('by the same rights, the line down too; to the cent, and no drawer', async () => {
    isOffline = true;
    const answer = await desk.giveBack([back('bread', 2000)], undefined, true);
    expect(kindOf(answer)).toBe('done');
    expect(sizes().map(([action]) => action)).toEqual([
      'return-no-receipt',
      'return-no-receipt-day',
      'return-offline',
      'return-offline-day',
    ]);
    expect(docs[0]).toMatchObject({ cash_rounding: 0 });
    expect(docs[0]?.tenders).toMatchObject([
      {
        type: 'store-credit',
        amount: -598,
        code: 'code-of-return-0',
        redemption: 'return-0-credit',
      },
    ]);
  });

  it('a store without it and a till in training give none', async () => {
    givesCredit = false;
    const none = await desk.giveBack([back('bread')], undefined, true);
    [givesCredit, isTraining] = [true, true];
    const practised = await desk.giveBack([back('bread')], undefined, true);
    expect([kindOf(none), kindOf(practised)]).toEqual(['no-store-credit', 'no-store-credit']);
    expect(desk.tell([back('bread')])).toMatchObject({ credit: 0 });
    expect([docs, used]).toEqual([[], []]);
  });
});

describe('dom-O2: while head office cannot be asked', () => {
  it('one return and all of the day stand under the rights of any other return then', async () => {
    isOffline = true;
    await desk.giveBack([back('bread')]);
    await desk.giveBack([back('bread', 2000)]);
    expect(sizes()).toEqual([
      ['return-no-receipt', 598n],
      ['return-no-receipt-day', 897n],
      ['return-offline', 598n],
      ['return-offline-day', 897n],
    ]);
    expect(docs[1]?.acts?.map(({ action }) => action)).toEqual([
      'return-no-receipt',
      'return-offline',
    ]);
  });
});
