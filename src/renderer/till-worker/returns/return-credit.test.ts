import { beforeEach, describe, expect, it } from 'vitest';
import { findKeys, findRange } from '../../../domain/after/find-keys.ts';
import type { RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import { minor } from '../../../domain/money.ts';
import { proveTotals } from '../../../domain/prove-totals.ts';
import type { Sale } from '../../../domain/sale.ts';
import { GERMANY, IDENTITY, NICKEL } from '../../../domain/testing/sale-arbitraries.ts';
import type { DocRow, ShiftRow } from '../../../sync/core/ports.ts';
import type { Refusal, SoldView } from '../../shared/till-api.ts';
import type { Used } from '../people/sign-off.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';
import { notHere } from '../receipts/receipts-refusals.ts';
import { ReturnDesk } from './return-desk.ts';
import { sold } from './testing-sold-sale.ts';

const CARD = { reference: 'r', scheme: 'Visa', last4: '4242', auth: 'a', terminal_ref: 't' };

let docs: Sale[];
let begun: RefundUnderWay[];
let used: (readonly Used[])[];
let givesCredit: boolean;
let isTraining: boolean;
let desk: ReturnDesk;

const row = (sale: Sale) =>
  ({ docId: sale.doc_id, docNo: sale.doc_no, body: sale }) as unknown as DocRow;
/** The index of the till, as a list. */
const finder = {
  named: async (docNo: string) => docs.filter(({ doc_no }) => doc_no === docNo).map(row)[0],
  returnsOf: async (id: string) => {
    const [from, to] = findRange('returns-of', id);
    return docs.filter((sale) => findKeys(sale).some((key) => from <= key && key <= to)).map(row);
  },
} as unknown as DocFinder;

beforeEach(() => {
  docs = [sold(1)];
  begun = [];
  used = [];
  givesCredit = true;
  isTraining = false;
  let ids = 0;
  desk = new ReturnDesk({
    finder,
    atHeadOffice: { open: async () => notHere('x') },
    isTraining: () => isTraining,
    own: { store: '0417', till: '02' },
    cashPolicy: NICKEL,
    currency: 'EUR',
    seller: () => ({
      cashier: '104',
      shift: { shiftId: String(IDENTITY.shiftId), businessDate: IDENTITY.businessDate } as ShiftRow,
    }),
    whyNot: () => undefined,
    alone: (run) => run(),
    may: async (rights) => {
      used.push(rights);
      return { ok: true, cashier: '104' };
    },
    versions: () => IDENTITY.versions,
    newId: () => `return-${(ids += 1)}`,
    creditFor: (id) => (givesCredit ? `code-of-${id}` : undefined),
    wallMs: () => IDENTITY.closedMs,
    beginSale: () => undefined,
    act: () => ({ ok: true }),
    taxSetup: GERMANY,
    refunds: { begin: async (refund) => (begun.push(refund), { ok: true }) },
    commit: async (fact) => {
      const sale = fact.body({ series: 'A', number: 500 + docs.length }) as Sale;
      docs.push(sale);
      return { ok: true, sale: { docNo: sale.doc_no } as SoldView };
    },
    done: () => undefined,
  });
});

const pieces = (sale: Sale, count: number) => ({
  docNo: sale.doc_no,
  lines: [{ line: '1', qtyMilli: count * 1000, reason: 'faulty' as const }],
});
const kindOf = (answer: { ok: true } | Refusal): string => (answer.ok ? 'done' : answer.kind);

describe('CRED1 dom-O2: store credit in place of cash', () => {
  const asCredit = (sale: Sale, count: number) => ({
    ...pieces(sale, count),
    asCredit: true as const,
  });

  it('goes under a code of the document, to the cent and no coin with it, by no other right; once, however it is asked', async () => {
    const [sale] = docs;
    expect(kindOf(await desk.giveBack(asCredit(sale!, 1)))).toBe('done');
    expect(used).toEqual([[{ action: 'return', size: { amount: 333n, of: 333n } }]]);
    const [back] = docs.slice(1);
    const code = `code-of-${back?.doc_id}`;
    const issued = { type: 'store-credit', code, redemption: `${back?.doc_id}-credit` };
    expect(back?.tenders).toMatchObject([{ ...issued, amount: -333, change: 0 }]);
    expect([back?.cash_rounding, proveTotals(back!).ok]).toEqual([0, true]);
    expect(kindOf(await desk.giveBack(asCredit(sale!, 3)))).toBe('more-than-sold');
    expect(kindOf(await desk.giveBack(pieces(sale!, 3)))).toBe('more-than-sold');
    expect(kindOf(await desk.giveBack(asCredit(back!, 1)))).toBe('return-of-a-return');
    const again = await desk.postVoid({ docNo: back!.doc_no, reason: 'wrong-tender' });
    expect(kindOf(again)).toBe('return-of-a-return');
    const whole = await desk.postVoid({ docNo: sale!.doc_no, reason: 'wrong-tender' });
    expect(kindOf(whole)).toBe('already-returned');
    expect(docs).toHaveLength(2);
  });

  it('never for what a card paid: of a split sale the cash alone, and the card is asked as ever', async () => {
    const split = sold(3, [
      { type: 'card', amount: minor(800), card: CARD },
      { type: 'cash', tendered: minor(1000) },
    ]);
    const byCard = sold(4, [{ type: 'card', amount: minor(999), card: CARD }]);
    docs.push(split, byCard);
    expect(await desk.tell(pieces(split, 1))).toMatchObject({ cash: 200, credit: 199 });
    expect(await desk.giveBack(asCredit(split, 1))).toEqual({ ok: true, sale: undefined });
    expect(begun).toMatchObject([
      { due: [{ amount: 134 }], credit: { code: `code-of-${begun[0]?.docId}` } },
    ]);
    expect(await desk.tell(pieces(byCard, 1))).toMatchObject({ cash: 0, credit: 0 });
    expect(kindOf(await desk.giveBack(asCredit(byCard, 1)))).toBe('no-store-credit');
  });

  it('what credit paid goes back to it, and is no new credit', async () => {
    const code = `${'C'.repeat(22)}.0042`;
    const paid = { type: 'store-credit', amount: minor(999), code, redemption: 'r1' } as const;
    const sale = sold(7, [paid]);
    docs.push(sale);
    expect(await desk.tell(pieces(sale, 3))).toMatchObject({ cash: 0, credit: 0 });
    expect(kindOf(await desk.giveBack(pieces(sale, 3)))).toBe('done');
    expect(docs.at(-1)?.tenders).toMatchObject([{ type: 'store-credit', amount: -999, code }]);
  });

  it('VOUCH5: what a voucher paid comes back as credit, the rest as it was paid; undone too', async () => {
    const paper = { type: 'voucher', code: `${'V'.repeat(22)}.0042`, redemption: 'r1' } as const;
    const whole = sold(8, [
      {
        ...paper,
        amount: minor(999),
        face: minor(2000),
        rest: { code: 'K', redemption: 'sale-8-credit' },
      },
    ]);
    const split = sold(9, [
      { ...paper, amount: minor(400), face: minor(400), redemption: 'r2' },
      { type: 'cash', tendered: minor(1000) },
    ]);
    docs.push(whole, split);
    expect(await desk.tell(pieces(whole, 3))).toMatchObject({
      cash: 0,
      credit: 999,
      cards: [{ words: 'Store credit', amount: 999 }],
    });
    expect(kindOf(await desk.giveBack(pieces(whole, 1)))).toBe('done');
    expect(docs.at(-1)?.tenders).toMatchObject([{ type: 'store-credit', amount: -333 }]);
    // The cash was taken last and goes back first; no coin of the credit is rounded.
    expect(await desk.tell(pieces(split, 3))).toMatchObject({ cash: 600, credit: 999 });
    expect(kindOf(await desk.postVoid({ docNo: split.doc_no, reason: 'wrong-tender' }))).toBe(
      'done',
    );
    const [credit, cash] = docs.at(-1)?.tenders ?? [];
    expect(credit).toMatchObject({ type: 'store-credit', amount: -400 });
    expect(cash).toMatchObject({ type: 'cash', amount: -600 });
    expect(proveTotals(docs.at(-1)!).ok).toBe(true);
    givesCredit = false;
    expect(kindOf(await desk.giveBack(pieces(whole, 1)))).toBe('not-paid-in-cash');
  });

  it('VOUCH3 VOUCH5: beside a voucher that left a rest, cash has its part back; returned or undone', async () => {
    const paper = { type: 'voucher', code: `${'V'.repeat(22)}.0042`, redemption: 'r1' } as const;
    const rest = { code: 'K', redemption: 'sale-8-credit' };
    const split = sold(8, [
      { type: 'cash', tendered: minor(500) },
      { ...paper, amount: minor(499), face: minor(2000), rest },
    ]);
    docs.push(split);
    expect(await desk.tell(pieces(split, 3))).toMatchObject({
      cash: 500,
      cards: [{ words: 'Store credit', amount: 499 }],
    });
    expect(kindOf(await desk.postVoid({ docNo: split.doc_no, reason: 'wrong-tender' }))).toBe(
      'done',
    );
    expect(docs.at(-1)?.tenders).toMatchObject([
      { type: 'store-credit', amount: -499 },
      { type: 'cash', amount: -500 },
    ]);
    expect(proveTotals(docs.at(-1)!).ok).toBe(true);
  });

  it('VOUCH5 dom-E1: what a voucher paid is not exchanged for cash, whatever was loaded beside it', async () => {
    const paper = { type: 'voucher', code: `${'V'.repeat(22)}.0042`, redemption: 'r1' } as const;
    const byPaper = sold(8, [{ ...paper, amount: minor(999), face: minor(999) }]);
    const [bread] = byPaper.lines;
    const load = { ...bread!, line: '2', stored_value: { type: 'gift-card', code: 'G' } as const };
    const [cash] = docs[0]!.tenders;
    // The voucher was the last to be taken.
    const tenders = [{ ...cash!, amount: minor(999) }, ...byPaper.tenders];
    docs.push({ ...byPaper, lines: [bread!, load], tenders });
    expect(kindOf(await desk.exchange(pieces(byPaper, 3)))).toBe('paid-by-gift-card');
  });

  it('a store without it and a till in training give none', async () => {
    const [sale] = docs;
    givesCredit = false;
    expect(await desk.tell(pieces(sale!, 1))).toMatchObject({ cash: 335, credit: 0 });
    expect(kindOf(await desk.giveBack(asCredit(sale!, 1)))).toBe('no-store-credit');
    [givesCredit, isTraining] = [true, true];
    expect(kindOf(await desk.giveBack(asCredit(sale!, 1)))).toBe('no-store-credit');
    expect(docs).toHaveLength(1);
  });
});
