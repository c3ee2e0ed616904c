import type { ArticleHit, TillCommands } from '../../shared/till-api.ts';
import { warmSearch } from './search/warm-search.ts';
import type { ArticleEntry, CatalogueIndex } from './catalogue-index.ts';

/** Tiles a department shows; the rest is found by search. */
const TILES = 24;

/** A price that is keyed at each sale is not known before. */
function priceShown({ open_price: open }: ArticleEntry['data'], price: number | undefined) {
  return open === undefined ? price : undefined;
}

/** What a screen needs of an article; one without a price cannot be sold, so it is not offered. */
export function hits(
  index: CatalogueIndex,
  entries: readonly ArticleEntry[],
  atMs: number,
): ArticleHit[] {
  return entries.flatMap(({ article, data }) => {
    const price = index.price(article, atMs);
    if (price === undefined && data.open_price === undefined) return [];
    const { name, brand, dept, unit, gtins } = data;
    const shown = {
      article,
      name,
      dept,
      unit,
      price: priceShown(data, price?.amount),
      gtin: gtins[0],
    };
    return [brand === undefined ? shown : { ...shown, brand }];
  });
}

export function searchHits(
  index: CatalogueIndex,
  text: string,
  limit: number,
  atMs: number,
): TillCommands['search']['answer'] {
  const found = index.search(text, limit);
  return { hits: hits(index, found.hits, atMs), total: found.total };
}

/** Asked for as a selling screen opens, before anybody types: the search is made ready behind it. */
export function departmentHits(
  index: CatalogueIndex,
  atMs: number,
): TillCommands['departments']['answer'] {
  void warmSearch(index);
  return index
    .departments(TILES)
    .map(({ name, articles }) => ({ name, articles: hits(index, articles, atMs) }));
}
