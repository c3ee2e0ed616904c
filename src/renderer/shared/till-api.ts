import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import type { CustomersFound } from '../../domain/customer/find-customers.ts';
import type { TenderType } from '../../domain/pay/sale-tender.ts';
import type { AlarmKind } from './alarm-kinds.ts';
import type { PriceTold, QuestionAnswer, QuestionView } from './ask-api.ts';
import type { NoSaleReason, VoidReason } from '../../domain/after/after-reason.ts';
import type {
  PayOutView,
  PostVoidAsked,
  RefundWay,
  RefundView,
  ReturnAsked,
  ReturnTold,
} from './returns-api.ts';
import type { NoReceiptCommands } from './no-receipt-api.ts';
import type { ReceiptAsked, ReceiptCommands, ReceiptView } from './receipts-api.ts';
import type { ParkedSale, StoreParkedSale } from './parking-api.ts';
import type { QuickPageView, QuickPageWanted } from './quick-keys-api.ts';
import type { Approver, TermsChange } from './terms-api.ts';
import type { CloseCommands, DrawerFace, SavesPaper, ShiftFace } from './close-api.ts';
import type { ExportAnswer, HandOverView, ImportAnswer } from './hand-over-api.ts';
import type { StoreDayCommands } from './store-day-api.ts';
import type { ValueCommands } from './value-api.ts';
import type { Language } from './words/languages.ts';
import type { Speech } from './words/say.ts';

/**
 * What the screens may ask of the till worker and what it shows them. The worker
 * holds every rule; a screen reads a piece of `TillView` and calls a command.
 * Money is integer minor units of `till.currency`, quantities are thousandths.
 */

export type Phase =
  | { at: 'starting'; step: 'opening-store' | 'repairing'; percent: number }
  | { at: 'enrol'; region: string; sites: string[] }
  | { at: 'unusable'; reason: string; next: string }
  | { at: 'signed-out' }
  | { at: 'no-shift' }
  /** The drawer is locked; `by` is the number of who left it. */
  | { at: 'suspended'; by: string; sinceMs: number }
  | { at: 'selling' }
  /** Sold and on disk; change is shown until the next customer. */
  | { at: 'sold'; sale: SoldView };

export type TillFace = {
  region: string;
  store: string;
  storeName: string;
  till: string;
  currency: string;
  locale: string;
  /** The store's own: of paper, the customer's display and whoever chose no other (LANG1). */
  language: Language;
  /** IANA name; the store's, whatever the machine's clock shows. */
  timeZone: string;
  priceMode: 'inclusive' | 'exclusive';
  /** Steps a cashier can tender with one key, e.g. 500, 1000, 2000, 5000. */
  notes: number[];
  host: string;
  build: string;
  /** Without a touch, key or scan for so long, the till locks. */
  autoLockMs: number;
  /** Weaker host: journal in the browser's own file system (D24). */
  weakHost: boolean;
  /** How gift cards and vouchers of this store begin and how long they are; undefined where it has none. */
  giftCards?: { prefix: string; length: number; voucherLength?: number } | undefined;
  /** Receipts are also sent by e-mail. */
  mailsReceipts: boolean;
  /** The browser engine promised not to clear the till's data when its disk fills up. */
  keepsData: boolean;
};

export type CashierFace = { number: string; name: string; role: 'cashier' | 'supervisor' };

export type LineView = {
  lineId: string;
  article: string;
  name: string;
  qtyMilli: number;
  unit: 'piece' | 'kg';
  unitPrice: number;
  /** Before its savings. */
  total: number;
  /** What promotions and people take off it, by their names; `toCustomer` is in the store's language. */
  savings: { name: string; toCustomer?: string; amount: number }[];
  /** A person named its price; what the price book says, and why in words. */
  named: { bookPrice: number; reason: string } | undefined;
  /** A person gave it a discount, also where a promotion that saves more counts instead. */
  hasDiscount: boolean;
  /** False for goods that are always sold at their price. */
  isDiscountable: boolean;
  /** It is the deposit of the goods above it and follows them. */
  isDeposit: boolean;
  /** It comes back from an earlier receipt: why, in words. Its quantity and total are negative. */
  back?: string;
  taxLabel: string;
};

export type BasketView = {
  lines: LineView[];
  selectedLineId: string | undefined;
  /** Pieces counted as items; a weighed line counts as one. */
  items: number;
  taxes: { label: string; amount: number }[];
  net: number;
  tax: number;
  total: number;
  /** What people changed of the whole basket, in words; empty where nothing. */
  terms: {
    discount: string;
    taxExempt: string;
    note: string;
    /** End of the member's number. */
    member: string;
    /** Empty where this till does not know it. */
    memberName: string;
    /** How many coupons were shown. */
    coupons: number;
  };
  canUndo: boolean;
  /** Taken so far, in order; while there are any, goods and prices stand still. */
  tenders: TenderView[];
  /** What is still open of `total`. */
  balance: number;
  /** What cash settles of the balance, after cash rounding; shown before a tender is chosen (dom-C5). */
  cashDue: number;
  /** More comes back than is sold: to cards, and in cash after cash rounding. */
  payOut?: PayOutView;
  /** Other money that would pay it, at today's rates; empty where the store takes none. */
  foreign: ForeignView[];
  /** Number of the cashier whose own drawer holds what was paid so far, where that is another's (dom-Z9). */
  paidInto?: string;
};

/** Money of another currency: what one unit is worth in ours, and how much pays what is open. */
export type ForeignView = { currency: string; rate: string; due: number };

/** A part payment. */
export type TenderView = {
  tenderId: string;
  type: TenderType;
  /** "Cash", "Visa ••1234"; `toCustomer` says it in the store's language. */
  words: string;
  toCustomer?: string;
  amount: number;
};

/**
 * Payment by card. `ready`: `told` is how the last one ended, empty where well. `asking`: at the
 * terminal; `checking`: no answer came, it is asked for; `unknown`: a person decides (dom-Y4).
 */
export type CardView =
  | { at: 'none' }
  | { at: 'ready'; told: string }
  | {
      at: 'asking' | 'checking' | 'unknown';
      amount: number;
      reference: string;
      /** A card that was charged is being given back. */
      isTakingBack: boolean;
      /** Money of an earlier sale goes back to its card; `TillView.refund` tells more. */
      isRefund: boolean;
    };

export type SoldView = {
  docNo: string;
  total: number;
  cashRounding: number;
  /** All tenders together, and each by its words. */
  tendered: number;
  change: number;
  /** Notes and coins that go out, all of them; 0 where a card has its money back. */
  cashOut: number;
  /** Store credit that it gave, on a slip of its own; a magnitude. */
  credit: number;
  paid: { words: string; amount: number }[];
  /** Nobody bought anything, and no money moves. */
  isTraining: boolean;
  receipt: ReceiptDoc;
  /** `failed`: stored in the database, second copy missing; `next` says what to do. */
  journal: 'synced' | 'failed';
  next: string;
};

export type SiteView = {
  id: string;
  current: boolean;
  home: boolean;
  phase: 'unknown' | 'healthy' | 'suspect' | 'open' | 'half-open' | 'draining' | 'quarantined';
  latencyMs: number | undefined;
  /** Highest op of the current stream this site holds without a gap. */
  watermark: number;
  recovering: boolean;
  lastFailure: { verdict: string; agoMs: number } | undefined;
  nextTryInMs: number;
};

export type ParkedView = {
  stream: string;
  seq: number;
  kind: string;
  reason: string;
  atMs: number;
  sending: boolean;
};

export type SyncView = {
  line: 'online' | 'offline' | 'checking';
  /** Why offline, where known: nothing to alarm a cashier with, one calm sentence. */
  offlineReason: 'no-site' | 'portal' | 'clock' | 'not-authorised' | 'too-old' | undefined;
  /** Set while IT has taken the line away for a drill: when it is back, by the store's clock. */
  drillUntil: string | undefined;
  /** Sales not yet confirmed by every required site, and the age of the oldest. */
  waiting: number;
  oldestMs: number;
  head: number;
  confirmed: number;
  sites: SiteView[];
  parked: ParkedView[];
  switches: { agoMs: number; from: string; to: string; reason: string }[];
};

export type CatalogueView = {
  ready: boolean;
  articles: number;
  loadedPercent: number;
  updatedMs: number | undefined;
};

export type FlagView = { key: string; variant: string; value: unknown };

export type Alarm = { id: number; kind: AlarmKind; text: string; next: string };

export type TillView = {
  phase: Phase;
  till: TillFace | undefined;
  cashier: CashierFace | undefined;
  shift: ShiftFace | undefined;
  /** Shifts that are open at this till, whoever is signed in. */
  openShifts: number;
  /** Drawers that are open beside the shift in hand; none where all share one (dom-Z9). */
  drawers: readonly DrawerFace[];
  basket: BasketView;
  /** What the article scanned last wants to know before it is added. */
  question: QuestionView | undefined;
  /** Set while somebody practises: nothing of it is in the books (dom-X3). */
  training: { cashier: string; sinceMs: number } | undefined;
  /** Another number whenever the store's quick keys are others. */
  quickKeys: number;
  /** How many sales wait on this till to be recalled. */
  parkedSales: number;
  card: CardView;
  refund: RefundView;
  sync: SyncView;
  catalogue: CatalogueView;
  handOver: HandOverView | undefined;
  flags: FlagView[];
  alarms: Alarm[];
  /** Wall clock of the till, for the header; ticks each second. */
  nowMs: number;
};

export type ArticleHit = {
  article: string;
  name: string;
  brand?: string;
  dept: string;
  /** Absent where it is keyed at each sale. */
  price: number | undefined;
  unit: 'piece' | 'kg';
  gtin: string | undefined;
};

/** Every refusal a person can meet: a closed kind and the next step in plain words. */
export type Refusal = { ok: false; kind: string; next: string };
export type Done = { ok: true };

type BesideSales = ValueCommands &
  NoReceiptCommands &
  ReceiptCommands &
  CloseCommands &
  StoreDayCommands;

/** One table of commands: name -> argument and answer. */
export type TillCommands = BesideSales & {
  /** In which languages the worker says things from now on. */
  speak: { arg: Speech; answer: Done };
  enrol: { arg: { code: string }; answer: Done | Refusal };
  'sign-in': { arg: { number: string; pin: string }; answer: Done | Refusal };
  /** `idle`: nobody asked for it. The basket stays. */
  'sign-out': { arg: { why?: 'idle' }; answer: Done | Refusal };
  'staff-list': { arg: Record<string, never>; answer: { number: string; name: string }[] };
  /**
   * A scanned or typed code; unknown codes never sell as something else (dom-B10). `readMs`: when a
   * scanner read it, by a clock that does not jump; absent for typed codes. A `warning` is of what was
   * sold and should be looked at.
   */
  scan: {
    arg: { code: string; readMs?: number };
    answer: { ok: true; lineId: string; warning?: string } | Refusal;
  };
  'add-article': {
    arg: { article: string; qtyMilli?: number };
    answer: { ok: true; lineId: string } | Refusal;
  };
  /** A second press answers nothing twice: `id` is of the question that was on screen. */
  'answer-question': { arg: { id: number; answer: QuestionAnswer }; answer: Done | Refusal };
  /** What an article costs; sells nothing. */
  'ask-price': { arg: { code: string } | { article: string }; answer: PriceTold | Refusal };
  search: { arg: { text: string; limit: number }; answer: { hits: ArticleHit[]; total: number } };
  departments: { arg: Record<string, never>; answer: { name: string; articles: ArticleHit[] }[] };
  /** The store's quick keys, as far as this till knows; `isFresh` asks head office first. */
  'quick-keys': { arg: { isFresh: boolean }; answer: QuickPageView[] };
  /** Answers `needs-approval` where the own right does not reach. */
  'save-quick-keys': {
    arg: { pages: QuickPageWanted[]; approver?: Approver };
    answer: Done | Refusal;
  };
  'select-line': { arg: { lineId: string }; answer: Done | Refusal };
  /** Less of a line is a void of the difference, under the same right. */
  'change-quantity': {
    arg: { lineId: string; qtyMilli: number; approver?: Approver };
    answer: Done | Refusal;
  };
  'void-line': { arg: { lineId: string; approver?: Approver }; answer: Done | Refusal };
  /** Answers `needs-approval` where the cashier's own right does not reach; asked again with one. */
  'change-terms': { arg: { change: TermsChange; approver?: Approver }; answer: Done | Refusal };
  /** What the customer showed and this sale should not count. Cards are shown by scanning or keying them. */
  /** A member's card alone: any other code is refused and sells nothing. */
  'show-member': { arg: { code: string }; answer: Done | Refusal };
  'find-customers': { arg: { text: string; limit: number }; answer: CustomersFound };
  'take-back-cards': { arg: { what: 'member' | 'coupons' }; answer: Done | Refusal };
  'note-sale': { arg: { text: string }; answer: Done | Refusal };
  /** Puts the basket aside, under a name that finds it again; no document, no number (dom-X4). */
  'park-sale': { arg: { name: string }; answer: Done | Refusal };
  /** The sales that wait on this till, newest first. */
  'parked-sales': { arg: Record<string, never>; answer: ParkedSale[] };
  /** The sales that wait on the store's other tills, as head office knows; newest first. */
  'store-parked': {
    arg: Record<string, never>;
    answer: { ok: true; sales: StoreParkedSale[] } | Refusal;
  };
  /** Asks the other till for it and goes on with it here; takes seconds. */
  'take-parked': { arg: { till: string; parkId: string }; answer: Done | Refusal };
  /** Nobody waits for it any more: what still comes stands on this till's shelf. */
  'leave-parked': { arg: Record<string, never>; answer: Done | Refusal };
  'recall-sale': { arg: { parkId: string }; answer: Done | Refusal };
  /** Answers `needs-approval` where the cashier's own right does not reach. */
  'drop-parked': { arg: { parkId: string; approver?: Approver }; answer: Done | Refusal };
  /** Where a step back takes goods off, it stands under the right to do that. */
  'undo-step': { arg: { approver?: Approver }; answer: Done | Refusal };
  'cancel-basket': { arg: { reason?: VoidReason; approver?: Approver }; answer: Done | Refusal };
  /** Tendered cash in minor units; the answer comes when the sale is on disk. */
  'pay-cash': { arg: { tendered: number }; answer: { ok: true; sale: SoldView } | Refusal };
  /** Takes part of what is open in cash; what would settle the sale is refused, `pay-cash` does that. */
  'take-part': { arg: { tendered: number }; answer: Done | Refusal };
  /** Notes of another currency, in its minor units; they settle the sale or are a part of it. */
  'take-foreign': { arg: { currency: string; amount: number }; answer: Done | Refusal };
  /** Gives a part payment back. */
  'take-back': { arg: { tenderId: string }; answer: Done | Refusal };
  /** Charges a card at the terminal; all that is open where no amount is named. The view tells more. */
  'pay-card': { arg: { amount?: number }; answer: Done | Refusal };
  /** Takes the question off the terminal's screen. */
  'cancel-card': { arg: Record<string, never>; answer: Done | Refusal };
  /** Asks the terminal what became of it. */
  'check-card': { arg: Record<string, never>; answer: Done | Refusal };
  /** Answers `needs-approval`; asked again with who signs. */
  'treat-card': { arg: { as: 'paid' | 'not-paid'; approver?: Approver }; answer: Done | Refusal };
  /** What a return would pay, before anybody is asked. */
  'tell-return': { arg: ReturnAsked; answer: ReturnTold | Refusal };
  /** No sale yet where money goes back to a card: the view's `refund` tells how that goes on. */
  'return-goods': {
    arg: ReturnAsked & { approver?: Approver };
    answer: { ok: true; sale: SoldView | undefined } | Refusal;
  };
  /** Takes the goods into the open basket: what is sold beside them is settled with them. */
  'exchange-goods': { arg: ReturnAsked & { approver?: Approver }; answer: Done | Refusal };
  /** Pays an exchange out that comes to less than nothing; no sale yet where a card is asked first. */
  'pay-out': {
    /** `asCredit`: store credit in place of cash. */
    arg: { approver?: Approver; asCredit?: boolean };
    answer: { ok: true; sale: SoldView | undefined } | Refusal;
  };
  /** Undoes a sale of this till on its own day, all of it. */
  'post-void': {
    arg: PostVoidAsked & { approver?: Approver };
    answer: { ok: true; sale: SoldView | undefined } | Refusal;
  };
  /** How a refund goes on that a card did not take; cash answers `needs-approval`. */
  'go-on-refund': { arg: { way: RefundWay; approver?: Approver }; answer: Done | Refusal };
  /** Opens the drawer without a sale; told before it opens. */
  'open-drawer': {
    /** `shiftId`: the drawer that is being counted; without it the one in hand. */
    arg: { reason: NoSaleReason; approver?: Approver; shiftId?: string };
    answer: Done | Refusal;
  };
  /** No basket may be open. Answers `needs-approval` where the own right does not reach. */
  'begin-training': { arg: { approver?: Approver }; answer: Done | Refusal };
  /** What was practised is dropped. */
  'end-training': { arg: Record<string, never>; answer: Done | Refusal };
  'open-receipt': { arg: ReceiptAsked; answer: { ok: true; view: ReceiptView } | Refusal };
  'next-customer': { arg: Record<string, never>; answer: Done | Refusal };
  'send-again': { arg: { stream: string; seq: number }; answer: Done | Refusal };
  /** Asks both sites now instead of at the next probe. */
  'check-line': { arg: Record<string, never>; answer: Done | Refusal };
  /** Everything that is not confirmed as a sealed file; nothing on the till changes. */
  'export-waiting': { arg: Record<string, never>; answer: ExportAnswer | Refusal };
  /** Hands another till's export file in at the site in use. */
  'import-file': { arg: { bytes: Uint8Array; code: string }; answer: ImportAnswer | Refusal };
  'dismiss-alarm': { arg: { id: number }; answer: Done | Refusal };
};
export type TillCommand = keyof TillCommands;

/** How screens reach the worker. `subscribe` gives changed parts only; parts are replaced, never mutated. */
export type TillClient = SavesPaper & {
  call<C extends TillCommand>(
    command: C,
    arg: TillCommands[C]['arg'],
  ): Promise<TillCommands[C]['answer']>;
  view: () => TillView;
  subscribe: (changed: (view: TillView) => void) => () => void;
};
