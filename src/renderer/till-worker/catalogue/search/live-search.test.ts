import { describe, expect, it } from 'vitest';
import { LiveSearch } from './live-search.ts';

function catalogue(count: number) {
  const names = new Map(Array.from({ length: count }, (_, n) => [String(n), `Brot Sorte ${n}`]));
  let reads = 0;
  const search = new LiveSearch({
    articles: () => names.keys(),
    findable: (article) => {
      reads += 1;
      const name = names.get(article);
      return name === undefined ? undefined : { article, name, brand: '', gtins: [] };
    },
  });
  const rename = (article: string, name: string | undefined): void => {
    if (name === undefined) names.delete(article);
    else names.set(article, name);
    search.tell(article);
  };
  const found = (text: string): string[] => search.find(text, 5).hits.map((hit) => hit.article);
  return { search, rename, found, reads: () => reads };
}

describe('the search beside a catalogue that changes', () => {
  it('peers-20: is made in parts, and whole for who asks before that', () => {
    const { search, found, reads } = catalogue(10);
    expect([search.prepare(4), reads()]).toEqual([false, 4]);
    expect(found('sorte 9')).toEqual(['9']);
    expect(reads()).toBe(10);
    expect(search.prepare(4)).toBe(true);
    expect(reads()).toBe(10);
  });

  it('costs nothing while nobody searched', () => {
    const { rename, reads, found } = catalogue(3);
    rename('1', 'Kuchen');
    expect(reads()).toBe(0);
    expect(found('kuchen')).toEqual(['1']);
  });

  it('knows what changed, came and went since, also while it was made', () => {
    const { search, rename, found, reads } = catalogue(10);
    search.prepare(4);
    rename('2', 'Kuchen');
    rename('7', 'Torte');
    expect([found('kuchen'), found('torte'), found('sorte 2')]).toEqual([['2'], ['7'], []]);
    const before = reads();
    rename('2', 'Keks');
    rename('77', 'Kekse');
    rename('3', undefined);
    expect([found('kek'), found('kuchen'), found('sorte 3')]).toEqual([['2', '77'], [], []]);
    expect(search.find('brot', 3).total).toBe(7);
    expect(reads() - before).toBeLessThan(10);
  });

  it('is made anew after very many changes', () => {
    const { rename, found } = catalogue(3000);
    found('brot');
    for (let n = 0; n < 2500; n += 1) rename(String(n), `Kuchen ${n}`);
    expect(found('kuchen 2499')).toEqual(['2499']);
    expect(found('sorte 2400')).toEqual([]);
    expect(found('sorte 2999')).toEqual(['2999']);
  });
});
