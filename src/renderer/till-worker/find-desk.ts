import type { PriceTold } from '../shared/ask-api.ts';
import type { Refusal, TillCommands } from '../shared/till-api.ts';
import { priceTold, type PriceAsk } from './asks/price-told.ts';
import { departmentHits, searchHits } from './catalogue/article-hits.ts';
import { NOT_SIGNED_IN } from './desk-answers.ts';
import type { PromotionDesk } from './promotions/promotion-desk.ts';
import { ofDrawer, type Seller } from './selling/copy-desk.ts';
import { plainFact } from './selling/facts.ts';
import { scanRulesAt, type TillRules } from './selling/till-rules.ts';
import type { TillCore } from './till-core.ts';

/** What is looked up and changes nothing: search, tiles, prices. */
export class FindDesk {
  private readonly core: TillCore;
  private readonly rules: TillRules;
  private readonly promotions: PromotionDesk;
  private readonly seller: () => Seller | undefined;

  constructor(
    core: TillCore,
    rules: TillRules,
    promotions: PromotionDesk,
    seller: () => Seller | undefined,
  ) {
    this.core = core;
    this.rules = rules;
    this.promotions = promotions;
    this.seller = seller;
  }

  search(text: string, limit: number): TillCommands['search']['answer'] {
    return searchHits(this.core.catalogue.index, text, limit, this.core.wire.correctedMs());
  }

  departments(): TillCommands['departments']['answer'] {
    return departmentHits(this.core.catalogue.index, this.core.wire.correctedMs());
  }

  /**
   * Told in the journal, since many of them beside few sales are a sign (ASK7). The answer does not wait
   * for it: where the disk refuses it, a customer still hears the price.
   */
  price(ask: PriceAsk): PriceTold | Refusal {
    const seller = this.seller();
    if (seller === undefined) return NOT_SIGNED_IN;
    const { core, rules } = this;
    const { profile } = core.identity;
    const told = priceTold(ask, {
      profile,
      currency: rules.currency,
      index: () => core.catalogue.index,
      correctedMs: () => core.wire.correctedMs(),
      scanRules: (ms) => scanRulesAt(profile, rules.currency, ms),
      promotionsOf: (goods) => this.promotions.namesFor(goods),
    });
    if (!told.ok) return told;
    const body = { article: told.article, cashier: seller.cashier, ...ofDrawer(seller) };
    void core.committer.commit(plainFact('price-asked', seller.businessDate, body));
    return told;
  }
}
