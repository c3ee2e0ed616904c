import { onlyRecords, type Basket } from '../../domain/basket.ts';
import { isPartPaid } from '../../domain/pay/basket-tenders.ts';
import { cancelledBody, plainFact } from './selling/facts.ts';
import { catalogueView, flagViews, peopleView, tillFace } from './till-views.ts';
import type { ShiftRow } from '../../sync/core/ports.ts';
import type {
  BasketView,
  CashierFace,
  Done,
  Refusal,
  SoldView,
  TillCommands,
} from '../shared/till-api.ts';
import type { AlarmKind } from '../shared/alarm-kinds.ts';
import type { AlarmList } from './alarm-list.ts';
import type { EvaluatedFlag } from './flags/flag-set.ts';
import type { AskDesk } from './asks/ask-desk.ts';
import { openAskDesk } from './asks/open-ask-desk.ts';
import { FindDesk } from './find-desk.ts';
import { openParkDesk } from './parking/open-park-desk.ts';
import type { ParkDesk } from './parking/park-desk.ts';
import { PayDesk } from './paying/pay-desk.ts';
import { openPromotionDesk } from './promotions/open-promotion-desk.ts';
import type { PromotionDesk } from './promotions/promotion-desk.ts';
import { randomId } from './random.ts';
import { BasketDesk } from './selling/basket-desk.ts';
import { basketView } from './selling/basket-view.ts';
import { BasketKeeper } from './selling/basket-keeper.ts';
import { flagsAtStart, type OpenBasket } from './selling/open-basket.ts';
import { saleVersions } from './selling/sale-versions.ts';
import type { Seller } from './selling/copy-desk.ts';
import { shiftFact } from './selling/shift-fact.ts';
import { businessDateAt, rulesOf, scanRulesAt, type TillRules } from './selling/till-rules.ts';
import { ANSWER_FIRST, BUSY, DONE, NOT_SIGNED_IN, PART_PAID } from './desk-answers.ts';
import { openSignatureCheck } from './people/open-signature-check.ts';
import type { SignatureCheck } from './people/signature-check.ts';
import { openTermsDesk } from './terms/open-terms-desk.ts';
import type { TermsDesk } from './terms/terms-desk.ts';
import { SyncDesk } from './sync-desk.ts';
import type { TillCore } from './till-core.ts';
import type { ViewFeed } from './view-feed.ts';
import { workerClock } from './worker-clock.ts';

/** The commands of a running till. Holds the session; every rule is in the domain. */
export class TillDesk {
  private readonly core: TillCore;
  private readonly feed: ViewFeed;
  private readonly alarms: AlarmList;
  readonly rules: TillRules;
  private readonly desk: BasketDesk;
  private readonly promotions: PromotionDesk;
  cashier: CashierFace | undefined;
  private shift: ShiftRow | undefined;
  private salesOfShift = 0;
  private sold: SoldView | undefined;
  /** The basket is being paid or cancelled: nothing else happens to it. */
  private isHeld = false;
  private flags: EvaluatedFlag[];
  private readonly keeper: BasketKeeper;
  readonly terms: TermsDesk;
  readonly pay: PayDesk;
  readonly asks: AskDesk;
  readonly parking: ParkDesk;
  readonly find: FindDesk;
  /** Who signs on the spot; what does not hold is told. */
  readonly verify: SignatureCheck;
  readonly sync: SyncDesk;

  constructor(core: TillCore, feed: ViewFeed, alarms: AlarmList) {
    this.core = core;
    this.feed = feed;
    this.alarms = alarms;
    this.sync = new SyncDesk(core, feed);
    this.rules = rulesOf(core.identity.profile);
    this.keeper = new BasketKeeper(core.store, () => this.showAlarms('basket-not-saved'));
    this.shift = core.restored.shift;
    const { open } = core.restored;
    this.flags = flagsAtStart(open, () => core.flags.evaluate());
    this.desk = new BasketDesk(
      {
        profile: core.identity.profile,
        currency: this.rules.currency,
        scanRules: (ms) => scanRulesAt(core.identity.profile, this.rules.currency, ms),
        index: () => core.catalogue.index,
        correctedMs: () => core.wire.correctedMs(),
        wallMs: () => workerClock.wallMs(),
        newId: randomId,
        asks: (wanted, basket) => this.asks.asks(wanted, basket),
        save: (basket) => this.keeper.save(this.openBasket(basket)),
        changed: () => this.showBasket(),
      },
      open?.basket,
    );
    this.promotions = openPromotionDesk(core, open?.begunAt, () => this.showBasket());
    this.verify = openSignatureCheck(core, () => this.seller);
    this.terms = openTermsDesk(core, this.rules, {
      verify: this.verify,
      cashier: () => this.cashier,
      isPaying: () => this.isHeld,
      basket: () => this.desk.basket,
      act: (action) => this.desk.act(action),
      savings: (basket) => this.promotions.savings(basket),
    });
    this.pay = this.openPayDesk();
    this.parking = this.openParkDesk();
    this.find = new FindDesk(core, this.rules, this.promotions, () => this.seller);
    this.asks = openAskDesk(core, {
      cashier: () => this.cashier?.number,
      businessDate: () => this.businessDate,
      desk: () => this.desk,
      changed: () => this.feed.show({ question: this.asks.question }),
    });
    void this.countSales();
    void this.parking.list();
  }

  private openPayDesk(): PayDesk {
    return new PayDesk({
      core: this.core,
      rules: this.rules,
      desk: this.desk,
      seller: () => {
        const { cashier, shift } = this;
        return cashier && shift && { cashier: cashier.number, shift };
      },
      sold: () => this.sold,
      isHeld: () => this.isHeld,
      isAsking: () => this.asks.question !== undefined,
      opened: () => this.promotions.opened,
      alone: (run) => this.alone(run),
      savings: () => this.promotions.savings(this.desk.basket),
      versions: () => saleVersions(this.core, this.flags),
      done: (sale) => {
        this.sold = sale;
        this.salesOfShift += 1;
        this.desk.clear();
        this.takeFlags();
        this.showPeople();
        this.sync.show();
      },
    });
  }

  private openParkDesk(): ParkDesk {
    return openParkDesk(this.core, this.rules, {
      verify: (approver, action) => this.verify(approver, action),
      seller: () => {
        const { cashier, shift } = this;
        return cashier && shift && { ...shift, cashier };
      },
      open: () => this.openBasket(this.desk.basket),
      sum: () => {
        const { total, items } = this.basketView();
        return { total, items, currency: this.rules.currency };
      },
      isHeld: () => this.isHeld,
      isAsking: () => this.asks.question !== undefined,
      alone: (run) => this.alone(run),
      tellRecords: () => this.cancelBasket(),
      changed: (count) => this.feed.show({ parkedSales: count }),
      parked: () => {
        this.desk.clear();
        this.takeFlags();
      },
      recalled: ({ basket, flags, begunAt }) => {
        if (this.sold !== undefined) this.nextCustomer();
        this.flags = flags;
        this.promotions.resume(begunAt);
        this.desk.resume(basket);
        this.showFlags();
      },
    });
  }

  private openBasket(basket: Basket): OpenBasket {
    return { basket, flags: this.flags, begunAt: this.promotions.now };
  }

  private async countSales(): Promise<void> {
    if (this.shift === undefined) return;
    this.salesOfShift = await this.core.db.docs.where('shiftId').equals(this.shift.shiftId).count();
    this.showPeople();
  }

  showAll(): void {
    this.feed.show({ till: tillFace(this.core) });
    this.showPeople();
    this.showBasket();
    this.sync.show();
    this.showCatalogue();
    this.showFlags();
  }

  private showPeople(): void {
    const { cashier, shift, sold, salesOfShift } = this;
    this.feed.show(peopleView({ cashier, shift, sold, salesOfShift }));
  }

  private basketView(): BasketView {
    const { identity, catalogue } = this.core;
    const { basket } = this.desk;
    const savings = this.promotions.savings(basket);
    return basketView(basket, this.rules, identity.profile, catalogue.index, savings);
  }

  showBasket(): void {
    this.feed.show({ basket: this.basketView() });
  }

  private showFlags(): void {
    this.feed.show({ flags: flagViews(this.flags) });
  }

  showCatalogue(): void {
    this.feed.show({ catalogue: catalogueView(this.core) });
  }

  /** New flag rows count from the next basket on: never inside one (promise 8). */
  async rowsChanged(): Promise<void> {
    this.core.flags.load(await this.core.db.rows.where('ds').equals('flag').toArray());
    await this.promotions.load();
    await this.core.rights.load();
    if (this.desk.basket.lines.length === 0) this.takeFlags();
    // The list of people may just have arrived.
    this.showPeople();
  }

  private takeFlags(): void {
    this.flags = this.core.flags.evaluate();
    this.showFlags();
  }

  showAlarms(kind: AlarmKind, next?: string): void {
    this.feed.show({ alarms: this.alarms.raise(kind, next) });
  }

  async signIn(arg: TillCommands['sign-in']['arg']): Promise<Done | Refusal> {
    // By head office's clock: a machine that is a year ahead must not take everybody for expired.
    const answer = await this.core.people.signIn(arg.number, arg.pin, this.core.wire.correctedMs());
    if (!answer.ok) return answer;
    this.cashier = answer.cashier;
    this.endOldShift();
    await this.core.committer.commit(
      plainFact('signed-on', this.businessDate, { cashier: arg.number }),
    );
    this.showPeople();
    return DONE;
  }

  staffList(): Promise<TillCommands['staff-list']['answer']> {
    return this.core.people.list();
  }

  /** Who is signed in, and the day that counts. */
  get seller(): Seller | undefined {
    const { cashier, businessDate } = this;
    return cashier && { cashier: cashier.number, businessDate };
  }

  private get businessDate(): string {
    return this.shift?.businessDate ?? this.today();
  }

  /** A shift belongs to its business date; on another day the next sign-in counts a new float. */
  private endOldShift(): void {
    const isEmpty = this.desk.basket.lines.length === 0;
    if (this.shift !== undefined && isEmpty && this.shift.businessDate !== this.today())
      this.shift = undefined;
  }

  private today(): string {
    return businessDateAt(this.core.wire.correctedMs(), this.core.identity.profile.time_zone);
  }

  async signOut(): Promise<Done | Refusal> {
    if (this.cashier === undefined) return DONE;
    if (this.isHeld) return BUSY;
    if (onlyRecords(this.desk.basket)) {
      const told = await this.cancelBasket();
      if (!told.ok) return told;
    }
    const { number } = this.cashier;
    this.cashier = undefined;
    this.sold = undefined;
    this.showPeople();
    await this.core.committer.commit(
      plainFact('signed-off', this.businessDate, { cashier: number }),
    );
    return DONE;
  }

  async openShift(float: number): Promise<Done | Refusal> {
    if (this.cashier === undefined) return NOT_SIGNED_IN;
    if (this.shift !== undefined) return DONE;
    const opened = shiftFact({
      shiftId: randomId(),
      businessDate: this.today(),
      float,
      openedMs: workerClock.wallMs(),
      cashier: this.cashier.number,
      currency: this.core.identity.profile.currency,
    });
    if (!opened.ok) return opened;
    const done = await this.core.committer.commit(opened.fact);
    if (!done.ok) return done;
    this.shift = opened.row;
    this.salesOfShift = 0;
    this.showPeople();
    return DONE;
  }

  /** The next article begins the next sale, whether or not anybody pressed Next. */
  private beginSale(): Refusal | undefined {
    if (this.cashier === undefined || this.shift === undefined) return NOT_SIGNED_IN;
    if (this.isHeld) return BUSY;
    if (this.asks.question !== undefined) return ANSWER_FIRST;
    if (this.sold !== undefined) this.nextCustomer();
    if (this.desk.basket.lines.length === 0) this.promotions.begin();
    return undefined;
  }

  scan({ code, readMs }: TillCommands['scan']['arg']): TillCommands['scan']['answer'] {
    return this.beginSale() ?? this.desk.scan(code, readMs);
  }

  addArticle(article: string, qtyMilli?: number): TillCommands['add-article']['answer'] {
    return this.beginSale() ?? this.desk.addArticle(article, qtyMilli);
  }

  act(action: Parameters<BasketDesk['act']>[0]): Done | Refusal {
    if (this.isHeld) return BUSY;
    return this.desk.act(action) ?? DONE;
  }

  async cancelBasket(): Promise<Done | Refusal> {
    const { cashier, shift } = this;
    if (cashier === undefined || shift === undefined) return NOT_SIGNED_IN;
    if (this.isHeld) return BUSY;
    if (isPartPaid(this.desk.basket)) return PART_PAID;
    this.asks.close();
    const { lines, voids, acts = [] } = this.desk.basket;
    if (lines.length + voids.length + acts.length === 0) return DONE;
    // Worked out, not saved: until the commit the basket stays open, also over a power cut.
    const cancelled = this.desk.cancelled(workerClock.wallMs());
    const body = cancelledBody(cancelled, cashier.number, shift.shiftId);
    const fact = plainFact('basket-cancelled', shift.businessDate, body, { clearBasket: true });
    // What is scanned meanwhile would be cleared with it, unseen.
    return this.alone(async () => {
      const done = await this.core.committer.commit(fact);
      if (!done.ok) return done;
      this.desk.clear();
      this.takeFlags();
      return DONE;
    });
  }

  /** Once the basket is written; nothing else happens to it meanwhile. */
  private async alone<T>(run: () => Promise<T>): Promise<T> {
    this.isHeld = true;
    try {
      await this.keeper.written();
      return await run();
    } finally {
      this.isHeld = false;
    }
  }

  nextCustomer(): Done {
    this.sold = undefined;
    this.takeFlags();
    this.showPeople();
    return DONE;
  }

  dismissAlarm(id: number): Done {
    this.feed.show({ alarms: this.alarms.dismiss(id) });
    return DONE;
  }
}
