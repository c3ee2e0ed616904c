import { describe, expect, it } from 'vitest';
import type { Promotion } from '../../../contracts/promotion.ts';
import { minor } from '../../../domain/money.ts';
import type { HeldRow } from '../../../sync/adapters/till-db.ts';
import { livePromotions } from './live-promotions.ts';
import { promotionOf } from './promotion-of-row.ts';

const name = 'x';
const pool = { depts: ['Dairy'], except_articles: ['9'] };
const inDomain = { tags: ['Dairy'], excludeSkus: ['9'] };

function row(k: string, v: unknown, hlc = 5): HeldRow {
  return {
    ds: 'promotion',
    k,
    v: v === null ? null : JSON.stringify(v),
    hlc,
    o: 'A',
    sig: undefined,
  };
}

describe('promotions of a till', () => {
  it('dom-P8: are those of its price zone, each with its name and version', () => {
    const off: Promotion = { type: 'percent-off', name: 'Ten off', percent: '10', pool };
    const { book, about } = livePromotions(
      [row('de/b', off), row('de/a', off, 7), row('fr/c', off), row('de/gone', null)],
      'de',
    );
    expect(book.items.map(({ terms }) => terms.id)).toEqual(['a', 'b']);
    expect(about.get('a')).toEqual({ id: 'a', name: 'Ten off', hlc: 7, origin: 'A' });
  });

  it('VE1: one of a type that this version does not know costs nobody the others', () => {
    const known = { type: 'amount-off', name, amount: 50, pool };
    const { book } = livePromotions(
      [row('de/new', { type: 'lottery', name }), row('de/old', known)],
      'de',
    );
    expect(book.items.map(({ terms }) => terms.id)).toEqual(['old']);
    expect(book.refused).toEqual([]);
  });

  it.each<[Promotion, object]>([
    [
      { type: 'fixed-price', name, price: 99, pool, member_only: true, max_applications: 2 },
      { type: 'fixedPrice', price: 99, pool: inDomain, memberOnly: true, maxApplications: 2 },
    ],
    [
      { type: 'n-for-price', name, n: 3, price: 1000, pool, priority: 4 },
      { type: 'nForPrice', n: 3, price: 1000, pool: inDomain, priority: 4 },
    ],
    [
      { type: 'buy-get', name, buy: { pool, qty: 2 }, get: { qty: 1, percent: '50', pool } },
      {
        type: 'buyXGetY',
        buy: { pool: inDomain, qty: 2 },
        get: { qty: 1, percent: '50', pool: inDomain },
      },
    ],
    [
      { type: 'bundle', name, price: 500, slots: [{ pool: { articles: ['1'] }, qty: 1 }] },
      { type: 'bundle', price: minor(500), slots: [{ pool: { skus: ['1'] }, qty: 1 }] },
    ],
    [
      { type: 'tiered-percent', name, pool, tiers: [{ min: 3, percent: '5' }] },
      { type: 'tieredPercent', pool: inDomain, tiers: [{ min: 3, percent: '5' }] },
    ],
    [
      { type: 'stack', name, percent: '15', pool: { all: true } },
      { stage: 'stack', percent: '15', pool: { all: true } },
    ],
    [
      {
        type: 'spend',
        name,
        pool: { all: true },
        tiers: [
          { spend: 100, amount: 10 },
          { spend: 200, percent: '5' },
        ],
        coupon: 'C',
        stacks: true,
        window: { hours: { from: '17:00', to: '19:00' }, days: [1] },
      },
      {
        stage: 'basket',
        pool: { all: true },
        tiers: [
          { spend: 100, amount: 10 },
          { spend: 200, percent: '5' },
        ],
        coupon: 'C',
        stacksOnBasket: true,
        window: { hours: { from: '17:00', to: '19:00' }, days: [1] },
      },
    ],
  ])('dom-P2: a row of head office means what the domain calls so: %o', (wire, meant) => {
    expect(promotionOf('p', wire)).toEqual({ id: 'p', ...meant });
  });
});
