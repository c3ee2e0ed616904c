import { isOnePack, type SeenScan } from '../../../domain/barcodes/one-pack.ts';
import { soldMeasure } from '../../../domain/barcodes/sold-measure.ts';
import type { Currency } from '../../../domain/currency.ts';
import { basketId, type BasketId } from '../../../domain/ids.ts';
import { emptyBasket, type Basket } from '../../../domain/basket.ts';
import {
  reduceBasket,
  type BasketAction,
  type BasketProblem,
} from '../../../domain/basket-reducer.ts';
import { minor } from '../../../domain/money.ts';
import { ONE_WHOLE } from '../../../domain/quantity.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { Wanted } from '../asks/wanted.ts';
import type { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import { TERMS_NEXT } from '../terms/terms-refusals.ts';
import { findScanned, type Scanned, type ScanRules } from './find-scanned.ts';
import { depositOfArticle, lineOfArticle, type PriceBook } from './line-of-article.ts';
import { badMeasure } from './scan-refusals.ts';
import { later, say } from '../../shared/words/say.ts';

const NEXT: Record<BasketProblem, string> = {
  'bad-quantity': later('Enter a quantity above zero.'),
  'bad-price': later('This article has no valid price. Ask a supervisor.'),
  'line-too-large': later('This amount is too large for one line. Use several lines.'),
  'no-such-line': later('Choose a line of the basket.'),
  'line-voided': later('This line is voided. Scan the article again.'),
  'basket-closed': later('This sale is finished. Start the next one.'),
  'one-a-label': later('Each pack has its own price. Scan every pack, or void this line.'),
  'one-a-card': later('Each gift card has its own line. Void this line and sell the card again.'),
  'card-on-sale': later('This card is on the sale already. Void its line to change the amount.'),
  'terms-agreed': later(
    'A price was agreed for these pieces. Scan further ones: they get their own line.',
  ),
  'nothing-to-undo': later('There is nothing to undo.'),
  'part-paid': later('Part of this sale is paid. Take that payment back first, or take the rest.'),
  'too-many-tenders': later('Take the rest in one payment.'),
  'no-such-tender': later('This payment was taken back already.'),
  'coupon-shown': later('This coupon counts already. Each one counts once.'),
  'too-many-coupons': later('No more coupons can be taken with this sale.'),
  'exchange-open': later(
    'Goods of another receipt come back with this sale already. Take those off first, or finish the sale.',
  ),
  'follows-receipt': later(
    'Goods that come back have the amounts of their receipt. Take the line off instead.',
  ),
  'follows-goods': later('A deposit goes with its article. Change or void that line.'),
  ...TERMS_NEXT,
  // With a value, so said when it is asked for.
  get 'note-too-long'() {
    return TERMS_NEXT['note-too-long'];
  },
};

export type DeskPorts = {
  profile: StoreProfile;
  currency: Currency;
  /** How codes are read at this server-corrected time. */
  scanRules: (atMs: number) => ScanRules;
  index: () => CatalogueIndex;
  /** Server-corrected wall time: decides which price is in force. */
  correctedMs: () => number;
  wallMs: () => number;
  newId: () => string;
  /** Number of who adds goods. */
  cashier: () => string | undefined;
  /** Whether something must be asked first; then it is, and nothing is added yet. */
  asks: (wanted: Wanted, basket: Basket) => boolean;
  /** Written behind the screen, in order; a crash returns to the last state written. */
  save: (basket: Basket) => void;
  changed: () => void;
};

type Added = { ok: true; lineId: string; warning?: string } | Refusal;

/** Between the two codes of one pack, ms, where the store says nothing (dom-B9). */
const ONE_PACK_MS = 1000;

function seenScan({ gtin14, dimension }: Scanned, atMs: number | undefined): SeenScan | undefined {
  if (gtin14 === undefined || atMs === undefined) return undefined;
  return { gtin14, dimension, atMs };
}

function warningOf({ warning }: Scanned): { warning?: string } {
  return warning === undefined ? {} : { warning };
}

/** The one basket of this till: pure reducer inside, price look-up and saving around it. */
export class BasketDesk {
  basket: Basket;
  private readonly p: DeskPorts;
  /** The scan just before, with its line; anything else done to the basket forgets it. */
  private lastRead: (SeenScan & { readonly lineId: string }) | undefined;

  constructor(p: DeskPorts, restored: Basket | undefined) {
    this.p = p;
    this.basket = restored?.status === 'open' ? restored : this.fresh();
  }

  private fresh(): Basket {
    const id: BasketId = basketId(this.p.newId());
    return emptyBasket(id, this.p.wallMs());
  }

  clear(): void {
    this.basket = this.fresh();
    this.lastRead = undefined;
    this.p.changed();
  }

  /** Another basket, which is on disk already. */
  resume(basket: Basket): void {
    this.basket = basket;
    this.lastRead = undefined;
    this.p.changed();
  }

  /**
   * `readMs`: when a scanner read it, by a clock that does not jump; undefined for a keyed code, which
   * is never the second code of a pack.
   */
  scan(text: string, readMs?: number): Added {
    const { scanRules, correctedMs, index } = this.p;
    const before = this.lastRead;
    this.lastRead = undefined;
    const found = findScanned(text.trim(), index(), scanRules(correctedMs()));
    if (!found.ok) return found.error;
    const { value } = found;
    const seen = seenScan(value, readMs);
    if (before !== undefined && seen !== undefined && this.isOnePack(before, seen)) {
      // Forgotten by now: a third read is the next pack.
      return { ok: true, lineId: before.lineId, ...warningOf(value) };
    }
    const added = this.addScanned(value);
    if (!added.ok) return added;
    if (seen !== undefined) this.lastRead = { ...seen, lineId: added.lineId };
    return { ...added, ...warningOf(value) };
  }

  private isOnePack(before: SeenScan, seen: SeenScan): boolean {
    const withinMs = this.p.profile.barcodes?.one_pack_ms ?? ONE_PACK_MS;
    return isOnePack(before, seen, withinMs);
  }

  private addScanned({ entry, code, figures }: Scanned): Added {
    const { article, data } = entry;
    const price = this.p.index().price(article, this.p.correctedMs());
    if (code === undefined || price === undefined) return this.want({ entry, read: { figures } });
    const measured = { unit: data.unit, bookPrice: minor(price.amount), currency: this.p.currency };
    const sold = soldMeasure(code, measured);
    if (!sold.ok) return badMeasure(data.name, sold.error);
    const { qtyMilli, labelPrice, weightMilli, isUnweighed } = sold.value;
    return this.want({
      entry,
      ...(isUnweighed === true ? {} : { qtyMilli }),
      read: {
        figures,
        ...(labelPrice === undefined ? {} : { labelPrice }),
        ...(weightMilli === undefined ? {} : { weightMilli }),
      },
    });
  }

  addArticle(article: string, qtyMilli?: number): Added {
    const entry = this.p.index().article(article);
    if (entry === undefined)
      return {
        ok: false,
        kind: 'unknown-article',
        next: say('This article is no longer in the catalogue.'),
      };
    return this.want({ entry, read: {}, ...(qtyMilli === undefined ? {} : { qtyMilli }) });
  }

  /** Adds it, or asks first what it wants to know; asked again with the answers. */
  want(wanted: Wanted): Added {
    const { entry, read, qtyMilli = ONE_WHOLE, keyedPrice, age } = wanted;
    const book = this.book();
    const deposit = depositOfArticle(entry, book);
    if (deposit?.ok === false) return deposit;
    if (this.p.asks(wanted, this.basket)) return { ok: true, lineId: '' };
    const line = lineOfArticle(entry, book, read, keyedPrice);
    if (!line.ok) return line;
    const cashier = this.p.cashier();
    const refusal = this.act({
      type: 'add',
      ...(cashier === undefined ? {} : { cashier }),
      article: line.article,
      qtyMilli,
      ...(deposit === undefined ? {} : { deposit: deposit.article }),
      ...(age === undefined ? {} : { age }),
    });
    return refusal ?? { ok: true, lineId: this.basket.selectedLineId ?? '' };
  }

  private book(): PriceBook {
    return { profile: this.p.profile, index: this.p.index(), atMs: this.p.correctedMs() };
  }

  /** The basket as it would be cancelled; the desk itself keeps the open one. */
  cancelled(atMs: number): Basket {
    const next = reduceBasket(this.basket, { type: 'cancel', atMs });
    return next.ok ? next.value : this.basket;
  }

  /** Undefined when done, else why not. */
  act(action: BasketAction): Refusal | undefined {
    this.lastRead = undefined;
    const next = reduceBasket(this.basket, action);
    if (!next.ok) return { ok: false, kind: next.error, next: NEXT[next.error] };
    this.basket = next.value;
    this.p.save(this.basket);
    this.p.changed();
    return undefined;
  }
}
