import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArticleSearch } from './article-search.ts';
import { foldText } from './fold-text.ts';
import { addRecord, noRecords } from './search-records.ts';
import { typoDistance } from './typo-distance.ts';

const SHOP: readonly (readonly [article: string, name: string, brand?: string, gtin?: string])[] = [
  ['1001', 'Milch', 'Alnavit', '04006381333931'],
  ['1002', 'Vollmilch 3,8 % 1 l', 'Alnavit'],
  ['1003', 'Bio Vollmilch 1 l', 'Landliebe'],
  ['1004', 'Buttermilch', 'Landliebe', '00036000291452'],
  ['2001', 'Müsli Schoko-Nuss 500 g', 'Rügen'],
  ['2002', 'Crème fraîche', 'Hofgut'],
  ['2003', 'Äpfel Elstar', ''],
  ['3001', 'Coca-Cola 1,5 l', 'Coca-Cola'],
  ['3002', 'Weißbrot', 'Bäckerei Groß'],
  ['100141', 'Spaghetti', 'Nonna'],
];

function shop(rows = SHOP): ArticleSearch {
  const records = noRecords();
  for (const [article, name, brand = '', gtin] of rows) {
    addRecord(records, { article, name, brand, gtins: gtin === undefined ? [] : [gtin] });
  }
  return new ArticleSearch(records);
}

const found = (text: string, limit = 10): string[] =>
  shop()
    .find(text, limit)
    .hits.map(({ article }) => article);

describe('search', () => {
  it.each([
    ['a name', 'milch', ['1001', '1004', '1002', '1003']],
    ['the start of a name', 'vollm', ['1002', '1003']],
    ['a part of a name', 'fraiche', ['2002']],
    ['a middle', 'ilch', ['1001', '1004', '1002', '1003']],
    ['words in any order', 'milch bio', ['1003']],
    ['a brand', 'landliebe', ['1004', '1003']],
    ['a brand and a name', 'alnavit voll', ['1002']],
    ['an article number', '1003', ['1003']],
    ['the start of a longer number', '1001', ['1001', '100141']],
    ['a barcode', '4006381333931', ['1001']],
    ['its last figures', '291452', ['1004']],
    ['its first figures', '400638', ['1001']],
    ['figures of a name', '500', ['2001']],
    ['nothing', '', []],
    ['signs only', ' -/ ', []],
    ['what nobody sells', 'xylophon', []],
  ])('finds by %s: %s', (_, text, articles) => expect(found(text)).toEqual(articles));

  it.each([
    ['musli', '2001'],
    ['MÜSLI', '2001'],
    ['muesli', '2001'],
    ['aepfel', '2003'],
    ['creme fraiche', '2002'],
    ['weissbrot', '3002'],
    ['weißbrot', '3002'],
    ['coca cola', '3001'],
    ['schoko nuss', '2001'],
    ['gross', '3002'],
  ])('does not mind accents and signs: %s', (text, article) => {
    expect(found(text)[0]).toBe(article);
  });

  it.each([
    ['a letter too few', 'volmilch', '1002'],
    ['a letter too many', 'spagghetti', '100141'],
    ['a wrong letter', 'spaghetto', '100141'],
    ['two swapped', 'sapghetti', '100141'],
    ['two errors in a long word', 'spageti', '100141'],
    ['an error in a word not typed to its end', 'spahge', '100141'],
    ['an error in a brand', 'landlibe butter', '1004'],
    ['an error beside a right word', 'bio volmilch', '1003'],
  ])('forgives %s: %s', (_, text, article) => expect(found(text)[0]).toBe(article));

  it('forgives nothing where something is exactly so, and no short word', () => {
    expect(found('buttermilch')).toEqual(['1004']);
    expect(found('bxo')).toEqual([]);
    expect(found('9999')).toEqual([]);
  });

  it('counts all, shows the best, and leaves out what is known to be old', () => {
    expect(shop().find('milch', 2)).toMatchObject({
      hits: [{ article: '1001' }, { article: '1004' }],
      total: 4,
    });
    expect(shop().find('milch', 2, new Set(['1001']))).toMatchObject({
      hits: [{ article: '1004' }, { article: '1002' }],
      total: 3,
    });
  });

  it('finds every article by its own words, and its number, among any others', () => {
    const word = fc.stringMatching(/^[a-zäöüß]{2,9}$/);
    const rows = fc.uniqueArray(
      fc.tuple(
        fc.stringMatching(/^[1-9][0-9]{5}$/),
        fc.array(word, { minLength: 1, maxLength: 4 }),
      ),
      { minLength: 1, maxLength: 40, selector: ([article]) => article },
    );
    fc.assert(
      fc.property(rows, fc.nat(), (articles, pick) => {
        const search = shop(
          articles.map(([article, words]) => [article, words.join(' ')] as const),
        );
        const [article, words] = articles[pick % articles.length] ?? ['', []];
        for (const text of [words.join(' '), article, `${article} ${words[0] ?? ''}`]) {
          expect(search.find(text, 100).hits.map((hit) => hit.article)).toContain(article);
        }
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    const search = shop();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { hits, total } = search.find(text, 3);
        expect(hits.length).toBe(Math.min(3, total));
      }),
    );
  });
});

describe('typing errors', () => {
  it.each([
    ['milch', 'milch', 0],
    ['milch', 'milchreis', 0],
    ['mlich', 'milch', 1],
    ['milh', 'milch', 1],
    ['mmilch', 'milch', 1],
    ['kilch', 'milch', 1],
    ['mlhc', 'milch', 2],
    ['brot', 'milch', 3],
  ])('%s for %s: %d', (typed, word, errors) => expect(typoDistance(typed, word, 2)).toBe(errors));

  it('one change is never more than one error', () => {
    const words = fc.stringMatching(/^[a-z]{4,12}$/);
    const letters = fc.stringMatching(/^[a-z]?$/);
    fc.assert(
      fc.property(words, fc.nat({ max: 11 }), letters, (word, at, letter) => {
        const typed = word.slice(0, at) + letter + word.slice(at + 1);
        expect(typoDistance(typed, word, 2)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('folding', () => {
  it('is the same once more, and has no capitals, marks or signs', () => {
    expect(foldText('  Crème-Brûlée „Łódź“ Æ Ǣ ')).toBe('creme brulee lodz ae ae');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = foldText(text);
        expect(foldText(once)).toBe(once);
        expect(once).not.toMatch(/[\s]{2}|\p{M}|[-/,.]/u);
      }),
    );
  });
});
