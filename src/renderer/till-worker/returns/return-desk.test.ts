import { beforeEach, describe, expect, it } from 'vitest';
import { findKeys, findRange } from '../../../domain/after/find-keys.ts';
import type { RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import type { BasketAction } from '../../../domain/basket-reducer.ts';
import { docId } from '../../../domain/ids.ts';
import { minor } from '../../../domain/money.ts';
import type { Sale } from '../../../domain/sale.ts';
import { GERMANY, IDENTITY, NICKEL } from '../../../domain/testing/sale-arbitraries.ts';
import type { DocRow, ShiftRow } from '../../../sync/core/ports.ts';
import type { Refusal, SoldView } from '../../shared/till-api.ts';
import type { Used } from '../people/sign-off.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';
import { LINE_DOWN, notHere } from '../receipts/receipts-refusals.ts';
import type { ToldDocument } from '../receipts/store-receipts.ts';
import { sold } from './testing-sold-sale.ts';
import { ReturnDesk, type ReturnDeskPorts } from './return-desk.ts';

const DAY = IDENTITY.businessDate;
const CARD = { reference: 'r', scheme: 'Visa', last4: '4242', auth: 'a', terminal_ref: 't' };

const pieces = (sale: Sale, count: number) => ({
  docNo: sale.doc_no,
  lines: [{ line: '1', qtyMilli: count * 1000, reason: 'faulty' as const }],
});

let docs: Sale[];
let begun: RefundUnderWay[];
let taken: BasketAction[];
let used: (readonly Used[])[];
let signed: Refusal | undefined;
let told: ToldDocument | Refusal;
let isTraining: boolean;
let seller: ReturnType<ReturnDeskPorts['seller']>;
let whileSigning: () => void;
let desk: ReturnDesk;

/** The index of the till, as a list. */
const finder = {
  named: async (docNo: string) => rows().find((row) => row.docNo === docNo),
  returnsOf: async (id: string) => inRange(findRange('returns-of', id)),
  page: async (_by: string, _value: string, { day = '' }) => {
    const found = inRange(findRange('took-back', '', { day }));
    return { docs: found, total: found.length };
  },
} as unknown as DocFinder;

const shiftNamed = (shiftId: string) => ({ shiftId, businessDate: DAY }) as ShiftRow;

function rows(): DocRow[] {
  return docs.map((sale) => {
    const [id, docNo] = [sale.doc_id, sale.doc_no];
    return { docId: id, docNo, finds: findKeys(sale), body: sale } as unknown as DocRow;
  });
}
const inRange = ([from, to]: [string, string]): DocRow[] =>
  rows().filter(({ finds = [] }) => finds.some((key) => from <= key && key <= to));

beforeEach(() => {
  docs = [sold(1)];
  begun = [];
  taken = [];
  used = [];
  signed = undefined;
  isTraining = false;
  told = notHere('x');
  seller = { cashier: '104', shift: shiftNamed(IDENTITY.shiftId) };
  whileSigning = () => undefined;
  let ids = 0;
  desk = new ReturnDesk({
    finder,
    atHeadOffice: { open: async () => told },
    isTraining: () => isTraining,
    own: { store: '0417', till: '02' },
    cashPolicy: NICKEL,
    currency: 'EUR',
    seller: () => seller,
    whyNot: () => undefined,
    alone: (run) => run(),
    may: async (rights) => {
      used.push(rights);
      whileSigning();
      return signed ?? { ok: true, cashier: '104', approver: '203' };
    },
    versions: () => IDENTITY.versions,
    newId: () => `return-${(ids += 1)}`,
    creditFor: (id) => `code-of-${id}`,
    wallMs: () => IDENTITY.closedMs + 1000,
    beginSale: () => undefined,
    act: (action) => (taken.push(action), { ok: true }),
    taxSetup: GERMANY,
    refunds: { begin: async (row) => (begun.push(row), { ok: true }) },
    commit: async (fact) => {
      await Promise.resolve();
      const sale = fact.body({ series: 'A', number: 500 + docs.length }) as Sale;
      docs.push(sale);
      return { ok: true, sale: { docNo: sale.doc_no } as SoldView };
    },
    done: () => undefined,
  });
});

const kindOf = (answer: { ok: true } | Refusal): string => (answer.ok ? 'done' : answer.kind);
const cashOf = (sale: Sale | undefined): number | undefined => sale?.tenders[0]?.amount;

describe('GIFT8 dom-O3: what a gift card paid goes back to it', () => {
  it('last taken, first given back; part by part it has all of it, each step under an id of its own', async () => {
    const code = `${'C'.repeat(22)}.0042`;
    const gift = { type: 'gift-card', amount: minor(500), code, redemption: 'r1' } as const;
    const sale = sold(7, [{ type: 'cash', tendered: minor(499) }, gift]);
    docs.push(sale);
    expect(await desk.tell(pieces(sale, 1))).toMatchObject({
      ok: true,
      cash: 0,
      cards: [{ words: 'Gift card ••0042', amount: 333 }],
    });
    for (let piece = 0; piece < 3; piece += 1) {
      expect(await desk.giveBack(pieces(sale, 1))).toMatchObject({ ok: true });
    }
    const back = docs.slice(-3).flatMap(({ tenders }) => tenders);
    const gifts = back.flatMap((tender) => ('redemption' in tender ? [tender] : []));
    expect(gifts.map(({ amount }) => amount)).toEqual([-333, -167]);
    expect(gifts.every((tender) => tender.code === code)).toBe(true);
    expect(new Set(gifts.map(({ redemption }) => redemption)).size).toBe(2);
    expect(back.reduce((sum, { amount }) => sum + amount, 0)).toBe(-1000);
  });
});

describe('a return with its receipt (dom-T1)', () => {
  it('pays stored amounts back in cash, rounded by itself, and points to the sale with reason and signature', async () => {
    const [sale] = docs;
    expect(await desk.tell(pieces(sale!, 1))).toEqual({
      ok: true,
      goods: 333,
      cash: 335,
      credit: 333,
      cards: [],
    });
    expect(kindOf(await desk.giveBack(pieces(sale!, 1)))).toBe('done');
    const back = docs[1];
    expect(back).toMatchObject({
      totals: { gross: -333 },
      cash_rounding: -2,
      returns_of: { doc_id: 'sale-1', lines: ['1'], sold: [3000] },
      lines: [{ qty_milli: -1000, return_reason: 'faulty' }],
      acts: [{ action: 'return', reason: 'faulty', amount: 333, cashier: '104', approver: '203' }],
    });
    expect(cashOf(back)).toBe(-335);
  });

  it('goes on until nothing is left, and never beyond', async () => {
    const [sale] = docs;
    expect(kindOf(await desk.giveBack(pieces(sale!, 2)))).toBe('done');
    expect(kindOf(await desk.giveBack(pieces(sale!, 2)))).toBe('more-than-sold');
    expect(kindOf(await desk.giveBack(pieces(sale!, 1)))).toBe('done');
    expect(kindOf(await desk.giveBack(pieces(sale!, 1)))).toBe('more-than-sold');
    expect(docs.slice(1).reduce((sum, { totals }) => sum + totals.gross, 0)).toBe(-999);
  });

  it('a key pressed twice pays once', async () => {
    const [sale] = docs;
    const answers = await Promise.all([
      desk.giveBack(pieces(sale!, 1)),
      desk.giveBack(pieces(sale!, 1)),
    ]);
    expect(answers.map(kindOf)).toEqual(['done', 'busy']);
    expect(docs).toHaveLength(2);
  });

  it('dom-A4: nothing is written without the right, nor by who left while it was signed', async () => {
    const [sale] = docs;
    signed = { ok: false, kind: 'needs-approval', next: 'sign' };
    expect(kindOf(await desk.giveBack(pieces(sale!, 1)))).toBe('needs-approval');
    signed = undefined;
    whileSigning = () => (seller = undefined);
    expect(kindOf(await desk.giveBack(pieces(sale!, 1)))).toBe('not-signed-in');
    expect(docs).toHaveLength(1);
  });

  it('dom-O3: what was paid by card goes back to that card, the last tender first; nothing is written before', async () => {
    const byCard = sold(2, [{ type: 'card', amount: minor(999), card: CARD }]);
    const split = sold(3, [
      { type: 'card', amount: minor(600), card: CARD },
      { type: 'cash', tendered: minor(1000) },
    ]);
    docs.push(byCard, split);
    expect(await desk.giveBack(pieces(byCard, 1))).toEqual({ ok: true, sale: undefined });
    expect([docs.length, begun]).toMatchObject([
      3,
      [{ goods: 333, due: [{ card: CARD, amount: 333 }], done: [], acts: [{ approver: '203' }] }],
    ]);
    // The cash of a split sale goes back first, as far as it reaches.
    expect(kindOf(await desk.giveBack(pieces(split, 1)))).toBe('done');
    expect(docs).toHaveLength(4);
    const bothWays = { goods: 333, cash: 65, cards: [{ words: 'Visa ••4242', amount: 267 }] };
    expect(await desk.tell(pieces(split, 1))).toMatchObject(bothWays);
    await desk.giveBack(pieces(split, 1));
    expect(begun[1]).toMatchObject({ goods: 333, due: [{ amount: 267 }] });
    await desk.postVoid({ docNo: byCard.doc_no, reason: 'wrong-tender' });
    expect(begun[2]).toMatchObject({ due: [{ amount: 999 }], parts: { terms: { post_void: {} } } });
  });

  it('dom-E1: an exchange takes the lines into the basket under the same rights, and pays nothing yet', async () => {
    const [sale] = docs;
    await desk.giveBack(pieces(sale!, 1));
    expect(await desk.exchange(pieces(sale!, 1), { number: '203', pin: '1' })).toEqual({
      ok: true,
    });
    expect([docs.length, used[1]?.map(({ action }) => action)]).toEqual([2, ['return']]);
    const shares = [{ value: 333, tender: { type: 'cash' } }];
    const lines = [{ lineId: 'b1', of: '1', sold: 3000, line: { gross: -333 } }];
    expect(taken).toMatchObject([
      {
        type: 'take-goods-back',
        exchange: { docNo: sale!.doc_no, returnsSeen: 1, lines, shares },
        acts: [{ action: 'return', amount: 333, approver: '203' }],
      },
    ]);
    expect(kindOf(await desk.exchange(pieces(sale!, 3)))).toBe('more-than-sold');
  });

  it('dom-E1: what a gift card paid is returned, not exchanged', async () => {
    const value = { type: 'gift-card', amount: minor(999), code: '1', redemption: 'r' } as const;
    const byValue = sold(8, [value]);
    docs.push(byValue);
    expect(kindOf(await desk.exchange(pieces(byValue, 1)))).toBe('paid-by-gift-card');
    expect(taken).toEqual([]);
  });

  it('dom-O3: what an exchange sold for goods that came back was paid by no tender of it: cash needs its right', async () => {
    const [sale] = docs;
    const even: Sale = { ...sale!, doc_id: docId('even'), tenders: [], doc_no: '0417-02-A-000077' };
    docs.push(even);
    expect(kindOf(await desk.giveBack(pieces(even, 1)))).toBe('done');
    expect(used[0]?.map(({ action }) => action)).toEqual(['return', 'refund-other-tender']);
    expect(cashOf(docs.at(-1))).toBe(-335);
  });

  it('a clock that was moved back an hour refuses nothing: the day is the shift’s', async () => {
    const [sale] = docs;
    docs = [{ ...sale!, closed_ms: sale!.closed_ms + 3_600_000 }];
    expect(kindOf(await desk.giveBack(pieces(sale!, 1)))).toBe('done');
    expect(docs[1]?.business_date).toBe(DAY);
  });
});

describe('dom-O2: while head office cannot be asked', () => {
  const size = (amount: number) => ({ amount: BigInt(amount), of: BigInt(amount) });

  it('a return and the day’s returns stand under rights of their own', async () => {
    const [sale] = docs;
    told = LINE_DOWN;
    await desk.giveBack(pieces(sale!, 1));
    await desk.giveBack(pieces(sale!, 1));
    expect(used[1]).toEqual([
      { action: 'return', size: size(333) },
      { action: 'return-offline', size: size(333) },
      { action: 'return-offline-day', size: size(666) },
    ]);
    expect(docs[2]?.acts?.map(({ action }) => action)).toEqual(['return', 'return-offline']);
    told = notHere('x');
    await desk.giveBack(pieces(sale!, 1));
    expect(used[2]).toEqual([{ action: 'return', size: size(333) }]);
  });

  it('the day counts what documents took back, not how often goods were taken into an exchange', async () => {
    const [sale] = docs;
    told = LINE_DOWN;
    await desk.giveBack(pieces(sale!, 1));
    const acts = [...(docs[1]?.acts ?? []), ...(docs[1]?.acts ?? [])];
    docs = [sale!, { ...docs[1]!, acts }];
    await desk.giveBack(pieces(sale!, 1));
    expect(used[1]?.at(-1)).toEqual({ action: 'return-offline-day', size: size(666) });
  });

  it('another till’s receipt is not returned; with the line it is, less what came back there', async () => {
    const other = sold(9, undefined, '03');
    told = LINE_DOWN;
    expect(await desk.giveBack(pieces(other, 1))).toEqual(LINE_DOWN);
    const there = {
      doc_id: docId('elsewhere'),
      doc_no: '0417-04-A-000001',
      returns_of: { doc_id: other.doc_id, doc_no: other.doc_no, lines: ['1'] },
      lines: [{ qty_milli: -2000 as Sale['lines'][number]['qty_milli'] }],
    };
    told = { ok: true, sale: other, returns: [there] };
    expect(kindOf(await desk.giveBack(pieces(other, 2)))).toBe('more-than-sold');
    expect(kindOf(await desk.giveBack(pieces(other, 1)))).toBe('done');
    expect(kindOf(await desk.giveBack(pieces(other, 1)))).toBe('more-than-sold');
  });
});

describe('dom-X2: a sale that is undone', () => {
  const asked = (sale: Sale) => ({ docNo: sale.doc_no, reason: 'wrong-customer' as const });

  it('is reversed as a whole, to the coin, and never twice', async () => {
    const [sale] = docs;
    expect(kindOf(await desk.postVoid(asked(sale!)))).toBe('done');
    expect(docs[1]).toMatchObject({
      post_void: { reason: 'wrong-customer' },
      returns_of: { doc_id: 'sale-1' },
      totals: { gross: -999 },
    });
    expect(cashOf(docs[1])).toBe(0 - (cashOf(sale) ?? 0));
    expect(used[0]?.[0]?.action).toBe('post-void');
    expect(kindOf(await desk.postVoid(asked(sale!)))).toBe('already-returned');
    expect(kindOf(await desk.giveBack(pieces(sale!, 1)))).toBe('more-than-sold');
  });

  it('of another till, of a shift that is counted, or a return: refused with what to do instead', async () => {
    const [sale] = docs;
    const other = sold(9, undefined, '03');
    told = { ok: true, sale: other, returns: [] };
    expect(await desk.postVoid(asked(other))).toMatchObject({
      kind: 'other-till',
      next: expect.stringContaining('Return the goods'),
    });
    await desk.giveBack(pieces(sale!, 1));
    expect(kindOf(await desk.postVoid(asked(docs[1]!)))).toBe('return-of-a-return');
    seller = { cashier: '104', shift: shiftNamed('next') };
    docs = [sold(1)];
    expect(kindOf(await desk.postVoid(asked(docs[0]!)))).toBe('other-shift');
  });
});
