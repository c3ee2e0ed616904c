import { describe, expect, test } from 'vitest';
import type { Article } from '../../../contracts/datasets.ts';
import { catalogueView } from '../till-views.ts';
import { CatalogueIndex, type IndexRow } from './catalogue-index.ts';

const MILK = '04006381333931';
const NOW = 5000;

const article = (over: Partial<Article> = {}): Article => ({
  name: 'Müsli',
  dept: 'Dry',
  tax_class: 'standard',
  unit: 'piece',
  gtins: [MILK],
  discountable: true,
  ...over,
});
const row = (k: string, v: unknown, hlc = 1, o = 'A'): IndexRow => ({ k, v, hlc, o });

/** As a till has it after its start: from segments, unlooked at. */
function filled(articles: readonly IndexRow[], prices: readonly IndexRow[] = []): CatalogueIndex {
  const index = new CatalogueIndex('de');
  index.fill('article', articles);
  index.fill('price', prices);
  return index;
}

describe('articles and prices from segments', () => {
  test('are found by barcode, number and name', () => {
    const index = filled([row('100', article())]);
    for (const found of [index.find(MILK), index.find('100'), index.search('musli', 5).hits[0]])
      expect(found).toEqual({ article: '100', data: article() });
    expect(index.size).toBe(1);
  });
  test.each([
    ['text', 'nonsense'],
    ['number', 7],
    ['no name', { ...article(), name: undefined }],
    ['codes of no list', { ...article(), gtins: 'many' }],
    ['codes of numbers', { ...article(), gtins: [1] }],
    ['taken back', null],
  ])('a row that cannot be read (%s) sells nothing and breaks nothing', (_, v) => {
    const index = filled([row('100', v), row('200', article({ name: 'Brot', gtins: [] }))]);
    expect(index.find(MILK)).toBeUndefined();
    expect(index.find('100')).toBeUndefined();
    expect(index.search('musli', 5).hits).toEqual([]);
    expect(index.search('brot', 5).hits).toHaveLength(1);
    const [dry] = index.departments(5);
    expect(dry?.articles.map((entry) => entry.article)).toEqual(['200']);
  });
  test('a price that cannot be read leaves the one before in force', () => {
    const index = filled(
      [row('100', article())],
      [
        row('de/100/1000', { amount: 250 }),
        row('de/100/2000', { amount: '199' }),
        row('de/100/9000', { amount: 300 }),
        row('fr/100/3000', { amount: 1 }),
      ],
    );
    expect(index.price('100', NOW)).toEqual({ amount: 250, hlc: 1, origin: 'A' });
    expect(index.price('100', 9000)?.amount).toBe(300);
    expect(index.price('100', 999)).toBeUndefined();
  });
});

describe('rows that came later', () => {
  test('D15 the last word wins, in whatever order it comes', () => {
    const older = row('100', article({ name: 'Alt' }), 1);
    const newer = row('100', article({ name: 'Neu' }), 2);
    for (const rows of [
      [older, newer],
      [newer, older],
    ]) {
      const index = filled([]);
      for (const one of rows) index.put('article', one);
      expect(index.article('100')?.data.name).toBe('Neu');
    }
    const tie = filled([row('100', article({ name: 'A' }), 1, 'A')]);
    tie.put('article', row('100', article({ name: 'B' }), 1, 'B'));
    expect(tie.article('100')?.data.name).toBe('B');
  });
  test('one of a wrong shape leaves what was known', () => {
    const index = filled([row('100', article())], [row('de/100/1000', { amount: 250 })]);
    index.put('article', row('100', { name: 5 }, 9));
    index.put('price', row('de/100/1000', { amount: -1 }, 9));
    expect(index.find(MILK)?.article).toBe('100');
    expect(index.price('100', NOW)?.amount).toBe(250);
  });
  test('a code that moved to another article stays with that one, whichever row came first', () => {
    const index = filled([row('100', article()), row('200', article({ gtins: [] }))]);
    index.put('article', row('200', article(), 2));
    index.put('article', row('100', article({ gtins: [] }), 3));
    expect(index.find(MILK)?.article).toBe('200');
  });
  test('taken back is not found, and a price taken back uncovers the one before', () => {
    const index = filled(
      [row('100', article())],
      [row('de/100/1000', { amount: 250 }), row('de/100/2000', { amount: 199 })],
    );
    index.put('price', row('de/100/2000', null, 2));
    expect(index.price('100', NOW)?.amount).toBe(250);
    index.put('article', row('100', null, 2));
    expect(index.find(MILK)).toBeUndefined();
    expect(index.search('musli', 5)).toEqual({ hits: [], total: 0 });
  });
});

test('peers-22: what the screens are told of 20,000 articles are four figures and the hits they asked for', () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => row(String(n), article({ gtins: [] })));
  const index = filled(rows, [row('de/7/1000', { amount: 250 })]);
  const catalogue = { index, ready: true, loadedPercent: 100, updatedMs: NOW };
  const view = catalogueView({ catalogue } as unknown as Parameters<typeof catalogueView>[0]);
  expect(view).toEqual({ ready: true, articles: 20_000, loadedPercent: 100, updatedMs: NOW });
  expect(index.search('musli', 30).hits).toHaveLength(30);
});
