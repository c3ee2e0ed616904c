import type { QuickPageView } from '../../shared/quick-keys-api.ts';
import type { ArticleHit } from '../../shared/till-api.ts';
import type { Department } from './use-departments.ts';

/** As many hues as the tokens have; departments take them in turn. */
const HUES = 8;

/** One tile: what a press sells. Without `hit` nothing: its article is not sold here. */
export type Tile = {
  article: string;
  label: string;
  hue: number | undefined;
  picture: string | undefined;
  hit: ArticleHit | undefined;
};

/** A tab of tiles. */
export type TileGroup = {
  id: string;
  name: string;
  /** A department's colour; the keys of a page have their own. */
  hue: number | undefined;
  tiles: Tile[];
};

/** The store's own pages first, then the departments. */
export function tileGroups(
  pages: readonly QuickPageView[],
  departments: readonly Department[],
): TileGroup[] {
  const own = pages.map(({ pageId, name, keys }): TileGroup => {
    const tiles = keys.map(({ article, label, hue, picture, hit }) => ({
      article,
      label,
      hue,
      picture,
      hit,
    }));
    return { id: `page-${pageId}`, name, hue: undefined, tiles };
  });
  const rest = departments.map(({ name, articles }, index): TileGroup => {
    const tiles = articles.map((hit) => ({
      article: hit.article,
      label: hit.name,
      hue: undefined,
      picture: undefined,
      hit,
    }));
    return { id: `department-${name}`, name, hue: (index % HUES) + 1, tiles };
  });
  return [...own, ...rest];
}
