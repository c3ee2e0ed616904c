import type { IpcArg, PaperSaved } from '../../contracts/ipc.ts';
import type { ReceiptDoc } from '../../contracts/receipt-doc.ts';
import type { CashMove, CashMoveReason } from '../../domain/cashup/cash-move-reason.ts';
import type { CloseReason } from '../../domain/cashup/close-reason.ts';
import type { OpenThings } from '../../domain/cashup/close-shift.ts';
import type { TenderCount } from '../../domain/cashup/count-tenders.ts';
import type { CountedPiece } from '../../domain/cashup/shift-fact.ts';
import type { Approver } from './terms-api.ts';
import type { Done, Refusal } from './till-api.ts';

/** Cash that moves without a sale, minor units of the store's currency. */
export type CashMoveAsked = {
  type: CashMove;
  amount: number;
  reason: CashMoveReason;
  /** Number of the bag; of what goes to the bank. */
  bag?: string;
};

/** What of the drawer and its shift is opened from the selling screen. */
export type DrawerPart = 'cash-move' | 'x-report' | 'close' | 'zs' | 'store-day';

/** What was counted so far: coins and notes, and sums of what is no cash of the drawer's own. */
export type CountDraft = {
  pieces: readonly CountedPiece[];
  /** By tender, in its own currency's minor units; absent where nothing was keyed. */
  other: Readonly<Record<string, number>>;
};

/** A tender beside cash that a count names. */
export type TenderAsked = {
  tender: string;
  words: string;
  currency: string;
  /** Where the store counts with open eyes. */
  expected?: number;
};

/** One tender of a declared count. */
export type TenderDeclared = TenderCount & Omit<TenderAsked, 'expected'>;

/** A count that was declared, and what is left to do. */
export type CountDeclared = {
  tenders: readonly TenderDeclared[];
  /** A count of the shift that was far off, where the last one is not: it is signed for all the same. */
  earlier?: { cashier: string; tenders: readonly TenderDeclared[] };
  /** What the close asks for. */
  status: TenderCount['status'];
  /** Cash that was counted, and how much of it the store leaves in the drawer. */
  cash: number;
  nextFloat: number;
};

/** A shift on its way to its Z; each step stands on disk. */
export type CloseView = {
  shiftId: string;
  businessDate: string;
  openedMs: number;
  /** Number of who opened it. */
  openedBy: string;
  currency: string;
  open: OpenThings;
  /** It is its cashier's alone. */
  drawer?: 'own';
  /** Coins and notes of the currency, minor units, largest first. */
  denominations: readonly number[];
  tenders: readonly TenderAsked[];
  /** Cash that a count should find, where the store counts with open eyes. */
  expectedCash?: number;
  /** How often was counted. */
  counts: number;
  draft: CountDraft;
  /** Undefined while it is counted. */
  declared: CountDeclared | undefined;
};

/** A Z in a list. */
export type ZHit = {
  zId: string;
  /** As it is printed. */
  number: string;
  closedMs: number;
  closedBy: string;
  net: number;
  currency: string;
  copies: number;
};

/** `closeAsk`: closing it is offered, because it is another day or far too long open. */
export type ShiftFace = {
  shiftId: string;
  businessDate: string;
  float: number;
  sales: number;
  closeAsk?: 'new-day' | 'too-long' | undefined;
};

/** An open drawer of a cashier's own (dom-Z9). */
export type DrawerFace = {
  shiftId: string;
  /** Number of whose it is. */
  cashier: string;
  openedMs: number;
  isSuspended: boolean;
};

type OfShift = { shiftId: string };
type Signed = { approver?: Approver };
type Paper = { ok: true; doc: ReceiptDoc };
type Viewed = { ok: true; view: CloseView } | Refusal;

/** Commands about the drawer and its shift. Each answers `needs-approval` where the own right ends. */
export type CloseCommands = {
  /** `pieces` where the float was counted by coins and notes: they come to `float`. */
  'open-shift': {
    arg: { float: number; pieces?: readonly CountedPiece[] };
    answer: Done | Refusal;
  };
  /** Told before the drawer opens; its slip is printed. */
  'move-cash': { arg: CashMoveAsked & Signed; answer: Done | Refusal };
  /** The figures of the running shift; `prints` also puts them on paper. */
  'x-report': { arg: { prints: boolean } & Signed; answer: Paper | Refusal };
  /** Where closing the shift stands; the first call begins it. `shiftId`: of another cashier's drawer. */
  'tell-close': { arg: Signed & Partial<OfShift>; answer: Viewed };
  /** What was counted so far is on disk when it answers. */
  'keep-count': { arg: OfShift & { draft: CountDraft }; answer: Done | Refusal };
  /** The `count`th count of the shift is this; asked twice it is told once. */
  'declare-count': { arg: OfShift & { count: number; draft: CountDraft }; answer: Viewed };
  /** One more count; those before are kept. */
  'count-again': { arg: OfShift; answer: Viewed };
  /** Writes the Z. A second person signs where the count is far off, and it is never who counted. */
  'close-shift': {
    arg: OfShift &
      Signed & {
        nextFloat: number;
        bag?: string;
        reason?: CloseReason;
        /** Nobody is there who could sign: it closes all the same, and the Z says so. */
        isUnsigned?: boolean;
      };
    answer: (Paper & { number: string; isPrinted: boolean }) | Refusal;
  };
  /** The last shifts that were closed here, newest first. */
  'list-zs': { arg: Record<string, never>; answer: readonly ZHit[] };
  'show-z': { arg: { zId: string }; answer: Paper | Refusal };
  /** Once more, marked and counted. */
  'print-z': {
    /** `toFile`: no paper comes, the copy is to be saved. */
    arg: { zId: string; toFile?: true } & Signed;
    answer: { ok: true; copy: number; doc: ReceiptDoc } | Refusal;
  };
  /** What the last Z left in the drawer. */
  'proposed-float': { arg: Record<string, never>; answer: { float: number | undefined } };
  /** A shift of another day goes on. */
  /** Locks the drawer and leaves the till; nobody sells until the shift is taken over (dom-Z9). */
  'suspend-shift': { arg: Record<string, never>; answer: Done | Refusal };
  /** `counted`: the cash that lies there, minor units, where it was counted. */
  'take-over-shift': { arg: { counted?: number }; answer: Done | Refusal };
  'put-off-close': { arg: Record<string, never>; answer: Done | Refusal };
};

/** The host's own part: reports as files. */
export type SavesPaper = {
  /** Has the host save the sheet that lies beside the page, or a table. */
  savePaper: (asked: IpcArg<'paper.save'>) => Promise<PaperSaved>;
};
