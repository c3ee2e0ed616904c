import { describe, expect, it } from 'vitest';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { readPromotions } from '../../../domain/promotions/promotion-book.ts';
import type { Promotion } from '../../../domain/promotions/promotion.ts';
import { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { scanRulesAt } from '../selling/till-rules.ts';
import { backGoods } from './back-price.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const DAYS = 86_400_000;
const PROFILE = {
  store: '0417',
  time_zone: 'Europe/Berlin',
  price_zone: 'de',
  tax_classes: { reduced: ['R'] },
  barcodes: {
    formats: [
      { name: 'price', pattern: '21IIIIIPPPPPC', decimals: 2 },
      { name: 'weight', pattern: '22IIIIIWWWWWC', decimals: 3 },
    ],
  },
} as unknown as StoreProfile;

const ROW = { dept: 'bakery', tax_class: 'reduced', discountable: true, gtins: [] };
const index = new CatalogueIndex('de');
for (const [k, v] of Object.entries({
  '12345': { ...ROW, name: 'Chicken', unit: 'piece' },
  '23456': { ...ROW, name: 'Gouda', unit: 'kg' },
}))
  index.put('article', { k, v, hlc: 1, o: 'A' });
for (const [article, from, amount] of [
  ['12345', 0, 999],
  ['23456', NOW - 20 * DAYS, 1000],
  ['23456', NOW - 10 * DAYS, 2000],
] as const)
  index.put('price', { k: `de/${article}/${from}`, v: { amount }, hlc: amount, o: 'A' });

const told = (ask: Parameters<typeof backGoods>[0], promotions: readonly Promotion[] = []) =>
  backGoods(ask, {
    profile: PROFILE,
    index: () => index,
    book: () => readPromotions(promotions),
    currency: 'EUR',
    scanRules: (ms) => scanRulesAt(PROFILE, 'EUR', ms),
    correctedMs: () => NOW,
  });

/** An in-store code: its prefix, article and figures, with the check digit. */
function inStore(first: string): string {
  const sum = Array.from(first).reduce(
    (all, figure, at) => all + Number(figure) * (at % 2 ? 3 : 1),
    0,
  );
  return `${first}${(10 - (sum % 10)) % 10}`;
}

describe('dom-T2, dom-B5: what a label says counts', () => {
  it('a pack comes back at its label, never above the lowest price of so much', () => {
    const reduced = inStore('211234500399');
    expect(told({ code: reduced })).toMatchObject({
      article: { article: '12345', unitPrice: 399, label: { bookPrice: 999 } },
      qtyMilli: 1000,
    });
    expect(told({ code: inStore('211234501299') })).toMatchObject({ article: { unitPrice: 999 } });
    // 6.00 at 20.00 a kilogram are 300 g, which were sold at 3.00 when it cost 10.00.
    expect(told({ code: inStore('212345600600') })).toMatchObject({
      article: { unitPrice: 300, label: { weightMilli: 300 } },
    });
  });

  it('what lowers a pack lowers its label', () => {
    const staff = { id: 's', stage: 'stack', percent: '50', pool: { tags: ['bakery'] } } as const;
    expect(told({ code: inStore('211234500400') }, [staff])).toMatchObject({
      article: { unitPrice: 200 },
    });
  });

  it('a weight in the code is the weight', () => {
    expect(told({ code: inStore('222345600742') })).toMatchObject({
      article: { unitPrice: 1000 },
      qtyMilli: 742,
    });
    expect(told({ article: '23456' })).not.toHaveProperty('qtyMilli');
  });
});
