import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { symbologyOf } from '../../../domain/barcodes/symbology-of.ts';
import type { Basket, BasketArticle } from '../../../domain/basket.ts';
import { isMinor, minor, NOTHING, type Minor } from '../../../domain/money.ts';
import { tendersOf, type BasketTender } from '../../../domain/pay/basket-tenders.ts';
import { isStoredValue, type ValueSlip } from '../../../domain/pay/sale-tender.ts';
import type { OfferedTender } from '../../../domain/pay/settle-tenders.ts';
import { readValueNumber } from '../../../domain/stored-value/card-number.ts';
import type { Voucher } from '../../../domain/stored-value/voucher-number.ts';
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
  VOUCHER_HELD,
  VOUCHER_OFFLINE,
  VOUCHER_SCANNED,
  VOUCHER_USED,
  WAIT_A_MINUTE,
} from './value-refusals.ts';

export type GiftCards = NonNullable<StoreProfile['gift_cards']>;

export type ValueDeskPorts = {
  /** Undefined where the store has none. */
  cards: GiftCards | undefined;
  codeOf: (figures: string) => string;
  /** A paper voucher, by its looks; undefined where it is none, or this store takes none. */
  voucherOf: (text: string) => Voucher | Refusal | undefined;
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
  /** This till remembers a document that took it. */
  wasTaken: (code: string) => Promise<boolean>;
  /** An id for a redemption; of the same text always the same one. */
  redemptionOf: (text: string) => string;
};

const MOST_A_LOAD = 50_000;

/** `face`: it is a paper voucher, and pays as a whole or not at all (VOUCH3). */
type Read = { ok: true; code: string; cards: GiftCards; face?: Minor } | Refusal;
type IsRead = Read & { ok: true };

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
    if (read.ok) return read.face === undefined ? GIFT_CARD_SCANNED : VOUCHER_SCANNED;
    return read === NO_GIFT_CARDS || read === NOT_A_GIFT_CARD ? undefined : read;
  }

  async look(number: string): Promise<ValueTold | Refusal> {
    const read = this.read(number);
    if (!read.ok) return read;
    const { code, face } = read;
    if (face !== undefined && (await this.isUsed(code))) return VOUCHER_USED;
    const redemption = this.redemptionFor(code);
    // What an answer that never came, or a till that was off, left kept for this payment is let go.
    const isAsked = this.asked.has(redemption);
    const take = isAsked ? undefined : { redemption };
    const paper = face === undefined ? {} : { face };
    const said = await this.p.accounts.ask(code, { ...take, ...paper });
    if (said.is === 'wait') return WAIT_A_MINUTE;
    const ending = code.slice(-4);
    const printed = face === undefined ? {} : { voucher: this.voucherTold(face) };
    if (said.is === 'silent') {
      const balance = await this.room(read);
      const most = Math.min(balance, this.p.most());
      const told = { ending, isActive: false, balance, most, held: 0, ...printed };
      return { ok: true, ...told, isOffline: true };
    }
    const { known, available } = said.account;
    const balance = Math.max(0, available);
    const held = Math.max(0, said.account.balance) - balance;
    const most = Math.min(balance, this.p.most());
    const told = { ending, isActive: known, balance, most, held, ...printed };
    return { ok: true, ...told, isOffline: false };
  }

  private voucherTold(face: Minor): NonNullable<ValueTold['voucher']> {
    const rest = minor(Math.max(0, face - this.p.most()));
    return { face, rest, isRestKept: this.p.cards?.vouchers?.rest !== 'forfeit' };
  }

  /** The line is paid like goods; the card is loaded by the sale. */
  async load(number: string, amount: number): Promise<{ ok: true; warning?: string } | Refusal> {
    const read = this.read(number);
    if (!read.ok) return read;
    const { code, cards } = read;
    if (read.face !== undefined) return NOT_A_GIFT_CARD;
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
    const { face } = read;
    // Goods beside a card's load may be less than the voucher: its rest would pay for the load.
    if (face !== undefined && this.p.most() < Math.min(face, this.p.balance()))
      return NOT_FOR_VALUE;
    const wanted = face === undefined ? amount : Math.min(face, this.p.balance());
    const refused = this.whyNotPaid(wanted);
    if (refused !== undefined) return refused;
    return this.inFlight((isLeft, flight) => this.take(read, wanted, { isLeft, flight }));
  }

  private async take(
    read: IsRead,
    amount: number,
    { isLeft, flight }: { isLeft: () => boolean; flight: object },
  ): Promise<Done | Refusal> {
    const { code, face } = read;
    if (face !== undefined && (await this.isUsed(code))) return VOUCHER_USED;
    const redemption = this.redemptionFor(code);
    this.asked.set(redemption, flight);
    // Paper is used up as a whole, whatever it pays.
    const kept = { redemption, amount: face ?? amount, ...(face !== undefined && { face }) };
    const said = await this.p.accounts.ask(code, kept);
    const slip = await this.slipOf(said, read, kept);
    // Meanwhile the cashier may have left it, or taken another payment.
    const late = isLeft() ? LEFT : 'ok' in slip ? slip : this.whyNotPaid(amount, face);
    const taken =
      late === undefined && !('ok' in slip)
        ? await this.p.take(tenderOf(slip, minor(amount), face))
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
        'redemption' in tender ? tender.redemption : undefined,
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
    if ('redemption' in tender) this.p.accounts.letGo(tender.code, tender.redemption);
  }

  private whyNotPaid(amount: number, face?: Minor): Refusal | undefined {
    const refused = this.p.whyNot();
    if (refused !== undefined) return refused;
    // Of a sale that grew it would leave a rest though more is open (VOUCH3).
    if (face !== undefined && amount !== Math.min(face, this.p.balance())) return BAD_AMOUNT;
    if (!isMinor(amount) || amount <= 0 || amount > this.p.balance()) return BAD_AMOUNT;
    return amount > this.p.most() ? NOT_FOR_VALUE : undefined;
  }

  private async slipOf(
    said: Said,
    read: IsRead,
    { redemption, amount }: { redemption: string; amount: number },
  ): Promise<ValueSlip | Refusal> {
    const slip = { code: read.code, redemption };
    if (said.is === 'wait') return WAIT_A_MINUTE;
    if (said.is === 'silent') {
      const room = await this.room(read);
      if (amount <= room) return { ...slip, offline: true };
      if (read.face !== undefined) return VOUCHER_OFFLINE;
      return (read.cards.offline_cap ?? 0) === 0 ? OFFLINE_PAY : OFFLINE_CAP;
    }
    const { known, balance, available, reserved } = said.account;
    if (!known) return NOT_ACTIVE;
    if (reserved === amount) return { ...slip, left: minor(available - amount) };
    if (read.face !== undefined) return balance >= amount ? VOUCHER_HELD : VOUCHER_USED;
    if (balance >= amount) return HELD_ELSEWHERE;
    return available <= 0 ? EMPTY_CARD : NOT_SO_MUCH;
  }

  /** What may be taken unasked: of documents and of the open sale (GIFT7). */
  private async room({ code, cards, face }: IsRead): Promise<Minor> {
    // A voucher is taken once at this till: what it took of it is known before (VOUCH2).
    if (face !== undefined) return face <= (cards.vouchers?.offline_cap ?? 0) ? face : NOTHING;
    const open = tendersOf(this.p.basket()).reduce(
      (sum, tender) =>
        isStoredValue(tender) && tender.code === code && tender.offline === true
          ? sum + tender.amount
          : sum,
      0,
    );
    return offlineRoom(cards.offline_cap, open + (await this.p.takenOffline(code)));
  }

  /** In the open sale, or in a document this till remembers. */
  private async isUsed(code: string): Promise<boolean> {
    const open = tendersOf(this.p.basket());
    return open.some((tender) => 'code' in tender && tender.code === code)
      ? true
      : this.p.wasTaken(code);
  }

  private read(text: string): Read {
    const { cards } = this.p;
    if (cards === undefined) return NO_GIFT_CARDS;
    const { data } = symbologyOf(text.trim());
    const paper = this.p.voucherOf(data);
    if (paper !== undefined) {
      if ('ok' in paper) return paper;
      return { ok: true, code: this.p.codeOf(paper.figures), cards, face: paper.face };
    }
    const read = readValueNumber(data, cards);
    if (read === undefined) return NOT_A_GIFT_CARD;
    return read.ok ? { ok: true, code: this.p.codeOf(read.value), cards } : BAD_FIGURES;
  }
}

function tenderOf(slip: ValueSlip, amount: Minor, face: Minor | undefined): OfferedTender {
  if (face === undefined) return { type: 'gift-card', amount, ...slip };
  const { left: _left, ...used } = slip;
  return { type: 'voucher', amount, face, ...used };
}

function whyNotLoaded(said: Said, cards: GiftCards): Refusal | undefined {
  if (said.is === 'wait') return WAIT_A_MINUTE;
  if (said.is === 'silent') return cards.sells_offline === true ? undefined : OFFLINE_LOAD;
  return said.account.balance < 0 ? OVERDRAWN : undefined;
}
