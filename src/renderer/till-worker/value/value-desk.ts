import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { symbologyOf } from '../../../domain/barcodes/symbology-of.ts';
import type { Basket, BasketArticle } from '../../../domain/basket.ts';
import { isMinor, minor, type Minor } from '../../../domain/money.ts';
import { tendersOf, type BasketTender } from '../../../domain/pay/basket-tenders.ts';
import { isStoredValue } from '../../../domain/pay/sale-tender.ts';
import type { OfferedTender } from '../../../domain/pay/settle-tenders.ts';
import { readValueNumber } from '../../../domain/stored-value/card-number.ts';
import { offlineRoom } from '../../../domain/stored-value/value-limits.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import type { ValueTold } from '../../shared/value-api.ts';
import { DONE } from '../desk-answers.ts';
import { giftLine } from './gift-line.ts';
import type { Said, ValueAccounts } from './value-accounts.ts';
import {
  ASKING,
  BAD_AMOUNT,
  BAD_FIGURES,
  EMPTY_CARD,
  GIFT_CARD_SCANNED,
  HELD_ELSEWHERE,
  LEFT,
  LEFT_LOAD,
  NOT_ACTIVE,
  NOT_ACTIVE_YET,
  NOT_A_GIFT_CARD,
  NOT_FOR_VALUE,
  NOT_SO_MUCH,
  NO_GIFT_CARDS,
  OFFLINE_CAP,
  OFFLINE_LOAD,
  OFFLINE_PAY,
  OVERDRAWN,
  WAIT_A_MINUTE,
} from './value-refusals.ts';

export type GiftCards = NonNullable<StoreProfile['gift_cards']>;

export type ValueDeskPorts = {
  /** Undefined where the store has none. */
  cards: GiftCards | undefined;
  codeOf: (figures: string) => string;
  accounts: Pick<ValueAccounts, 'ask' | 'letGo'>;
  basket: () => Basket;
  /** Why nothing can be paid now. */
  whyNot: () => Refusal | undefined;
  /** What a card may pay of the open sale. */
  most: () => Minor;
  /** What is open of it, for whatever. */
  balance: () => Minor;
  /** Takes it as a part, or ends the sale with it. */
  take: (tender: OfferedTender) => Promise<Done | Refusal>;
  /** Why no line can be added now; begins the next sale. */
  begin: () => Refusal | undefined;
  add: (article: BasketArticle) => Refusal | undefined;
  /** What this till took of the card without asking, as far as it remembers. */
  takenOffline: (code: string) => Promise<number>;
  /** An id for a redemption; of the same text always the same one. */
  redemptionOf: (text: string) => string;
};

const MOST_A_LOAD = 50_000;

type Read = { ok: true; code: string; cards: GiftCards } | Refusal;

/** Gift cards at this till: looked at, loaded, and paid with; head office owns what is on them (dom-G1). */
export class ValueDesk {
  private readonly p: ValueDeskPorts;
  /** What waits for head office, a payment or a load; another object once nobody waits for it. */
  private flight: object | undefined;
  /** The newest payment that is asked for under each redemption and not answered yet. */
  private readonly asked = new Map<string, object>();

  constructor(p: ValueDeskPorts) {
    this.p = p;
  }

  /** A gift card among goods sells nothing and is not taken for anything else. */
  refuseScan(text: string): Refusal | undefined {
    const read = this.read(text);
    return read.ok || read === BAD_FIGURES ? (read.ok ? GIFT_CARD_SCANNED : read) : undefined;
  }

  async look(number: string): Promise<ValueTold | Refusal> {
    const read = this.read(number);
    if (!read.ok) return read;
    const { code } = read;
    const redemption = this.redemptionFor(code);
    // What an answer that never came, or a till that was off, left kept for this payment is let go.
    const isAsked = this.asked.has(redemption);
    const said = await this.p.accounts.ask(code, isAsked ? undefined : { redemption });
    if (said.is === 'wait') return WAIT_A_MINUTE;
    const ending = code.slice(-4);
    if (said.is === 'silent') {
      const balance = await this.room(read);
      const most = Math.min(balance, this.p.most());
      return { ok: true, ending, isActive: false, balance, most, held: 0, isOffline: true };
    }
    const { known, available } = said.account;
    const balance = Math.max(0, available);
    const held = Math.max(0, said.account.balance) - balance;
    const most = Math.min(balance, this.p.most());
    return { ok: true, ending, isActive: known, balance, most, held, isOffline: false };
  }

  /** The line is paid like goods; the card is loaded by the sale. */
  async load(number: string, amount: number): Promise<{ ok: true; warning?: string } | Refusal> {
    const read = this.read(number);
    if (!read.ok) return read;
    const { code, cards } = read;
    if (!isMinor(amount) || amount <= 0 || amount > (cards.most ?? MOST_A_LOAD)) return BAD_AMOUNT;
    if (this.flight !== undefined) return ASKING;
    return this.inFlight(async (isLeft) => {
      const said = await this.p.accounts.ask(code);
      // The next customer's sale is not loaded with it.
      const refused = isLeft() ? LEFT_LOAD : whyNotLoaded(said, cards);
      if (refused !== undefined) return refused;
      const problem = this.p.begin() ?? this.p.add(giftLine(code, amount));
      if (problem !== undefined) return problem;
      return said.is === 'told' ? DONE : { ok: true, warning: NOT_ACTIVE_YET };
    });
  }

  /** Kept at head office first, then taken; without head office only as far as the store's cap goes. */
  async pay(number: string, amount: number): Promise<Done | Refusal> {
    const read = this.read(number);
    if (!read.ok) return read;
    if (this.flight !== undefined) return ASKING;
    const refused = this.whyNotPaid(amount);
    if (refused !== undefined) return refused;
    return this.inFlight((isLeft, flight) => this.take(read, amount, { isLeft, flight }));
  }

  private async take(
    read: Read & { ok: true },
    amount: number,
    { isLeft, flight }: { isLeft: () => boolean; flight: object },
  ): Promise<Done | Refusal> {
    const redemption = this.redemptionFor(read.code);
    this.asked.set(redemption, flight);
    const said = await this.p.accounts.ask(read.code, { redemption, amount });
    const slip = await this.slipOf(said, read, { redemption, amount });
    // Meanwhile the cashier may have left it, or taken another payment.
    const late = isLeft() ? LEFT : 'ok' in slip ? slip : this.whyNotPaid(amount);
    const taken =
      late === undefined && !('ok' in slip)
        ? await this.p.take({ type: 'gift-card', amount: minor(amount), ...slip })
        : (late ?? LEFT);
    // Asked for again meanwhile, it is for the newer payment to keep or to let go.
    const isNewest = this.asked.get(redemption) === flight;
    if (isNewest) this.asked.delete(redemption);
    // Silence too: a site may have kept it whose answer came too late.
    if (!taken.ok && isNewest) this.p.accounts.letGo(read.code, redemption);
    return taken;
  }

  /** One at a time, for the sale it began with. */
  private async inFlight<T>(
    run: (isLeft: () => boolean, flight: object) => Promise<T>,
  ): Promise<T> {
    const flight = {};
    this.flight = flight;
    const { basketId } = this.p.basket();
    try {
      return await run(
        () => this.flight !== flight || this.p.basket().basketId !== basketId,
        flight,
      );
    } finally {
      if (this.flight === flight) this.flight = undefined;
    }
  }

  /**
   * The same for one card and sale until the card has paid: asked again, after silence or a restart, the
   * value is kept once and the till never stands in its own way.
   */
  private redemptionFor(code: string): string {
    const { basketId } = this.p.basket();
    const taken = new Set(
      tendersOf(this.p.basket()).map((tender) =>
        isStoredValue(tender) ? tender.redemption : undefined,
      ),
    );
    for (let nth = 0; ; nth += 1) {
      const redemption = this.p.redemptionOf(`${basketId}\n${code}\n${nth}`);
      if (!taken.has(redemption)) return redemption;
    }
  }

  leave(): Done {
    this.flight = undefined;
    return DONE;
  }

  /** A part payment went back: nobody is about to take it any more. */
  tookBack(tender: BasketTender): void {
    if (isStoredValue(tender)) this.p.accounts.letGo(tender.code, tender.redemption);
  }

  private whyNotPaid(amount: number): Refusal | undefined {
    const refused = this.p.whyNot();
    if (refused !== undefined) return refused;
    if (!isMinor(amount) || amount <= 0 || amount > this.p.balance()) return BAD_AMOUNT;
    return amount > this.p.most() ? NOT_FOR_VALUE : undefined;
  }

  private async slipOf(
    said: Said,
    read: Read & { ok: true },
    { redemption, amount }: { redemption: string; amount: number },
  ): Promise<
    Pick<BasketTender & { type: 'gift-card' }, 'code' | 'redemption' | 'offline' | 'left'> | Refusal
  > {
    const slip = { code: read.code, redemption };
    if (said.is === 'wait') return WAIT_A_MINUTE;
    if (said.is === 'silent') {
      if ((read.cards.offline_cap ?? 0) === 0) return OFFLINE_PAY;
      return amount > (await this.room(read)) ? OFFLINE_CAP : { ...slip, offline: true };
    }
    const { known, balance, available, reserved } = said.account;
    if (!known) return NOT_ACTIVE;
    if (reserved === amount) return { ...slip, left: minor(available - amount) };
    if (balance >= amount) return HELD_ELSEWHERE;
    return available <= 0 ? EMPTY_CARD : NOT_SO_MUCH;
  }

  /** What may be taken unasked: of documents and of the open sale (GIFT7). */
  private async room({ code, cards }: Read & { ok: true }): Promise<Minor> {
    const open = tendersOf(this.p.basket()).reduce(
      (sum, tender) =>
        isStoredValue(tender) && tender.code === code && tender.offline === true
          ? sum + tender.amount
          : sum,
      0,
    );
    return offlineRoom(cards.offline_cap, open + (await this.p.takenOffline(code)));
  }

  private read(text: string): Read {
    const { cards } = this.p;
    if (cards === undefined) return NO_GIFT_CARDS;
    const read = readValueNumber(symbologyOf(text.trim()).data, cards);
    if (read === undefined) return NOT_A_GIFT_CARD;
    return read.ok ? { ok: true, code: this.p.codeOf(read.value), cards } : BAD_FIGURES;
  }
}

function whyNotLoaded(said: Said, cards: GiftCards): Refusal | undefined {
  if (said.is === 'wait') return WAIT_A_MINUTE;
  if (said.is === 'silent') return cards.sells_offline === true ? undefined : OFFLINE_LOAD;
  return said.account.balance < 0 ? OVERDRAWN : undefined;
}
