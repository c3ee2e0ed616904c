import { isWithoutGoods, type Basket } from '../../../domain/basket.ts';
import { holdsCash, isPartPaid, tendersOf } from '../../../domain/pay/basket-tenders.ts';
import { minor } from '../../../domain/money.ts';
import { foreignViews } from '../paying/foreign-money.ts';
import type { BasketView, TillView } from '../../shared/till-api.ts';
import type { Wanted } from '../asks/wanted.ts';
import type { EvaluatedFlag } from '../flags/flag-set.ts';
import { MemberName } from '../customer/member-name.ts';
import { openPromotionDesk } from '../promotions/open-promotion-desk.ts';
import type { PromotionDesk } from '../promotions/promotion-desk.ts';
import { randomId } from '../random.ts';
import type { TillCore } from '../till-core.ts';
import { flagViews } from '../till-views.ts';
import { workerClock } from '../worker-clock.ts';
import { BasketDesk } from './basket-desk.ts';
import { BasketKeeper } from './basket-keeper.ts';
import { basketView } from './basket-view.ts';
import { flagsAtStart, type OpenBasket } from './open-basket.ts';
import { scanRulesAt, type TillRules } from './till-rules.ts';

type SessionPorts = {
  /** Whether something must be asked first; then it is, and nothing is added yet. */
  asks: (wanted: Wanted, basket: Basket) => boolean;
  show: (parts: Pick<TillView, 'basket'> | Pick<TillView, 'flags'>) => void;
  notSaved: () => void;
  /** Number of who adds goods. */
  cashier: () => string | undefined;
  /** Id of the drawer that money is laid in; undefined where all share one. */
  drawer: () => string | undefined;
  /** Number of whose drawer this is, where it is open and not the one in hand. */
  otherDrawer: (shiftId: string) => string | undefined;
};

/** The one basket of this till with all that goes with it: flags and promotions it began under, its copy on disk. */
export class BasketSession {
  readonly desk: BasketDesk;
  readonly promotions: PromotionDesk;
  flags: EvaluatedFlag[];
  /** It is being paid, parked or cancelled: nothing else happens to it. */
  isHeld = false;
  private readonly core: TillCore;
  private readonly rules: TillRules;
  private readonly p: SessionPorts;
  private readonly keeper: BasketKeeper;
  private readonly memberName: MemberName;
  /** The drawer that holds money of the basket. */
  private drawer: string | undefined;
  /** Without money in one: that of who charged the card that paid it up. */
  private paidUpIn: string | undefined;
  /** How many payments it had then: with one given back something is open again. */
  private paidUpBy = 0;

  constructor(core: TillCore, rules: TillRules, p: SessionPorts) {
    this.core = core;
    this.rules = rules;
    this.p = p;
    const { profile } = core.identity;
    const { open } = core.restored;
    if (open !== undefined && holdsCash(open.basket)) this.drawer = open.drawer;
    else this.bind(open?.drawer, open?.basket);
    this.memberName = new MemberName(core.customers, () => this.show());
    this.keeper = new BasketKeeper(core.store, p.notSaved);
    this.flags = flagsAtStart(open, () => core.flags.evaluate());
    this.desk = new BasketDesk(
      {
        profile,
        currency: rules.currency,
        scanRules: (ms) => scanRulesAt(profile, rules.currency, ms),
        index: () => core.catalogue.index,
        correctedMs: () => core.wire.correctedMs(),
        wallMs: () => workerClock.wallMs(),
        newId: randomId,
        asks: p.asks,
        cashier: p.cashier,
        save: (basket) => {
          this.keeper.save({ ...this.open, basket, ...this.paidInto(basket) });
          core.signing?.baskets.basketIs(basket);
        },
        changed: () => this.show(),
      },
      open?.basket,
    );
    this.promotions = openPromotionDesk(core, open?.begunAt, () => this.show());
    core.signing?.baskets.basketIs(this.desk.basket);
  }

  /** As a restart would find it. */
  get open(): OpenBasket {
    const { basket } = this.desk;
    return { basket, flags: this.flags, begunAt: this.promotions.now, ...this.paidInto(basket) };
  }

  /** A card paid all that was open, charged in this shift: it is its sale where another is in hand by now. */
  paidUp(shiftId: string): void {
    if (this.p.otherDrawer(shiftId) !== undefined) this.bind(shiftId, this.desk.basket);
  }

  private bind(shiftId: string | undefined, basket: Basket | undefined): void {
    this.paidUpIn = shiftId;
    this.paidUpBy = basket === undefined ? 0 : tendersOf(basket).length;
  }

  /** Whether money of the basket lies in this shift's drawer. */
  liesIn(shiftId: string): boolean {
    const { basket } = this.desk;
    return holdsCash(basket) && this.paidInto(basket).drawer === shiftId;
  }

  /** It stays in the drawer it was laid in first, whoever goes on with the sale. */
  private paidInto(basket: Basket): Pick<OpenBasket, 'drawer'> {
    this.drawer = holdsCash(basket) ? (this.drawer ?? this.p.drawer()) : undefined;
    if (!isPartPaid(basket) || tendersOf(basket).length !== this.paidUpBy)
      this.paidUpIn = undefined;
    const drawer = this.drawer ?? this.paidUpIn;
    return drawer === undefined ? {} : { drawer };
  }

  get view(): BasketView {
    const { identity, catalogue } = this.core;
    const { basket } = this.desk;
    const savings = this.promotions.savings(basket);
    const { profile } = identity;
    const view = basketView(basket, this.rules, profile, catalogue.index, savings);
    const nowMs = this.core.wire.correctedMs();
    const terms = { ...view.terms, memberName: this.memberName.of(basket.member) };
    const { drawer } = this.paidInto(basket);
    const paidInto = drawer === undefined ? undefined : this.p.otherDrawer(drawer);
    return {
      ...view,
      terms,
      ...(paidInto === undefined ? {} : { paidInto }),
      foreign: foreignViews(profile, this.rules, minor(view.cashDue), nowMs),
    };
  }

  show(): void {
    this.p.show({ basket: this.view });
  }

  showFlags(): void {
    this.p.show({ flags: flagViews(this.flags) });
  }

  /** Never inside a basket: it ends as it began (promise 8). */
  takeFlags(): void {
    if (!isWithoutGoods(this.desk.basket)) return;
    this.flags = this.core.flags.evaluate();
    this.showFlags();
  }

  /** Nothing of it is left: the next one begins with today's flags. */
  clear(): void {
    this.desk.clear();
    this.takeFlags();
  }

  /** Another basket, which is on disk already, goes on as it began. */
  resume({ basket, flags, begunAt }: OpenBasket): void {
    this.flags = flags;
    this.promotions.resume(begunAt);
    this.desk.resume(basket);
    this.core.signing?.baskets.basketIs(basket);
    this.showFlags();
  }

  /** Whether a basket that another till wrote, perhaps by another version, can be gone on with here. */
  reads({ basket, flags }: OpenBasket): boolean {
    try {
      flagViews(flags);
      const { identity, catalogue } = this.core;
      const savings = this.promotions.savings(basket);
      basketView(basket, this.rules, identity.profile, catalogue.index, savings);
      return true;
    } catch {
      return false;
    }
  }

  /** Everything that was done to the basket is on disk, or was told to be not. */
  written(): Promise<void> {
    return this.keeper.written();
  }

  /** Once the basket is written; nothing else happens to it meanwhile. */
  async alone<T>(run: () => Promise<T>): Promise<T> {
    this.isHeld = true;
    try {
      await this.keeper.written();
      return await run();
    } finally {
      this.isHeld = false;
    }
  }
}
