import { symbologyOf } from '../../../domain/barcodes/symbology-of.ts';
import { liveLines, type Basket } from '../../../domain/basket.ts';
import type { CardAction } from '../../../domain/customer/basket-cards.ts';
import { readMemberCard, type MemberCardFormat } from '../../../domain/customer/member-card.ts';
import type { CustomersFound } from '../../../domain/customer/find-customers.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { DONE } from '../desk-answers.ts';
import type { Customers } from './customers.ts';
import { later } from '../../shared/words/say.ts';

export type CustomerDeskPorts = {
  formats: readonly MemberCardFormat[];
  /** Coupons that promotions of the open sale ask for. */
  coupons: () => ReadonlySet<string>;
  customers: Pick<Customers, 'find'> | undefined;
  basket: () => Basket;
  act: (action: CardAction) => Refusal | undefined;
};

const BAD_CARD: Refusal = {
  ok: false,
  kind: 'member-check-digit',
  next: later('This member card was not read as a whole. Scan it again, or check the figures.'),
};

const NO_MEMBER: Refusal = {
  ok: false,
  kind: 'no-member-card',
  next: later('This is no member card. Type the name, or scan the card.'),
};

type Shown = { ok: true; lineId: string } | Refusal;

/** Cards and coupons a customer shows: each by what it begins with or says, never sold (dom-B10). */
export class CustomerDesk {
  private readonly p: CustomerDeskPorts;

  constructor(p: CustomerDeskPorts) {
    this.p = p;
  }

  /** Undefined where the code is neither; then it is goods or unknown. */
  take(text: string): Shown | undefined {
    const { data } = symbologyOf(text.trim());
    const card = readMemberCard(data, this.p.formats);
    if (card?.ok === false) return BAD_CARD;
    if (card !== undefined) return this.done({ type: 'show-member', member: card.value });
    const coupon = this.p.coupons().has(data) ? data : undefined;
    return coupon === undefined ? undefined : this.done({ type: 'show-coupon', coupon });
  }

  /** A member's card and nothing else, where a customer is asked for. */
  showMember(text: string): Done | Refusal {
    const card = readMemberCard(symbologyOf(text.trim()).data, this.p.formats);
    if (card?.ok !== true) return card === undefined ? NO_MEMBER : BAD_CARD;
    return this.p.act({ type: 'show-member', member: card.value }) ?? DONE;
  }

  /** Undefined customers: this store has no member cards. Choosing one is showing their card. */
  async find(text: string, limit: number): Promise<CustomersFound> {
    const { customers, formats } = this.p;
    if (customers === undefined) return { hits: [], total: 0 };
    const found = await customers.find(text, limit);
    const hits = found.hits.filter(({ number }) => readMemberCard(number, formats)?.ok === true);
    return { hits, total: found.total };
  }

  takeBack(what: 'member' | 'coupons'): Done | Refusal {
    const action: CardAction =
      what === 'member' ? { type: 'show-member', member: null } : { type: 'take-back-coupons' };
    return this.p.act(action) ?? DONE;
  }

  /** Without goods there is no sale: what was shown does not wait for the next customer (SHOW4). */
  leaves(): void {
    const basket = this.p.basket();
    if (liveLines(basket).length > 0 || basket.exchange !== undefined) return;
    if (basket.member !== undefined) this.takeBack('member');
    if (basket.coupons !== undefined) this.takeBack('coupons');
  }

  private done(action: CardAction): Shown {
    return this.p.act(action) ?? { ok: true, lineId: '' };
  }
}
