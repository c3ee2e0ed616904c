import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { lowestPrice, unitOffers, type UnitOffer } from '../../../domain/after/lowest-price.ts';
import type { BasketArticle } from '../../../domain/basket.ts';
import type { PromotionBook } from '../../../domain/promotions/promotion-book.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { ArticleEntry, CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { later, say } from '../../shared/words/say.ts';
import { wallClock } from '../promotions/promotion-desk.ts';
import { findScanned, type ScanRules } from '../selling/find-scanned.ts';
import { lineOfArticle } from '../selling/line-of-article.ts';

export type BackPricePorts = {
  profile: StoreProfile;
  index: () => CatalogueIndex;
  /** Promotions as this till holds them now. */
  book: () => PromotionBook;
  scanRules: (ms: number) => ScanRules;
  /** Server-corrected wall time. */
  correctedMs: () => number;
};

/** An article as it comes back: at the lowest price of the stretch, today's tax class. */
export type BackGoods = {
  ok: true;
  entry: ArticleEntry;
  article: BasketArticle;
  deposit?: BasketArticle;
};

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;

export function lookBackDays({ returns }: Pick<StoreProfile, 'returns'>): number {
  return returns?.look_back_days ?? DEFAULT_DAYS;
}

/** What a code or number comes back at, with its deposit (dom-T2). */
export function backGoods(
  ask: { code: string } | { article: string },
  p: BackPricePorts,
): BackGoods | Refusal {
  const found = 'code' in ask ? byCode(ask.code, p) : p.index().article(ask.article);
  if (found === undefined) return UNKNOWN_ARTICLE;
  if ('ok' in found) return found;
  const article = atLowest(found, p);
  if (article === undefined) return withoutPrice(found.data.name);
  const { deposit: number } = found.data;
  if (number === undefined) return { ok: true, entry: found, article };
  const entry = p.index().article(number);
  const deposit = entry && atLowest(entry, p);
  // It was sold with one: without its price nobody knows what was paid.
  if (deposit === undefined)
    return withoutPrice(say('The deposit of {name}', { name: found.data.name }));
  return { ok: true, entry: found, article, deposit };
}

/** As it is sold, at the lowest price; undefined where no row of the stretch names any. */
function atLowest(entry: ArticleEntry, p: BackPricePorts): BasketArticle | undefined {
  if (entry.data.open_price !== undefined) return undefined;
  const { profile } = p;
  const zone = profile.time_zone;
  const nowMs = p.correctedMs();
  const priced = lineOfArticle(entry, { profile, index: p.index(), atMs: nowMs }, {});
  if (!priced.ok) return undefined;
  const steps = p
    .index()
    .pricesUntil(entry.article, nowMs)
    .map(({ fromMs, ...price }) => ({ ...price, from: wallClock(fromMs, zone) }));
  const since = wallClock(nowMs - lookBackDays(profile) * DAY_MS, zone);
  const stretch = { since, now: wallClock(nowMs, zone) };
  const lowest = lowestPrice(steps, offersOf(entry, p), stretch);
  if (lowest === undefined) return undefined;
  const { hlc, origin } = lowest.step;
  return { ...priced.article, unitPrice: lowest.amount, priceStamp: { hlc, origin } };
}

function offersOf({ article, data }: ArticleEntry, { book }: BackPricePorts): UnitOffer[] {
  if (!data.discountable) return [];
  return unitOffers(book(), { sku: article, tags: [data.dept] }, data.unit === 'kg');
}

function byCode(text: string, p: BackPricePorts): ArticleEntry | Refusal {
  // What must not be sold any more comes back all the same: of a recall above all.
  const rules = { ...p.scanRules(p.correctedMs()), takesAll: true };
  const found = findScanned(text.trim(), p.index(), rules);
  return found.ok ? found.value.entry : found.error;
}

const UNKNOWN_ARTICLE: Refusal = {
  ok: false,
  kind: 'unknown-article',
  next: later('This article is no longer in the catalogue.'),
};

function withoutPrice(name: string): Refusal {
  const next = say('{name} has no price of its own here. It comes back with its receipt only.', {
    name,
  });
  return { ok: false, kind: 'no-back-price', next };
}
