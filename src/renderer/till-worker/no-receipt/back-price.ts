import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { lowestPrice, type Charged } from '../../../domain/after/lowest-price.ts';
import { soldMeasure } from '../../../domain/barcodes/sold-measure.ts';
import type { BasketArticle, PriceLabel } from '../../../domain/basket.ts';
import type { Currency } from '../../../domain/currency.ts';
import { minor, type Minor } from '../../../domain/money.ts';
import type { PromotionBook } from '../../../domain/promotions/promotion-book.ts';
import type { Milli } from '../../../domain/quantity.ts';
import { multiply, rational, round } from '../../../domain/rational.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { ArticleEntry, CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { later, say } from '../../shared/words/say.ts';
import { wallClock } from '../promotions/promotion-desk.ts';
import { findScanned, type ScanRules } from '../selling/find-scanned.ts';
import { depositOfArticle, lineOfArticle } from '../selling/line-of-article.ts';
import { badMeasure } from '../selling/scan-refusals.ts';
import { chargedOne } from './charged-one.ts';

export type BackPricePorts = {
  profile: StoreProfile;
  index: () => CatalogueIndex;
  /** Promotions as this till holds them now. */
  book: () => PromotionBook;
  scanRules: (ms: number) => ScanRules;
  currency: Currency;
  /** Server-corrected wall time. */
  correctedMs: () => number;
};

/** An article as it comes back: at the lowest price of the stretch, today's tax class. */
export type BackGoods = {
  ok: true;
  entry: ArticleEntry;
  /** With a label it is one pack, and no other. */
  article: BasketArticle;
  deposit?: BasketArticle;
  /** How much the code says it is. */
  qtyMilli?: Milli;
};

type Label = { labelPrice: Minor; weightMilli?: Milli };
type Found = { ok: true; entry: ArticleEntry; label?: Label; qtyMilli?: Milli };

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
  const found = 'code' in ask ? byCode(ask.code, p) : byArticle(ask.article, p);
  if (!found.ok) return found;
  const { entry, label, qtyMilli } = found;
  const lowest = atLowest(entry, p);
  const article = lowest && label !== undefined ? atLabel(lowest, label, entry, p) : lowest;
  if (article === undefined) return withoutPrice(entry.data.name);
  const goods = {
    ok: true,
    entry,
    article,
    ...(qtyMilli === undefined ? {} : { qtyMilli }),
  } as const;
  // It is paid back, not sold: a deposit is worth what it costs today.
  const { profile } = p;
  const deposit = depositOfArticle(entry, { profile, index: p.index(), atMs: p.correctedMs() });
  if (deposit === undefined) return goods;
  // It was sold with one: without its price nobody knows what was paid.
  if (!deposit.ok) return withoutPrice(say('The deposit of {name}', { name: entry.data.name }));
  return { ...goods, deposit: deposit.article };
}

/** As it is sold, at the lowest price; undefined where no row of the stretch names any. */
function atLowest(entry: ArticleEntry, p: BackPricePorts): BasketArticle | undefined {
  if (entry.data.open_price !== undefined) return undefined;
  const { profile } = p;
  const stretch = stretchOf(p);
  const priced = lineOfArticle(entry, { profile, index: p.index(), atMs: stretch.nowMs }, {});
  if (!priced.ok) return undefined;
  const steps = p.index().pricesUntil(entry.article, stretch.nowMs);
  const lowest = lowestPrice(steps, chargedOf(entry, entry.data.unit === 'kg', p), stretch);
  if (lowest === undefined) return undefined;
  const { hlc, origin } = lowest.step;
  return { ...priced.article, unitPrice: lowest.amount, priceStamp: { hlc, origin } };
}

/** One pack at what its label says, and at no more than so much of it cost at the lowest price. */
function atLabel(
  lowest: BasketArticle,
  { labelPrice, weightMilli }: Label,
  entry: ArticleEntry,
  p: BackPricePorts,
): BasketArticle {
  const isWeighed = entry.data.unit === 'kg' || weightMilli !== undefined;
  const step = { fromMs: Number.NEGATIVE_INFINITY, amount: labelPrice };
  const told = lowestPrice([step], chargedOf(entry, isWeighed, p), stretchOf(p));
  const own = told?.amount ?? labelPrice;
  const bookPrice = minor(p.index().price(entry.article, p.correctedMs())?.amount ?? 0);
  const label: PriceLabel = { bookPrice, ...(weightMilli === undefined ? {} : { weightMilli }) };
  const most = bookPrice > 0 ? worthOf(lowest.unitPrice, entry, weightMilli) : own;
  return { ...lowest, unitPrice: minor(Math.min(own, most)), label };
}

/** Of a pack: its weight of what is sold by the kilogram, else one piece. */
function worthOf(unitPrice: Minor, { data }: ArticleEntry, weightMilli: Milli | undefined): number {
  if (data.unit !== 'kg' || weightMilli === undefined) return unitPrice;
  const exact = multiply(rational(BigInt(weightMilli), 1000n), rational(BigInt(unitPrice)));
  return Number(round(exact, 'half-up'));
}

function stretchOf(p: BackPricePorts): { sinceMs: number; nowMs: number } {
  const nowMs = p.correctedMs();
  return { sinceMs: nowMs - lookBackDays(p.profile) * DAY_MS, nowMs };
}

function chargedOf(
  { article, data }: ArticleEntry,
  isWeighed: boolean,
  p: BackPricePorts,
): Charged {
  if (!data.discountable) return AS_IT_IS;
  const goods = { sku: article, tags: [data.dept], isWeighed };
  return chargedOne(p.book(), goods, stretchOf(p), (ms) => wallClock(ms, p.profile.time_zone));
}

const AS_IT_IS: Charged = { at: (price) => price, changesMs: [] };

function byArticle(article: string, p: BackPricePorts): Found | Refusal {
  const entry = p.index().article(article);
  return entry === undefined ? UNKNOWN_ARTICLE : { ok: true, entry };
}

function byCode(text: string, p: BackPricePorts): Found | Refusal {
  const atMs = p.correctedMs();
  // What must not be sold any more comes back all the same: of a recall above all.
  const rules = { ...p.scanRules(atMs), takesAll: true };
  const found = findScanned(text.trim(), p.index(), rules);
  if (!found.ok) return found.error;
  const { entry, code } = found.value;
  const price = p.index().price(entry.article, atMs);
  if (code === undefined || price === undefined) return { ok: true, entry };
  const { unit, name } = entry.data;
  const measured = { unit, bookPrice: minor(price.amount), currency: p.currency };
  const sold = soldMeasure(code, measured);
  if (!sold.ok) return badMeasure(name, sold.error);
  const { qtyMilli, labelPrice, weightMilli, isUnweighed } = sold.value;
  const weight = weightMilli === undefined ? {} : { weightMilli };
  return {
    ok: true,
    entry,
    ...(isUnweighed === true ? {} : { qtyMilli }),
    ...(labelPrice === undefined ? {} : { label: { labelPrice, ...weight } }),
  };
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
