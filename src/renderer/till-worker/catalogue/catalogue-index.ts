import type { Static, TSchema } from 'typebox';
import { Article, Price } from '../../../contracts/datasets.ts';
import { parse } from '../../../contracts/parse.ts';
import { normaliseGtin } from '../../../domain/gtin.ts';
import { LiveSearch } from './search/live-search.ts';
import type { Findable } from './search/search-records.ts';

/** A head-office row; the greatest (hlc, origin) per key wins, so order of arrival does not matter. */
export type IndexRow = { k: string; v: unknown; hlc: number; o: string };

/** The last word on a key; null for none. Not looked into before somebody asks, where `isChecked` is false. */
type Held = { v: unknown; hlc: number; o: string; isChecked: boolean };
type PriceFrom = { from: number; held: Held };
export type PriceHit = { amount: number; hlc: number; origin: string };
export type ArticleEntry = { article: string; data: Article };

const wins = (a: { hlc: number; o: string }, b: { hlc: number; o: string }): boolean =>
  a.hlc > b.hlc || (a.hlc === b.hlc && a.o > b.o);

/** What a row says, if this version can read it. */
function checked<S extends TSchema>(schema: S, held: Held): Static<S> | undefined {
  if (!held.isChecked) {
    held.v = parse(schema, held.v) ?? null;
    held.isChecked = true;
  }
  return held.v === null ? undefined : (held.v as Static<S>);
}

/** Everything a scan needs, in memory: articles, barcodes, prices of the store's zone. */
export class CatalogueIndex {
  private readonly articles = new Map<string, Held>();
  private readonly byGtin = new Map<string, string>();
  private readonly prices = new Map<string, PriceFrom[]>();
  private readonly zone: string;
  private readonly searching = new LiveSearch({
    articles: () => this.articles.keys(),
    findable: (article) => this.findable(article),
  });

  constructor(zone: string) {
    this.zone = zone;
  }

  get size(): number {
    return this.articles.size;
  }

  /**
   * Many rows that head office checked and the till holds by their hash: each is checked when it is
   * first asked for. Checking 200,000 of them took two seconds of each start.
   */
  fill(ds: string, rows: Iterable<IndexRow>): void {
    for (const row of rows) this.hold(ds, row, { ...row, isChecked: row.v === null });
  }

  /** Rows of a wrong shape are left out: head office checked them, a newer version may know more. */
  put(ds: string, row: IndexRow): void {
    const schema = ds === 'article' ? Article : Price;
    const v = row.v === null ? null : parse(schema, row.v);
    if (v !== undefined) this.hold(ds, row, { ...row, v, isChecked: true });
  }

  private hold(ds: string, { k }: IndexRow, held: Held): void {
    if (ds === 'article') this.holdArticle(k, held);
    if (ds === 'price') this.holdPrice(k, held);
  }

  private holdArticle(article: string, held: Held): void {
    const known = this.articles.get(article);
    if (known !== undefined && !wins(held, known)) return;
    // A barcode that moved to another article meanwhile stays with that one.
    for (const gtin of known === undefined ? [] : gtinsOf(known.v))
      if (this.byGtin.get(gtin) === article) this.byGtin.delete(gtin);
    this.articles.set(article, held);
    for (const gtin of gtinsOf(held.v)) this.byGtin.set(gtin, article);
    this.searching.tell(article);
  }

  private holdPrice(key: string, held: Held): void {
    const [zone, article, start] = key.split('/');
    if (zone !== this.zone || article === undefined || start === undefined) return;
    const from = Number(start);
    const times = this.prices.get(article);
    if (times === undefined) {
      this.prices.set(article, [{ from, held }]);
      return;
    }
    const known = times.find((time) => time.from === from);
    if (known === undefined) times.push({ from, held });
    else if (wins(held, known.held)) known.held = held;
  }

  article(article: string): ArticleEntry | undefined {
    const held = this.articles.get(article);
    const data = held && checked(Article, held);
    return data && { article, data };
  }

  /** A scanned or typed code: a barcode in any length, else an article number. */
  find(code: string): ArticleEntry | undefined {
    const gtin = normaliseGtin(code);
    const article = gtin.ok ? this.byGtin.get(gtin.value) : undefined;
    return this.article(article ?? code);
  }

  /** Price in force at `atMs` (server-corrected): latest start wins, then the latest word (D15). */
  price(article: string, atMs: number): PriceHit | undefined {
    let best: { from: number; held: Held; amount: number } | undefined;
    for (const { from, held } of this.prices.get(article) ?? []) {
      if (from > atMs || (best !== undefined && from <= best.from)) continue;
      const price = checked(Price, held);
      if (price !== undefined) best = { from, held, amount: price.amount };
    }
    return best && { amount: best.amount, hlc: best.held.hlc, origin: best.held.o };
  }

  /** Every price that began by then, as far as head office still publishes it (dom-T2). */
  pricesUntil(article: string, atMs: number): (PriceHit & { fromMs: number })[] {
    return (this.prices.get(article) ?? []).flatMap(({ from: fromMs, held }) => {
      const price = fromMs > atMs ? undefined : checked(Price, held);
      return price === undefined
        ? []
        : [{ fromMs, amount: price.amount, hlc: held.hlc, origin: held.o }];
    });
  }

  /** Makes the search ready by so many articles; asked for before that, it makes itself ready. */
  prepareSearch(articles: number): boolean {
    return this.searching.prepare(articles);
  }

  /** By name, part of a name, brand, number or barcode, best first; an exact code is the first. */
  search(text: string, limit: number): { hits: ArticleEntry[]; total: number } {
    const { hits: found, total } = this.searching.find(text, limit);
    const best = found.flatMap(({ article }) => this.article(article) ?? []);
    const exact = this.find(text.trim());
    const hits = exact ? [exact, ...best.filter((h) => h.article !== exact.article)] : best;
    return { hits: hits.slice(0, limit), total: Math.max(total, hits.length) };
  }

  /** Departments with their first articles, for the tiles; by name, stable. */
  departments(perDepartment: number): { name: string; articles: ArticleEntry[] }[] {
    const groups = new Map<string, ArticleEntry[]>();
    for (const [article, held] of this.articles) {
      const dept = textOf(held.v, 'dept');
      if (dept === undefined) continue;
      const group = groups.get(dept) ?? [];
      const entry = group.length < perDepartment ? this.article(article) : undefined;
      if (entry !== undefined) group.push(entry);
      groups.set(dept, group);
    }
    return [...groups]
      .map(([name, articles]) => ({ name, articles }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private findable(article: string): Findable | undefined {
    const v = this.articles.get(article)?.v;
    const name = textOf(v, 'name');
    if (name === undefined) return undefined;
    return { article, name, brand: textOf(v, 'brand') ?? '', gtins: gtinsOf(v) };
  }
}

/** One text of a row that may not have been checked yet. */
function textOf(v: unknown, name: 'name' | 'dept' | 'brand'): string | undefined {
  const text = (v as Partial<Record<string, unknown>> | null)?.[name];
  return typeof text === 'string' ? text : undefined;
}

function gtinsOf(v: unknown): readonly string[] {
  const gtins = (v as { gtins?: unknown } | null)?.gtins;
  return Array.isArray(gtins) ? gtins.filter((gtin) => typeof gtin === 'string') : [];
}
