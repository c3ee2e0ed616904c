import { ArticleSearch, NOTHING, type Found } from './article-search.ts';
import { addRecord, noRecords, type Findable, type SearchRecords } from './search-records.ts';

/** Where the articles are: their numbers, and what each is found by now. */
export type ArticleSource = {
  articles: () => Iterable<string>;
  findable: (article: string) => Findable | undefined;
};

/** More changes than this and all is made anew. */
const MOST_RECENT = 2000;

/**
 * The search beside a catalogue that changes. It is made when first asked for, or before that in small
 * parts; what changed since is looked through apart.
 */
export class LiveSearch {
  private readonly source: ArticleSource;
  private all: ArticleSearch | undefined;
  private making: { records: SearchRecords; left: Iterator<string> } | undefined;
  private readonly changed = new Set<string>();
  private recent: ArticleSearch | undefined;

  constructor(source: ArticleSource) {
    this.source = source;
  }

  /** Costs nothing while nobody searched: a catalogue that loads tells of every article. */
  tell(article: string): void {
    if (this.all === undefined && this.making === undefined) return;
    this.recent = undefined;
    this.changed.add(article);
    if (this.changed.size > MOST_RECENT) this.forget();
  }

  /** Makes it ready by so many articles, then its words. Answers whether all of it is. */
  prepare(articles: number): boolean {
    if (this.all === undefined) {
      this.make(articles);
      return false;
    }
    this.all.learnWords();
    return true;
  }

  private make(articles: number): void {
    this.making ??= { records: noRecords(), left: this.source.articles()[Symbol.iterator]() };
    const { records, left } = this.making;
    for (let n = 0; n < articles; n += 1) {
      const next = left.next();
      if (next.done === true) {
        this.all = new ArticleSearch(records);
        this.making = undefined;
        return;
      }
      const findable = this.source.findable(next.value);
      if (findable !== undefined) addRecord(records, findable);
    }
  }

  find(text: string, limit: number): Found {
    if (this.all === undefined) this.make(Infinity);
    const { all } = this;
    if (all === undefined) return NOTHING;
    if (this.changed.size === 0) return all.find(text, limit);
    const old = all.find(text, limit, this.changed);
    const fresh = this.ofRecent().find(text, limit);
    // What is exactly so on one side stands before errors forgiven on the other.
    const isExact = old.isExact || fresh.isExact;
    const both = [old, fresh].filter((found) => found.isExact === isExact);
    const hits = both.flatMap((found) => found.hits).sort((a, b) => a.score - b.score);
    const total = both.reduce((sum, found) => sum + found.total, 0);
    return { hits: hits.slice(0, limit), total, isExact };
  }

  private ofRecent(): ArticleSearch {
    if (this.recent === undefined) {
      const records = noRecords();
      for (const article of this.changed) {
        const findable = this.source.findable(article);
        if (findable !== undefined) addRecord(records, findable);
      }
      this.recent = new ArticleSearch(records);
    }
    return this.recent;
  }

  private forget(): void {
    this.all = undefined;
    this.making = undefined;
    this.recent = undefined;
    this.changed.clear();
  }
}
