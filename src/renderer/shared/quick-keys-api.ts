import type { QuickKey } from '../../domain/quick-keys/quick-page.ts';
import type { ArticleHit } from './till-api.ts';

/** A key as it is shown; without `hit` its article is not sold here (any more). */
export type QuickKeyView = QuickKey & { hit: ArticleHit | undefined };

/** A page of the store's quick keys. */
export type QuickPageView = {
  pageId: string;
  name: string;
  stampMs: number;
  keys: QuickKeyView[];
  /** Tills that changed it without knowing of this version; what they made of it. */
  beside: { till: string; name: string; keys: QuickKeyView[] }[];
};

/** A page as somebody wants it saved; the order of pages is theirs. */
export type QuickPageWanted = {
  pageId: string;
  name: string;
  /** Of the version it was made of; 0 for a new page. */
  baseMs: number;
  gone: boolean;
  keys: QuickKey[];
};
