import { isWithoutGoods, onlyRecords, type Basket } from '../../domain/basket.ts';
import { isPartPaid } from '../../domain/pay/basket-tenders.ts';
import { plainFact } from './selling/facts.ts';
import { catalogueView, peopleView, tillFace } from './till-views.ts';
import type { ShiftRow } from '../../sync/core/ports.ts';
import type { CashierFace, Done, Refusal, SoldView, TillCommands } from '../shared/till-api.ts';
import type { AlarmKind } from '../shared/alarm-kinds.ts';
import type { AlarmList } from './alarm-list.ts';
import type { AskDesk } from './asks/ask-desk.ts';
import { openAskDesk } from './asks/open-ask-desk.ts';
import { shiftsNow } from './close/open-now.ts';
import { inHand, moneyDrawers, ownDrawer, personAt, sellerAt } from './close/seller-at.ts';
import { ShiftKeeper } from './close/shift-keeper.ts';
import { FLAG_ROWS } from './flags/flag-set.ts';
import { FindDesk } from './find-desk.ts';
import { openParking, type Parking } from './parking/open-parking.ts';
import { CARD_OPEN, REFUND_OPEN } from './paying/card-refusals.ts';
import { openPayDesks, type PayDesks } from './paying/open-pay-desks.ts';
import type { CustomerDesk } from './customer/customer-desk.ts';
import { openCustomerDesk } from './customer/open-customer-desk.ts';
import type { PromotionDesk } from './promotions/promotion-desk.ts';
import type { BasketDesk } from './selling/basket-desk.ts';
import { BasketSession } from './selling/basket-session.ts';
import type { Seller } from './selling/copy-desk.ts';
import { businessDateAt, rulesOf, type TillRules } from './selling/till-rules.ts';
import { ANSWER_FIRST, BUSY, DONE, NOT_SIGNED_IN } from './desk-answers.ts';
import { openSignOff } from './people/open-sign-off.ts';
import type { SignOff } from './people/sign-off.ts';
import { openTakingOff } from './taking-off/open-taking-off.ts';
import type { TakingOffDesk } from './taking-off/taking-off-desk.ts';
import type { Counter } from './counter.ts';
import { openQuickKeysDesk } from './quick-keys/open-quick-keys-desk.ts';
import type { QuickKeysDesk } from './quick-keys/quick-keys-desk.ts';
import { openTrainingDesk } from './training/open-training-desk.ts';
import type { TrainingDesk } from './training/training-desk.ts';
import { saleVersions } from './selling/sale-versions.ts';
import { followAtTill } from './people/follow-at-till.ts';
import type { SignatureCheck } from './people/signature-check.ts';
import { openTermsDesk } from './terms/open-terms-desk.ts';
import type { TermsDesk } from './terms/terms-desk.ts';
import { SyncDesk } from './sync-desk.ts';
import type { TillCore } from './till-core.ts';
import type { ViewFeed } from './view-feed.ts';

/** The commands of a running till. Holds the session; every rule is in the domain. */
export class TillDesk {
  private readonly core: TillCore;
  private readonly feed: ViewFeed;
  private readonly alarms: AlarmList;
  readonly rules: TillRules;
  readonly session: BasketSession;
  private readonly desk: BasketDesk;
  readonly promotions: PromotionDesk;
  cashier: CashierFace | undefined;
  readonly shifts: ShiftKeeper;
  salesOfShift = 0;
  sold: SoldView | undefined;
  readonly terms: TermsDesk;
  readonly pay: PayDesks['pay'];
  readonly cards: PayDesks['cards'];
  readonly refunds: PayDesks['refunds'];
  readonly value: PayDesks['value'];
  readonly asks: AskDesk;
  readonly parking: Parking;
  readonly customer: CustomerDesk;
  readonly find: FindDesk;
  readonly verify: SignatureCheck;
  readonly signOff: SignOff;
  readonly takingOff: TakingOffDesk;
  readonly counter: Counter;
  readonly training: TrainingDesk;
  readonly quickKeys: QuickKeysDesk;
  readonly sync: SyncDesk;

  constructor(core: TillCore, feed: ViewFeed, alarms: AlarmList) {
    this.core = core;
    this.feed = feed;
    this.alarms = alarms;
    this.sync = new SyncDesk(core, feed);
    this.rules = rulesOf(core.identity.profile);
    this.shifts = new ShiftKeeper(core.restored.shifts, {
      today: () => this.today(),
      nowMs: () => core.wire.correctedMs(),
      cashier: () => this.cashier?.number,
    });
    this.session = new BasketSession(core, this.rules, {
      asks: (wanted, basket) => this.asks.asks(wanted, basket),
      show: (parts) => feed.show(parts),
      notSaved: () => this.showAlarms('basket-not-saved'),
      cashier: () => this.cashier?.number,
      ...moneyDrawers(this.shifts),
    });
    this.desk = this.session.desk;
    this.promotions = this.session.promotions;
    ({ signOff: this.signOff, verify: this.verify } = openSignOff(core, this));
    this.counter = this.openCounter();
    this.takingOff = openTakingOff(core, this.session, this.signOff, this.counter, this);
    this.training = openTrainingDesk(core, this.session, this);
    this.quickKeys = openQuickKeysDesk(core, this, (quickKeys) => feed.show({ quickKeys }));
    this.terms = openTermsDesk(core, this.rules, {
      verify: this.verify,
      cashier: () => this.cashier,
      isPaying: () => this.busy() !== undefined,
      basket: () => this.desk.basket,
      act: (action) => this.desk.act(action),
      savings: (basket) => this.promotions.savings(basket),
    });
    const paying = this.openPayDesks();
    ({ pay: this.pay, cards: this.cards, refunds: this.refunds, value: this.value } = paying);
    this.parking = this.openParking();
    this.find = new FindDesk(core, this.rules, this.promotions, () => this.seller);
    this.customer = openCustomerDesk(core, this.session);
    this.asks = openAskDesk(core, {
      cashier: () => this.cashier?.number,
      busy: () => this.busy(),
      businessDate: () => this.businessDate,
      desk: () => this.desk,
      changed: () => this.feed.show({ question: this.asks.question }),
    });
    void this.countSales();
    void this.parking.own.list();
  }

  private openPayDesks(): PayDesks {
    return openPayDesks({
      core: this.core,
      rules: this.rules,
      session: this.session,
      verify: this.verify,
      alarm: (kind, next) => this.showAlarms(kind, next),
      show: (parts) => this.feed.show(parts),
      counter: this.counter,
      signOff: this.signOff,
      cashier: () => this.cashier,
      ...shiftsNow(this.shifts, this.core.running),
      sold: () => this.sold,
      begin: () => this.beginSale(),
      done: (sale) => {
        this.session.clear();
        this.counter.done(sale);
      },
    });
  }

  private openCounter(): Counter {
    return {
      seller: () => sellerAt(this, this.session.open),
      inHand: () => inHand(this),
      busy: () => this.busy(),
      isPartPaid: () => isPartPaid(this.desk.basket),
      beginSale: () => this.beginSale(),
      isAsking: () => this.asks.question !== undefined,
      alone: (run) => this.session.alone(run),
      versions: () => saleVersions(this.core, this.session.flags),
      done: (sale) => {
        this.sold = sale;
        if (!sale.isTraining) this.salesOfShift += 1;
        this.showPeople();
        this.sync.show();
      },
    };
  }

  /** Why the basket cannot be touched now. */
  private busy(): Refusal | undefined {
    if (this.session.isHeld) return BUSY;
    if (this.refunds.isOpen) return REFUND_OPEN;
    return this.cards.isOpen ? CARD_OPEN : undefined;
  }

  private openParking(): Parking {
    return openParking(this.core, this.rules, {
      verify: this.verify,
      seller: () => {
        const { cashier, shift } = this;
        return cashier && shift && { ...shift, cashier };
      },
      session: this.session,
      isHeld: () => this.busy() !== undefined,
      isAsking: () => this.asks.question !== undefined,
      tellRecords: () => this.takingOff.tellRest(),
      changed: (count) => this.feed.show({ parkedSales: count }),
      recalled: () => (this.sold === undefined ? DONE : this.nextCustomer()),
      alarm: (kind, next) => this.showAlarms(kind, next),
    });
  }

  /** Another shift is the one in hand, or none. */
  async countSales(): Promise<void> {
    const { shift } = this;
    if (shift === undefined) return;
    const sales = await this.core.db.docs.where('shiftId').equals(shift.shiftId).count();
    // Somebody else may have come meanwhile, with a drawer of their own.
    if (this.shift?.shiftId === shift.shiftId) this.salesOfShift = sales;
    this.showPeople();
  }

  showAll(): void {
    this.feed.show({ till: tillFace(this.core) });
    this.showPeople();
    this.showBasket();
    this.cards.show();
    this.refunds.show();
    this.sync.show();
    this.showCatalogue();
    this.session.showFlags();
  }

  showPeople(): void {
    this.feed.show(peopleView(this, this.core.committer.training));
  }

  showBasket(): void {
    this.session.show();
  }

  showCatalogue(): void {
    this.feed.show({ catalogue: catalogueView(this.core) });
  }

  /** New flag rows count from the next basket on: never inside one (promise 8). */
  async rowsChanged(): Promise<void> {
    this.core.flags.load(await this.core.db.rows.where('ds').anyOf(FLAG_ROWS).toArray());
    this.core.rowsSteer();
    await this.promotions.load();
    await this.core.rights.load();
    if (isWithoutGoods(this.desk.basket)) this.session.takeFlags();
    await followAtTill(this.core, this);
    // The list of people may just have arrived.
    this.showPeople();
  }

  showAlarms(kind: AlarmKind, next?: string): void {
    this.feed.show({ alarms: this.alarms.raise(kind, next) });
  }

  async signIn(arg: TillCommands['sign-in']['arg']): Promise<Done | Refusal> {
    // By head office's clock: a machine that is a year ahead must not take everybody for expired.
    const answer = await this.core.people.signIn(arg.number, arg.pin, this.core.wire.correctedMs());
    if (!answer.ok) return answer;
    const mode = await this.training.whoComes(arg.number);
    if (!mode.ok) return mode;
    this.cashier = answer.cashier;
    void this.quickKeys.refresh();
    this.shifts.signedIn();
    // Who has a drawer of their own has sales of their own.
    if (ownDrawer(this.shifts) !== undefined) void this.countSales().then(() => this.showBasket());
    await this.core.committer.commit(
      plainFact('signed-on', this.businessDate, { cashier: arg.number }),
    );
    this.showPeople();
    this.refunds.goOn();
    return DONE;
  }

  staffList(): Promise<TillCommands['staff-list']['answer']> {
    return this.core.people.list();
  }

  /** Who is signed in, and the day that counts. */
  get seller(): Seller | undefined {
    return personAt(this, this.businessDate);
  }

  private get businessDate(): string {
    return this.shift?.businessDate ?? this.today();
  }

  get shift(): ShiftRow | undefined {
    return this.shifts.open;
  }

  get openBasket(): Basket {
    return this.desk.basket;
  }

  today(): string {
    return businessDateAt(this.core.wire.correctedMs(), this.core.identity.profile.time_zone);
  }

  async signOut(why?: 'idle' | 'revoked'): Promise<Done | Refusal> {
    if (this.cashier === undefined) return DONE;
    if (this.session.isHeld) return BUSY;
    if (onlyRecords(this.desk.basket)) {
      const told = await this.takingOff.tellRest();
      if (!told.ok) return told;
    }
    const ended = await this.training.end('signed-out');
    // A till that locks by itself locks; training then ends with who comes next.
    if (!ended.ok && why === undefined) return ended;
    this.customer.leaves();
    const { number } = this.cashier;
    const { businessDate } = this;
    this.cashier = undefined;
    this.sold = undefined;
    this.showPeople();
    await this.core.committer.commit(
      plainFact('signed-off', businessDate, { cashier: number, ...(why && { why }) }),
    );
    return DONE;
  }

  /** The next article begins the next sale, whether or not anybody pressed Next. */
  beginSale(): Refusal | undefined {
    if (this.cashier === undefined || this.shift === undefined) return NOT_SIGNED_IN;
    const busy = this.busy();
    if (busy !== undefined) return busy;
    if (this.asks.question !== undefined) return ANSWER_FIRST;
    if (this.sold !== undefined) this.nextCustomer();
    if (isWithoutGoods(this.desk.basket)) this.promotions.begin();
    return undefined;
  }

  scan({ code, readMs }: TillCommands['scan']['arg']): TillCommands['scan']['answer'] {
    const refused = this.beginSale() ?? this.value.refuseScan(code);
    return refused ?? this.customer.take(code) ?? this.desk.scan(code, readMs);
  }

  addArticle(article: string, qtyMilli?: number): TillCommands['add-article']['answer'] {
    return this.beginSale() ?? this.desk.addArticle(article, qtyMilli);
  }

  act(action: Parameters<BasketDesk['act']>[0]): Done | Refusal {
    return this.busy() ?? this.desk.act(action) ?? DONE;
  }

  nextCustomer(): Done {
    this.sold = undefined;
    this.session.takeFlags();
    this.showPeople();
    return DONE;
  }

  dismissAlarm(id: number): Done {
    this.feed.show({ alarms: this.alarms.dismiss(id) });
    return DONE;
  }
}
