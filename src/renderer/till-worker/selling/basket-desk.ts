import { basketId, type BasketId } from '../../../domain/ids.ts';
import { emptyBasket, type Basket, type BasketArticle } from '../../../domain/basket.ts';
import {
  reduceBasket,
  type BasketAction,
  type BasketProblem,
} from '../../../domain/basket-reducer.ts';
import { minor } from '../../../domain/money.ts';
import { ONE_WHOLE } from '../../../domain/quantity.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { ArticleEntry, CatalogueIndex } from '../catalogue/catalogue-index.ts';

const NEXT: Record<BasketProblem, string> = {
  'bad-quantity': 'Enter a quantity above zero.',
  'bad-price': 'This article has no valid price. Ask a supervisor.',
  'line-too-large': 'This amount is too large for one line. Use several lines.',
  'no-such-line': 'Choose a line of the basket.',
  'line-voided': 'This line is voided. Scan the article again.',
  'basket-closed': 'This sale is finished. Start the next one.',
};

export type DeskPorts = {
  profile: StoreProfile;
  index: () => CatalogueIndex;
  /** Server-corrected wall time: decides which price is in force. */
  correctedMs: () => number;
  wallMs: () => number;
  newId: () => string;
  /** Written behind the screen, in order; a crash returns to the last state written. */
  save: (basket: Basket) => void;
  changed: () => void;
};

type Added = { ok: true; lineId: string } | Refusal;

/** The one basket of this till: pure reducer inside, price look-up and saving around it. */
export class BasketDesk {
  basket: Basket;
  private readonly p: DeskPorts;

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
    this.p.changed();
  }

  scan(code: string): Added {
    const trimmed = code.trim();
    const found = this.p.index().find(trimmed);
    if (found === undefined) {
      const shown = trimmed.slice(0, 20);
      return {
        ok: false,
        kind: 'unknown-code',
        next: `${shown} is not in the catalogue. Search by name, or set it aside.`,
      };
    }
    return this.add(found, ONE_WHOLE, trimmed);
  }

  addArticle(article: string, qtyMilli: number = ONE_WHOLE): Added {
    const found = this.p.index().article(article);
    if (found === undefined)
      return {
        ok: false,
        kind: 'unknown-article',
        next: 'This article is no longer in the catalogue.',
      };
    return this.add(found, qtyMilli, undefined);
  }

  private add(found: ArticleEntry, qtyMilli: number, code: string | undefined): Added {
    const { data, article } = found;
    const price = this.p.index().price(article, this.p.correctedMs());
    if (price === undefined)
      return {
        ok: false,
        kind: 'no-price',
        next: `${data.name} has no price here. Ask a supervisor.`,
      };
    const gtin =
      code !== undefined && data.gtins.some((g) => g.endsWith(code)) ? code : data.gtins[0];
    const line: BasketArticle = {
      article,
      ...(gtin === undefined ? {} : { gtin }),
      name: data.name,
      unitPrice: minor(price.amount),
      taxCodes: this.p.profile.tax_classes[data.tax_class] ?? [],
      taxClass: data.tax_class,
      discountable: data.discountable,
      priceStamp: { hlc: price.hlc, origin: price.origin },
    };
    const refusal = this.act({ type: 'add', article: line, qtyMilli });
    return refusal ?? { ok: true, lineId: this.basket.selectedLineId ?? '' };
  }

  /** The basket as it would be cancelled; the desk itself keeps the open one. */
  cancelled(atMs: number): Basket {
    const next = reduceBasket(this.basket, { type: 'cancel', atMs });
    return next.ok ? next.value : this.basket;
  }

  /** Undefined when done, else why not. */
  act(action: BasketAction): Refusal | undefined {
    const next = reduceBasket(this.basket, action);
    if (!next.ok) return { ok: false, kind: next.error, next: NEXT[next.error] };
    this.basket = next.value;
    this.p.save(this.basket);
    this.p.changed();
    return undefined;
  }
}
