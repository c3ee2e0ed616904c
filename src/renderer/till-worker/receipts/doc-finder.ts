import {
  findRange,
  nameWords,
  type FindBy,
  type FindWhen,
} from '../../../domain/after/find-keys.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { DocRow } from '../../../sync/core/ports.ts';

export type Found = { readonly docs: DocRow[]; readonly total: number };

/** Documents of this till by the index, never by reading all of them (FND1, peers-26). */
export class DocFinder {
  private readonly db: Pick<TillDb, 'docs'>;

  constructor(db: Pick<TillDb, 'docs'>) {
    this.db = db;
  }

  /** Newest first; the whole count beside the page (FND2, peers-27). */
  async page(
    by: FindBy,
    value: string,
    when: FindWhen,
    at: { offset: number; limit: number },
  ): Promise<Found> {
    const range = this.range(by, value, when);
    const [total, docs] = await Promise.all([
      range.count(),
      range.clone().reverse().offset(at.offset).limit(at.limit).toArray(),
    ]);
    return { docs, total };
  }

  /** By every word of an article's name: the rarest word's documents, those with the others too. */
  async withWords(
    text: string,
    when: FindWhen,
    at: { offset: number; limit: number },
  ): Promise<Found> {
    const words = nameWords(text);
    const counts = await Promise.all(words.map((word) => this.range('word', word, when).count()));
    const rarest = words[counts.indexOf(Math.min(...counts))];
    if (rarest === undefined) return { docs: [], total: 0 };
    if (words.length === 1) return this.page('word', rarest, when, at);
    const heads = words.map((word) => findRange('word', word)[0]);
    const all = await this.range('word', rarest, when).reverse().toArray();
    const fits = all.filter(({ finds = [] }) =>
      heads.every((head) => finds.some((key) => key.startsWith(head))),
    );
    return { docs: fits.slice(at.offset, at.offset + at.limit), total: fits.length };
  }

  count(by: FindBy, value: string, when: FindWhen = {}): Promise<number> {
    return this.range(by, value, when).count();
  }

  /** By its whole printed number; before the index is filled as well. */
  named(docNo: string): Promise<DocRow | undefined> {
    return this.db.docs.where('docNo').equals(docNo).last();
  }

  /** What brought goods of this document back, oldest first. */
  returnsOf(docId: string): Promise<DocRow[]> {
    return this.range('returns-of', docId, {}).toArray();
  }

  private range(by: FindBy, value: string, when: FindWhen) {
    const [from, to] = findRange(by, value, when);
    return this.db.docs.where('finds').between(from, to, true, true);
  }
}
