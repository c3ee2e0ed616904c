import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { BasketArticle } from '../../../domain/basket.ts';
import { minor, type Minor } from '../../../domain/money.ts';
import type { Milli } from '../../../domain/quantity.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { ArticleEntry, CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { say } from '../../shared/words/say.ts';

/** What a code adds to its article: the figures read, and the price and weight of its label. */
export type ReadFromCode = {
  readonly figures?: string;
  readonly labelPrice?: Minor;
  readonly weightMilli?: Milli;
};

export type PriceBook = {
  readonly profile: StoreProfile;
  readonly index: CatalogueIndex;
  /** Server-corrected wall time: decides which price is in force. */
  readonly atMs: number;
};

type Priced = { ok: true; article: BasketArticle } | Refusal;

/** An article as it is sold now, at the price of its label, a keyed one, or the price book's. */
export function lineOfArticle(
  { article, data }: ArticleEntry,
  { profile, index, atMs }: PriceBook,
  read: ReadFromCode,
  keyedPrice?: Minor,
): Priced {
  const price = index.price(article, atMs);
  if (price === undefined && keyedPrice === undefined) return noPrice(data.name);
  const { figures, labelPrice, weightMilli } = read;
  const isListed = figures !== undefined && data.gtins.some((g) => g.endsWith(figures));
  const gtin = isListed ? figures : data.gtins[0];
  const bookPrice = minor(price?.amount ?? 0);
  const label = { bookPrice, ...(weightMilli === undefined ? {} : { weightMilli }) };
  return {
    ok: true,
    article: {
      article,
      ...(gtin === undefined ? {} : { gtin }),
      name: data.name,
      dept: data.dept,
      unitPrice: keyedPrice ?? labelPrice ?? bookPrice,
      taxCodes: profile.tax_classes[data.tax_class] ?? [],
      taxClass: data.tax_class,
      discountable: data.discountable,
      ...(data.unit === 'kg' ? { byWeight: true as const } : {}),
      ...(keyedPrice === undefined ? {} : { openPrice: true as const }),
      // Where no row priced it, none is named.
      priceStamp: { hlc: price?.hlc ?? 0, origin: price?.origin ?? '' },
      ...(labelPrice === undefined ? {} : { label }),
    },
  };
}

/** The deposit that goes with an article; without its price the article is not sold (ASK6). */
export function depositOfArticle({ data }: ArticleEntry, book: PriceBook): Priced | undefined {
  if (data.deposit === undefined) return undefined;
  const deposit = book.index.article(data.deposit);
  const priced = deposit && lineOfArticle(deposit, book, {});
  if (priced?.ok === true) return priced;
  const next = say('The deposit of {name} has no price here. Ask a supervisor.', {
    name: data.name,
  });
  return { ok: false, kind: 'no-deposit', next };
}

function noPrice(name: string): Refusal {
  return {
    ok: false,
    kind: 'no-price',
    next: say('{name} has no price here. Ask a supervisor.', { name }),
  };
}
