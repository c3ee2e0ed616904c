import { Article, Price } from '../../../contracts/datasets.ts';
import { parse } from '../../../contracts/parse.ts';
import { normaliseGtin } from '../../../domain/gtin.ts';

/** A head-office row; the greatest (hlc, origin) per key wins, so order of arrival does not matter. */
export type IndexRow = { k: string; v: unknown; hlc: number; o: string };

type Held<V> = { v: V; hlc: number; o: string };
export type PriceHit = { amount: number; hlc: number; origin: string };
export type ArticleEntry = { article: string; data: Article };

const wins = (a: { hlc: number; o: string }, b: { hlc: number; o: string }): boolean =>
  a.hlc > b.hlc || (a.hlc === b.hlc && a.o > b.o);

/** Everything a scan needs, in memory: articles, barcodes, prices of the store's zone. */
export class CatalogueIndex {
  private readonly articles = new Map<string, Held<Article | null>>();
  private readonly byGtin = new Map<string, string>();
  /** article -> effective_from -> price */
  private readonly prices = new Map<string, Map<number, Held<Price | null>>>();
  private readonly zone: string;
  private names: { article: string; folded: string }[] | undefined;

  constructor(zone: string) {
    this.zone = zone;
  }

  get size(): number {
    return this.articles.size;
  }

  /** Rows of a wrong shape are left out: head office checked them, a newer version may know more. */
  put(ds: string, row: IndexRow): void {
    if (ds === 'article') this.putArticle(row);
    if (ds === 'price') this.putPrice(row);
  }

  private putArticle({ k, v, hlc, o }: IndexRow): void {
    const data = v === null ? null : parse(Article, v);
    const known = this.articles.get(k);
    if (data === undefined || (known !== undefined && !wins({ hlc, o }, known))) return;
    // A barcode that moved to another article meanwhile stays with that one.
    for (const gtin of known?.v?.gtins ?? [])
      if (this.byGtin.get(gtin) === k) this.byGtin.delete(gtin);
    this.articles.set(k, { v: data, hlc, o });
    for (const gtin of data?.gtins ?? []) this.byGtin.set(gtin, k);
    this.names = undefined;
  }

  private putPrice({ k, v, hlc, o }: IndexRow): void {
    const [zone, article, from] = k.split('/');
    if (zone !== this.zone || article === undefined || from === undefined) return;
    const data = v === null ? null : parse(Price, v);
    if (data === undefined) return;
    const times = this.prices.get(article) ?? new Map<number, Held<Price | null>>();
    const known = times.get(Number(from));
    if (known !== undefined && !wins({ hlc, o }, known)) return;
    times.set(Number(from), { v: data, hlc, o });
    this.prices.set(article, times);
  }

  article(article: string): ArticleEntry | undefined {
    const held = this.articles.get(article);
    return held?.v ? { article, data: held.v } : undefined;
  }

  /** A scanned or typed code: a barcode in any length, else an article number. */
  find(code: string): ArticleEntry | undefined {
    const gtin = normaliseGtin(code);
    const article = gtin.ok ? this.byGtin.get(gtin.value) : undefined;
    return this.article(article ?? code);
  }

  /** Price in force at `atMs` (server-corrected): latest start wins, then the latest word (D15). */
  price(article: string, atMs: number): PriceHit | undefined {
    let best: { from: number; held: Held<Price> } | undefined;
    for (const [from, held] of this.prices.get(article) ?? []) {
      if (from > atMs || held.v === null) continue;
      if (best === undefined || from > best.from) best = { from, held: { ...held, v: held.v } };
    }
    if (best === undefined) return undefined;
    return { amount: best.held.v.amount, hlc: best.held.hlc, origin: best.held.o };
  }

  /** Articles whose name holds every word, best first: word starts before middles, short before long. */
  search(text: string, limit: number): { hits: ArticleEntry[]; total: number } {
    const words = fold(text).split(/\s+/).filter(Boolean);
    if (words.length === 0) return { hits: [], total: 0 };
    const exact = this.find(text.trim());
    const found: { article: string; score: number }[] = [];
    for (const { article, folded } of this.foldedNames()) {
      let score = folded.length;
      for (const w of words) {
        const at = folded.indexOf(w);
        if (at < 0) {
          score = -1;
          break;
        }
        score += at === 0 ? 0 : folded[at - 1] === ' ' ? 100 : 1000;
      }
      if (score >= 0) found.push({ article, score });
    }
    found.sort((a, b) => a.score - b.score || (a.article < b.article ? -1 : 1));
    const best = found.slice(0, limit).flatMap((f) => this.article(f.article) ?? []);
    const hits = exact ? [exact, ...best.filter((h) => h.article !== exact.article)] : best;
    return { hits: hits.slice(0, limit), total: Math.max(found.length, hits.length) };
  }

  /** Departments with their first articles, for the tiles; by name, stable. */
  departments(perDepartment: number): { name: string; articles: ArticleEntry[] }[] {
    const groups = new Map<string, ArticleEntry[]>();
    for (const [article, held] of this.articles) {
      if (!held.v) continue;
      const group = groups.get(held.v.dept) ?? [];
      if (group.length < perDepartment) group.push({ article, data: held.v });
      groups.set(held.v.dept, group);
    }
    return [...groups]
      .map(([name, articles]) => ({ name, articles }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private foldedNames(): { article: string; folded: string }[] {
    this.names ??= [...this.articles].flatMap(([article, held]) =>
      held.v ? [{ article, folded: fold(held.v.name) }] : [],
    );
    return this.names;
  }
}

/** Lower case without accents, so that `musli` finds `Müsli`. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
