import { describe, expect, it } from 'vitest';
import { closeSale } from '../../../domain/close-sale.ts';
import { minor } from '../../../domain/money.ts';
import { err, ok } from '../../../domain/result.ts';
import {
  article,
  basketOf,
  GERMANY,
  IDENTITY,
  NICKEL,
  valueOf,
} from '../../../domain/testing/sale-arbitraries.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import type { DocFinder } from './doc-finder.ts';
import { ReceiptsDesk } from './receipts-desk.ts';
import { StoreReceipts, type AskSite } from './store-receipts.ts';

const OWN = '0417-02-A-000123';
const sale = valueOf(
  closeSale({
    basket: basketOf({ type: 'add', article: article({ article: '1' }), qtyMilli: 2000 }),
    taxSetup: GERMANY,
    cashPolicy: NICKEL,
    tenders: [{ type: 'cash', tendered: minor(200_000) }],
    identity: IDENTITY,
  }),
);
const other: Sale = { ...sale, doc_no: '0417-03-A-000123', till: '03' };
const told = (document: Sale) => JSON.stringify({ region: 'eu', site: 'A', document, returns: [] });

/** A till that holds one document, beside a head office that says this. */
function deskWith(ask: AskSite, sites = ['A', 'B']) {
  const asked: unknown[] = [];
  const shownWith: unknown[] = [];
  const finder = {
    named: async (docNo: string) =>
      docNo === OWN ? ({ docId: sale.doc_id, docNo, body: sale } as unknown as DocRow) : undefined,
    returnsOf: async () => [],
    page: async (...question: unknown[]) => (asked.push(question), { docs: [], total: 0 }),
  } as unknown as DocFinder;
  const desk = new ReceiptsDesk({
    finder,
    isSignedIn: () => true,
    own: { store: '0417', till: '02' },
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    isIndexFull: async () => true,
    isByWeight: (number) => number === '1',
    receipts: {
      receiptShown: () => [{ kind: 'cut' }],
      receiptOf: () => [{ kind: 'cut' }],
      receiptOfOther: (_sale, seal) => {
        shownWith.push(seal);
        return [{ kind: 'rule' }];
      },
      readSquare: (code) =>
        code.endsWith('GOOD')
          ? ok({ docNo: OWN, businessDate: '', total: minor(0), currency: 'EUR' })
          : err(code.startsWith('EV1/') ? 'mac-differs' : 'no-receipt-code'),
    },
    atHeadOffice: new StoreReceipts({
      isTraining: () => false,
      region: 'eu',
      sites: () => sites,
      ask,
    }),
  });
  return { desk, asked, shownWith };
}

const DOWN: AskSite = async () => undefined;
const page = { text: '', ofStore: false, offset: 0 } as const;

describe('dom-O1: a square', () => {
  it('that this till wrote opens its document and says so', async () => {
    const { desk } = deskWith(DOWN);
    const opened = await desk.open({ code: `EV1/${OWN}/x/GOOD` });
    expect(opened).toMatchObject({
      ok: true,
      view: {
        docNo: OWN,
        isVerified: true,
        isOfThisTill: true,
        lineViews: [{ qtyMilli: 2000, isByWeight: true }],
      },
    });
  });

  it('that claims to be of this till and is not opens nothing; nor does another text', async () => {
    const { desk } = deskWith(DOWN);
    expect(await desk.open({ code: `EV1/${OWN}/x/FAKE` })).toMatchObject({ kind: 'mac-differs' });
    expect(await desk.open({ code: 'https://example.org' })).toMatchObject({
      kind: 'no-receipt-code',
    });
  });

  it('of another till is a number to ask head office for, and never counts as verified', async () => {
    const { desk } = deskWith(async () => ({ status: 200, text: told(other) }));
    expect(await desk.open({ code: `EV1/${other.doc_no}/x/FAKE` })).toMatchObject({
      ok: true,
      view: { till: '03', isVerified: false, isOfThisTill: false, receipt: [{ kind: 'rule' }] },
    });
  });
});

describe('a document of another till', () => {
  it('TSE9: is shown with what its till told head office of its signature', async () => {
    const seal = {
      doc_id: other.doc_id,
      doc_no: other.doc_no,
      client: '0417-03',
      process_type: 'Kassenbeleg-V1',
      process_data: 'Beleg^1',
      unsigned: { why: 'silent', since_ms: 5 },
    };
    const text = JSON.stringify({ ...(JSON.parse(told(other)) as object), seal });
    const { desk, shownWith } = deskWith(async () => ({ status: 200, text }));
    expect(await desk.open({ docNo: other.doc_no })).toMatchObject({ ok: true });
    expect(shownWith).toEqual([seal]);
  });

  it('without the line says what can be found', async () => {
    const next =
      'This receipt is not on this till. Without the line only this till’s own can be found.';
    const { desk } = deskWith(DOWN);
    expect(await desk.open({ docNo: other.doc_no })).toEqual({
      ok: false,
      kind: 'line-down',
      next,
    });
    expect(await desk.find({ ...page, by: 'any', ofStore: true })).toMatchObject({
      kind: 'line-down',
    });
  });

  it('is asked of the second site where the first is down or does not know it yet', async () => {
    for (const first of [undefined, { status: 404, text: '' }]) {
      const { desk } = deskWith(async (site) =>
        site === 'A' ? first : { status: 200, text: told(other) },
      );
      expect(await desk.open({ docNo: other.doc_no })).toMatchObject({ ok: true });
    }
    const { desk } = deskWith(async () => ({ status: 404, text: '' }));
    expect(await desk.open({ docNo: other.doc_no })).toMatchObject({ kind: 'no-such-document' });
  });

  it('of another region, or whose sums do not add up, is not opened', async () => {
    const foreign = told(other).replace('"eu"', '"us"');
    const { desk } = deskWith(async () => ({ status: 200, text: foreign }));
    expect(await desk.open({ docNo: other.doc_no })).toMatchObject({ kind: 'line-down' });
    const forged = told({ ...other, totals: { ...other.totals, gross: minor(1) } });
    const second = deskWith(async () => ({ status: 200, text: forged }));
    expect(await second.desk.open({ docNo: other.doc_no })).toMatchObject({ kind: 'not-proven' });
  });
});

describe('what was keyed', () => {
  it('becomes one question of the index: amounts in minor units, numbers without zeros, days with times', async () => {
    const { desk, asked } = deskWith(DOWN);
    await desk.find({ ...page, by: 'amount', text: '12,5' });
    await desk.find({ ...page, by: 'number', text: '000123' });
    await desk.find({ ...page, by: 'any', day: '2026-03-29', time: '12:00' });
    const noon = Date.parse('2026-03-29T10:00:00Z');
    const at = { offset: 0, limit: 50 };
    expect(asked).toEqual([
      ['amount', '1250', {}, at],
      ['number', '123', {}, at],
      ['all', '', { day: '2026-03-29', fromMs: noon - 1_800_000, toMs: noon + 1_800_000 }, at],
    ]);
  });

  it('that is no amount and no day is refused in words', async () => {
    const { desk } = deskWith(DOWN);
    expect(await desk.find({ ...page, by: 'amount', text: 'twelve' })).toMatchObject({
      kind: 'bad-amount',
    });
    expect(await desk.find({ ...page, by: 'any', day: '2026-02-30' })).toMatchObject({
      kind: 'bad-day',
    });
    expect(await desk.find({ ...page, by: 'card', text: '4242', ofStore: true })).toMatchObject({
      kind: 'day-needed',
    });
  });

  it('dom-Y2: that is a card asks nothing, neither here nor of head office', async () => {
    const sent: string[] = [];
    const { desk, asked } = deskWith(async (_site, path) => (sent.push(path), undefined));
    const day = '2026-11-21';
    for (const ofStore of [true, false])
      for (const by of ['card', 'article', 'number', 'any', 'amount'] as const)
        for (const text of ['4111111111111111', ' ö4111111111111111´2912', '4111 1111 1111 1'])
          expect(await desk.find({ ...page, by, text, day, ofStore })).toMatchObject({ ok: false });
    expect([asked, sent]).toEqual([[], []]);
    await desk.find({ ...page, by: 'card', text: '4242', day, ofStore: true });
    expect(sent[0]).toContain('by=card&text=4242');
  });
});
