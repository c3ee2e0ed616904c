import type { AgeCheck } from '../../../domain/asks/age-check.ts';
import type { Minor } from '../../../domain/money.ts';
import type { ArticleEntry } from '../catalogue/catalogue-index.ts';
import type { ReadFromCode } from '../selling/line-of-article.ts';

/** An article on its way into the basket, with what is known of it by now. */
export type Wanted = {
  readonly entry: ArticleEntry;
  readonly read: ReadFromCode;
  /** Absent: one piece, or a weight that nobody named yet. */
  readonly qtyMilli?: number;
  /** Keyed, within the bounds of an open price. */
  readonly keyedPrice?: Minor;
  readonly age?: AgeCheck;
};
