import { beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../../contracts/datasets.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { BasketDesk } from '../selling/basket-desk.ts';
import { scanRulesAt } from '../selling/till-rules.ts';
import { AskDesk, type AgeRefused } from './ask-desk.ts';

const PROFILE: StoreProfile = {
  store: '0417',
  name: 'Test',
  region: 'eu-test',
  currency: 'EUR',
  locale: 'de-DE',
  time_zone: 'Europe/Berlin',
  price_zone: 'de',
  price_mode: 'inclusive',
  rounding: { level: 'document', mode: 'half-up' },
  cash_policy: { increment: 1 },
  tax_version: 't1',
  taxes: [{ code: 'R', rate: '7', label: 'VAT', compound: false }],
  tax_classes: { reduced: ['R'] },
  seller: { name: '', tax_id: '', footer: '' },
};
const ARTICLES: Record<string, Partial<Article> & { price?: number }> = {
  wine: { name: 'Wine', min_age: 16, price: 699 },
  gin: { name: 'Gin', min_age: 18, price: 1499 },
  apples: { name: 'Apples', unit: 'kg', price: 299, gtins: ['04006381333931'] },
  gift: { name: 'Gift wrap', open_price: { min: 100, max: 2000 }, price: -1 },
  rum: { name: 'Rum by weight', unit: 'kg', min_age: 18, open_price: { min: 1, max: 9 } },
  water: { name: 'Water', deposit: 'bottle', price: 69 },
  bottle: { name: 'Bottle', price: 25, discountable: true },
  juice: { name: 'Juice', deposit: 'gone', price: 99 },
};
const NOW = Date.parse('2026-11-22T12:00:00Z');

let desk: BasketDesk;
let asks: AskDesk;
let refused: AgeRefused[];
let cashier: string | undefined;
let diskAnswer: Done | Refusal;
let busy: Refusal | undefined;

beforeEach(() => {
  [refused, cashier, diskAnswer, busy] = [[], '104', { ok: true }, undefined];
  const index = new CatalogueIndex('de');
  for (const [k, { price = 149, ...fields }] of Object.entries(ARTICLES)) {
    const of = { dept: 'd', tax_class: 'reduced', unit: 'piece', discountable: true, gtins: [] };
    index.put('article', { k, v: { ...of, ...fields }, hlc: 1, o: 'a' });
    if (price >= 0) index.put('price', { k: `de/${k}/0`, v: { amount: price }, hlc: 1, o: 'a' });
  }
  desk = new BasketDesk(
    {
      profile: PROFILE,
      currency: 'EUR',
      scanRules: (ms) => scanRulesAt(PROFILE, 'EUR', ms),
      index: () => index,
      correctedMs: () => NOW,
      wallMs: () => NOW,
      newId: () => 'basket-1',
      asks: (wanted, basket) => asks.asks(wanted, basket),
      cashier: () => cashier,
      save: () => {},
      changed: () => {},
    },
    undefined,
  );
  asks = new AskDesk({
    cashier: () => cashier,
    busy: () => busy,
    today: () => '2026-11-22',
    priceOf: (article) => index.price(article, NOW)?.amount,
    want: (wanted) => {
      const answer = desk.want(wanted);
      return answer.ok ? { ok: true } : answer;
    },
    refused: async (refusal) => {
      refused.push(refusal);
      return diskAnswer;
    },
    wallMs: () => NOW,
    changed: () => {},
  });
});

const lines = (): string[] =>
  desk.basket.lines.map(
    ({ article, qtyMilli, unitPrice }) => `${article} ${qtyMilli} ${unitPrice}`,
  );
const id = (): number => asks.question?.id ?? -1;

describe('an article that asks', () => {
  it('ASK1, ASK2: an age once a basket; a higher one is asked again', async () => {
    expect(desk.addArticle('wine')).toMatchObject({ ok: true });
    expect(asks.question).toMatchObject({ about: 'age', minAge: 16, bornBy: '2010-11-22' });
    expect(lines()).toEqual([]);
    expect(await asks.answer(id(), { about: 'age', isOldEnough: true })).toEqual({ ok: true });
    desk.addArticle('wine');
    expect(asks.question).toBeUndefined();
    expect(lines()).toEqual(['wine 2000 699']);
    desk.addArticle('gin');
    expect(asks.question).toMatchObject({ about: 'age', minAge: 18, bornBy: '2008-11-22' });
    expect(desk.basket.ageChecks).toEqual([
      { min_age: 16, born_by: '2010-11-22', cashier: '104', at_ms: NOW },
    ]);
  });

  it.each([{ about: 'age', isOldEnough: false } as const, { about: 'leave' } as const])(
    'ASK2: a refusal sells nothing and is told at once, whatever becomes of the basket (%j)',
    async (answer) => {
      desk.addArticle('gin');
      expect(await asks.answer(id(), answer)).toEqual({ ok: true });
      expect(lines()).toEqual([]);
      expect(refused).toEqual([
        {
          article: 'gin',
          name: 'Gin',
          min_age: 18,
          born_by: '2008-11-22',
          cashier: '104',
          at_ms: NOW,
        },
      ]);
      desk.addArticle('gin');
      expect(asks.question).toMatchObject({ about: 'age' });
    },
  );

  it('a disk that does not take the refusal says so, and still sells nothing', async () => {
    diskAnswer = { ok: false, kind: 'store-failed', next: 'Free disk space.' };
    desk.addArticle('gin');
    const answer = await asks.answer(id(), { about: 'age', isOldEnough: false });
    expect(answer).toEqual(diskAnswer);
    expect(lines()).toEqual([]);
  });

  it('ASK4: goods by weight are never sold as one kilogram that nobody weighed', async () => {
    for (const add of [() => desk.addArticle('apples'), () => desk.scan('4006381333931')]) {
      add();
      expect(asks.question).toMatchObject({ about: 'weight', price: 299, least: 1, most: 99_999 });
      for (const grams of [0, 100_000, 1.5])
        expect(await asks.answer(id(), { about: 'weight', grams })).toMatchObject({
          kind: 'bad-weight',
        });
      await asks.answer(id(), { about: 'weight', grams: 742 });
    }
    expect(lines()).toEqual(['apples 742 299', 'apples 742 299']);
    desk.addArticle('apples', 500);
    expect(asks.question).toBeUndefined();
  });

  it('ASK5: an open price is held to its bounds, and the line says that it was keyed', async () => {
    desk.addArticle('gift');
    expect(asks.question).toMatchObject({ about: 'price', min: 100, max: 2000 });
    for (const amount of [99, 2001, Number.NaN])
      expect(await asks.answer(id(), { about: 'price', amount })).toMatchObject({
        kind: 'bad-price',
      });
    await asks.answer(id(), { about: 'price', amount: 2000 });
    expect(desk.basket.lines[0]).toMatchObject({ unitPrice: 2000, openPrice: true });
  });

  it('ASK3: one question after the other; a late second press answers none of them', async () => {
    desk.addArticle('rum');
    const first = id();
    await asks.answer(first, { about: 'age', isOldEnough: true });
    expect(asks.question).toMatchObject({ about: 'weight' });
    expect(await asks.answer(first, { about: 'age', isOldEnough: false })).toEqual({ ok: true });
    expect([asks.question?.about, refused]).toEqual(['weight', []]);
    await asks.answer(id(), { about: 'weight', grams: 10 });
    await asks.answer(id(), { about: 'price', amount: 9 });
    expect(lines()).toEqual(['rum 10 9']);
    expect(desk.basket.past?.length).toBe(1);
  });

  it('is left without a trace where no age was asked', async () => {
    desk.addArticle('apples');
    await asks.answer(id(), { about: 'leave' });
    expect([asks.question, lines(), refused]).toEqual([undefined, [], []]);
  });

  it('adds nothing while the basket is being paid, and is asked still', async () => {
    desk.addArticle('apples');
    busy = { ok: false, kind: 'busy', next: 'This sale is being finished.' };
    expect(await asks.answer(id(), { about: 'weight', grams: 742 })).toEqual(busy);
    expect([lines(), asks.question?.about]).toEqual([[], 'weight']);
  });

  it('is answered by nobody who is not signed in', async () => {
    desk.addArticle('gin');
    cashier = undefined;
    const answer = await asks.answer(id(), { about: 'age', isOldEnough: true });
    expect(answer).toMatchObject({ kind: 'not-signed-in' });
    expect(lines()).toEqual([]);
  });
});

describe('ASK6: a deposit', () => {
  it('is sold with its article and never reduced, also where its row says otherwise', () => {
    desk.addArticle('water');
    expect(lines()).toEqual(['water 1000 69', 'bottle 1000 25']);
    expect(desk.basket.lines[1]).toMatchObject({ discountable: false, depositOf: '1' });
  });

  it('without a price keeps its article from being sold without it', () => {
    expect(desk.addArticle('juice')).toMatchObject({ ok: false, kind: 'no-deposit' });
    expect(lines()).toEqual([]);
  });
});
