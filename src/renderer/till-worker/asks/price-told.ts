import { minor } from '../../../domain/money.ts';
import { soldMeasure } from '../../../domain/barcodes/sold-measure.ts';
import type { PriceTold } from '../../shared/ask-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { ArticleEntry } from '../catalogue/catalogue-index.ts';
import type { DeskPorts } from '../selling/basket-desk.ts';
import { findScanned } from '../selling/find-scanned.ts';
import { depositOfArticle } from '../selling/line-of-article.ts';
import { say } from '../../shared/words/say.ts';

export type PriceAsk = { code: string } | { article: string };

type Ports = Pick<DeskPorts, 'index' | 'correctedMs' | 'scanRules' | 'profile' | 'currency'> & {
  /** Names of the live promotions of an article. */
  promotionsOf: (goods: { sku: string; tags: readonly string[] }) => string[];
};

type Found = { ok: true; entry: ArticleEntry; labelPrice?: number } | Refusal;

/** What an article costs now. Sells nothing (ASK7). */
export function priceTold(ask: PriceAsk, p: Ports): PriceTold | Refusal {
  const found = 'code' in ask ? byCode(ask.code, p) : byArticle(ask.article, p);
  if (!found.ok) return found;
  const { entry, labelPrice } = found;
  const { article, data } = entry;
  const { name, unit, dept, open_price: bounds, min_age: minAge } = data;
  const atMs = p.correctedMs();
  const price = labelPrice ?? p.index().price(article, atMs)?.amount;
  if (price === undefined && bounds === undefined)
    return {
      ok: false,
      kind: 'no-price',
      next: say('{name} has no price here. Ask a supervisor.', { name }),
    };
  const deposit = depositOfArticle(entry, { profile: p.profile, index: p.index(), atMs });
  return {
    ok: true,
    article,
    name,
    unit: labelPrice === undefined ? unit : 'piece',
    ...(bounds === undefined ? { price: price ?? 0 } : { bounds }),
    ...(deposit?.ok === true
      ? { deposit: { name: deposit.article.name, price: deposit.article.unitPrice } }
      : {}),
    ...(minAge === undefined ? {} : { minAge }),
    promotions: data.discountable ? p.promotionsOf({ sku: article, tags: [dept] }) : [],
  };
}

function byArticle(article: string, { index }: Ports): Found {
  const entry = index().article(article);
  if (entry !== undefined) return { ok: true, entry };
  const next = say('This article is no longer in the catalogue.');
  return { ok: false, kind: 'unknown-article', next };
}

function byCode(text: string, p: Ports): Found {
  const atMs = p.correctedMs();
  const found = findScanned(text.trim(), p.index(), p.scanRules(atMs));
  if (!found.ok) return found.error;
  const { entry, code } = found.value;
  const price = p.index().price(entry.article, atMs);
  if (code === undefined || price === undefined) return { ok: true, entry };
  const measured = {
    unit: entry.data.unit,
    bookPrice: minor(price.amount),
    currency: p.currency,
  };
  const sold = soldMeasure(code, measured);
  const label = sold.ok ? sold.value.labelPrice : undefined;
  return { ok: true, entry, ...(label === undefined ? {} : { labelPrice: label }) };
}
