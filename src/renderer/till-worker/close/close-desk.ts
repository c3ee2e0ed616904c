import type { CashUpPolicy, LastZTold, ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import { must } from '../../../domain/assert.ts';
import type { OpenThings } from '../../../domain/cashup/close-shift.ts';
import { countPieces } from '../../../domain/cashup/count-pieces.ts';
import type { ShiftFold } from '../../../domain/cashup/fold-shift.ts';
import type { Currency } from '../../../domain/currency.ts';
import { isMinor } from '../../../domain/money.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow, ZRow } from '../../../sync/core/ports.ts';
import type { CloseCommands, CountDraft } from '../../shared/close-api.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { BUSY, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff } from '../people/sign-off.ts';
import { plainFact } from '../selling/facts.ts';
import { BAG_NUMBER } from '../../../domain/cashup/cash-move-reason.ts';
import {
  BAD_BAG,
  BAD_FLOAT,
  CLOSED_BEFORE,
  closeRefusal,
  COUNT_FIRST,
  COUNT_NOT_KEPT,
  HOLDS_PART,
  FIGURES_MOVED,
  NO_SHIFT,
  NOT_WRITTEN,
  REASON_FIRST,
} from './close-refusals.ts';
import type { CountUnderWay } from './close-store.ts';
import { closeView, knownHere, lookedAt } from './close-view.ts';
import { zNumber } from './last-z.ts';
import { unlessCalledOff } from '../called-off.ts';
import { zFact, type FoundForZ } from './z-fact.ts';
import type { Approver } from '../../shared/terms-api.ts';

type Answer<C extends keyof CloseCommands> = CloseCommands[C]['answer'];
type Asked<C extends keyof CloseCommands> = CloseCommands[C]['arg'];

export type CloseDeskPorts = {
  own: { store: string; till: string };
  currency: Currency;
  policy: CashUpPolicy;
  cashier: () => string | undefined;
  /** The open shift of who is signed in. */
  shift: () => ShiftRow | undefined;
  /** Any that is open. */
  shiftById: (shiftId: string) => ShiftRow | undefined;
  running: {
    now: (shiftId: string) => Promise<ShiftFold | undefined>;
    known: (shiftId: string) => ShiftFold | undefined;
  };
  zs: () => Promise<ZRow[]>;
  /** The last Z of this till number, as its enrolment was told it. */
  lastTold?: LastZTold;
  open: () => Promise<OpenThings>;
  draft: {
    load: (shiftId: string) => Promise<CountUnderWay | undefined>;
    put: (row: CountUnderWay) => Promise<void>;
    drop: (shiftId: string) => Promise<void>;
  };
  /** Who closes, on somebody's word where the own right does not reach. */
  mayClose: (
    approver: Approver | undefined,
    whose: 'own' | 'another',
  ) => Promise<SignedOff | Refusal>;
  /** A second person's word; never of who counted. */
  approve: (
    approver: Approver | undefined,
    counters: readonly string[],
  ) => Promise<{ ok: true; number: string } | Refusal>;
  /** Whether money for the sale in the basket lies in that drawer; never where all share one. */
  holdsPart: (shiftId: string) => boolean;
  /** Nothing else happens to the basket meanwhile; a refusal where something does. */
  alone: <T>(run: () => Promise<T>) => Promise<T | Refusal>;
  commit: (fact: Fact) => Promise<CommitResult>;
  /** The shift is gone. */
  closed: (shiftId: string) => void;
  /** Series of every stream of this till. */
  series: () => Promise<ReadonlyMap<string, string>>;
  paper: (z: ShiftClosedBody) => ReceiptDoc;
  print: (name: string, doc: ReceiptDoc) => Promise<void>;
  newId: () => string;
  wallMs: () => number;
};

/** A shift as far as it is on its way to its Z. */
type UnderWay = { shift: ShiftRow; fold: ShiftFold; draft: CountUnderWay };

const NOTHING_KEYED: CountDraft = { pieces: [], other: {} };

/**
 * Closes the shift (dom-Z1): count, look at what is off, Z. Each step is on disk before it is answered; how
 * far it is, is told by the count's row and the declared counts themselves, so that a kill between two
 * steps leaves none half done. Nothing that is open elsewhere stops it (peers-28).
 */
export class CloseDesk {
  private readonly p: CloseDeskPorts;
  private isActing = false;
  /** Who was let in, on whose word, and to which shift. */
  private allowed: { cashier: string; shiftId: string } | undefined;

  constructor(p: CloseDeskPorts) {
    this.p = p;
  }

  /** Without a name it is the own shift; another cashier's drawer is a supervisor's to close (dom-Z9). */
  async tell({ approver, shiftId }: Asked<'tell-close'>): Promise<Answer<'tell-close'>> {
    const own = this.p.shift();
    const shift = shiftId === undefined ? own : this.p.shiftById(shiftId);
    if (shift === undefined) return shiftId === undefined ? NO_SHIFT : CLOSED_BEFORE;
    const whose = shift.shiftId === own?.shiftId ? 'own' : 'another';
    const signed = await this.p.mayClose(approver, whose);
    if (!signed.ok) return signed;
    if (this.p.holdsPart(shift.shiftId)) return HOLDS_PART;
    this.allowed = { cashier: signed.cashier, shiftId: shift.shiftId };
    return this.viewed(shift.shiftId);
  }

  /** Whose drawer is counted, and by whom: who was let in to it may open it. */
  counting(shiftId: string): { cashier: string; shift: ShiftRow } | undefined {
    const [cashier, shift] = [this.p.cashier(), this.p.shiftById(shiftId)];
    if (cashier === undefined || shift === undefined) return undefined;
    const { allowed } = this;
    return allowed?.cashier === cashier && allowed.shiftId === shiftId
      ? { cashier, shift }
      : undefined;
  }

  /** What was keyed so far. */
  async keep({ shiftId, draft }: Asked<'keep-count'>): Promise<Done | Refusal> {
    const at = await this.at(shiftId);
    if ('ok' in at) return at;
    return this.kept({ ...at.draft, ...clean(draft) });
  }

  /** One count more. It is told once, however often it is asked for. */
  declare(asked: Asked<'declare-count'>): Promise<Answer<'declare-count'>> {
    return this.acting(async () => {
      const at = await this.at(asked.shiftId);
      if ('ok' in at) return at;
      if (at.fold.counts.length < asked.count) {
        const refused = await this.told(at, asked);
        if (refused !== undefined) return refused;
      }
      return this.viewed(asked.shiftId);
    });
  }

  private async told(
    { shift, fold, draft }: UnderWay,
    asked: Asked<'declare-count'>,
  ): Promise<Refusal | undefined> {
    const { pieces, other } = clean(asked.draft);
    const cash = countPieces(this.p.currency, pieces);
    if (!cash.ok) return closeRefusal(cash.error);
    if (Object.values(other).some((amount) => !isMinor(amount))) return COUNT_FIRST;
    const cashier = this.p.cashier();
    if (cashier === undefined) return NOT_SIGNED_IN;
    const kept = await this.kept({ ...draft, pieces, other });
    if (!kept.ok) return kept;
    const body = {
      shift_id: shift.shiftId,
      count: fold.counts.length + 1,
      pieces,
      other: { ...other, ...knownHere(fold) },
      cashier,
      at_ms: this.p.wallMs(),
    };
    const done = await this.p.commit(plainFact('shift-counted', shift.businessDate, body));
    return done.ok ? undefined : COUNT_NOT_KEPT;
  }

  async again({ shiftId }: Asked<'count-again'>): Promise<Answer<'count-again'>> {
    const at = await this.at(shiftId);
    if ('ok' in at) return at;
    const kept = await this.kept({ ...at.draft, after: at.fold.counts.length });
    return kept.ok ? this.viewed(shiftId) : kept;
  }

  /** Two people, or a key pressed twice, close it once: the shift's id is asked for, and it is gone. */
  close(asked: Asked<'close-shift'>): Promise<Answer<'close-shift'>> {
    return this.acting(async () => {
      const at = await this.at(asked.shiftId);
      if ('ok' in at) return at;
      const count = at.fold.counts.at(-1);
      if (count === undefined || at.fold.counts.length <= at.draft.after) return COUNT_FIRST;
      const looked = lookedAt(at.fold, this.p);
      const { status, cash } = looked;
      if (!isMinor(asked.nextFloat) || asked.nextFloat < 0 || asked.nextFloat > Math.max(cash, 0))
        return BAD_FLOAT;
      if (asked.bag !== undefined && !BAG_NUMBER.test(asked.bag)) return BAD_BAG;
      if (status !== 'ok' && asked.reason === undefined) return REASON_FIRST;
      let approver: string | undefined;
      // Whoever is alone in the shop closes too: a Z far off without a signature says so by itself.
      if (status === 'approve' && asked.isUnsigned !== true) {
        const signed = await this.p.approve(
          asked.approver,
          at.fold.counts.map(({ cashier }) => cashier),
        );
        if (!signed.ok) return signed;
        approver = signed.number;
      }
      const open = await this.p.open();
      const [zs, series] = await Promise.all([this.p.zs(), this.p.series()]);
      return this.p.alone(() => this.written(asked, { approver, looked, open, zs, series }));
    });
  }

  private async written(
    asked: Asked<'close-shift'>,
    found: FoundForZ,
  ): Promise<Answer<'close-shift'>> {
    const [shift, closedBy] = [this.p.shiftById(asked.shiftId), this.p.cashier()];
    if (closedBy === undefined) return NOT_SIGNED_IN;
    if (shift === undefined) return CLOSED_BEFORE;
    if (this.p.holdsPart(asked.shiftId)) return HOLDS_PART;
    const fact = zFact(this.p, shift, closedBy, asked, found);
    const done = await unlessCalledOff(this.p.commit(fact));
    if (done === 'called-off') return FIGURES_MOVED;
    if (!done.ok) return NOT_WRITTEN;
    this.p.closed(asked.shiftId);
    // Left behind it is nobody's count.
    await this.p.draft.drop(asked.shiftId).catch(() => undefined);
    this.allowed = undefined;
    const [row] = (await this.p.zs()).filter(({ shiftId }) => shiftId === asked.shiftId);
    const z = must(row, 'a Z that was just written').body as ShiftClosedBody;
    const doc = this.p.paper(z);
    const number = zNumber(z);
    const isPrinted = await this.p.print(number, doc).then(
      () => true,
      () => false,
    );
    return { ok: true, doc, number, isPrinted };
  }

  private async viewed(shiftId: string): Promise<Answer<'tell-close'>> {
    const at = await this.at(shiftId);
    if ('ok' in at) return at;
    const open = await this.p.open();
    return { ok: true, view: closeView({ ...at, open }, this.p) };
  }

  /** The shift that is asked about, if it is still open. */
  private async at(shiftId: string): Promise<UnderWay | Refusal> {
    const cashier = this.p.cashier();
    if (cashier === undefined) return NOT_SIGNED_IN;
    const fold = await this.p.running.now(shiftId);
    const shift = this.p.shiftById(shiftId);
    if (shift === undefined) return CLOSED_BEFORE;
    if (this.allowed?.cashier !== cashier || this.allowed.shiftId !== shiftId) return NOT_SIGNED_IN;
    if (fold?.shiftId !== shiftId || fold.isClosed) return CLOSED_BEFORE;
    const draft = await this.p.draft.load(shiftId);
    return { shift, fold, draft: draft ?? { ...NOTHING_KEYED, shiftId, after: 0 } };
  }

  private async kept(row: CountUnderWay): Promise<Done | Refusal> {
    return this.p.draft.put(row).then(
      () => DONE,
      () => COUNT_NOT_KEPT,
    );
  }

  private async acting<T>(run: () => Promise<T>): Promise<T | Refusal> {
    if (this.isActing) return BUSY;
    this.isActing = true;
    try {
      return await run();
    } finally {
      this.isActing = false;
    }
  }
}

/** What is kept of a draft: pieces that are there, each once. */
function clean({ pieces, other }: CountDraft): CountDraft {
  return {
    pieces: pieces.map(({ value, count }) => ({ value, count })).filter(({ count }) => count !== 0),
    other: { ...other },
  };
}
