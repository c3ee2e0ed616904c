import type {
  PaymentTerminal,
  TerminalAnswer,
  TerminalHeard,
  TerminalQuestion,
} from '../../../contracts/payment-terminal.ts';
import type { RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import type { CardCrashPoint } from '../../../domain/pay/card-attempt.ts';
import type { Sale } from '../../../domain/sale.ts';
import { IDENTITY, NICKEL } from '../../../domain/testing/sale-arbitraries.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { RefundView } from '../../shared/returns-api.ts';
import type { SoldView } from '../../shared/till-api.ts';
import { CardFollowUps } from '../paying/card-followups.ts';
import { testPayDesk, type TestDisk } from '../paying/testing-pay-desk.ts';
import { RefundDesk, type RefundDeskPorts } from './refund-desk.ts';

/** What a terminal does with the next question; afterwards it is honest and answers. */
export type TerminalMood =
  'answers' | 'done-unheard' | 'lost' | 'declines' | 'half' | 'unreachable';

/** A terminal's own book of refunds, which outlives every life of the till. */
export class RefundLedger implements PaymentTerminal {
  readonly entries = new Map<string, { amount: number; isBack: boolean; isReversed: boolean }>();
  readonly asked: TerminalQuestion[] = [];
  moods: TerminalMood[];

  constructor(moods: readonly TerminalMood[] = []) {
    this.moods = [...moods];
  }

  /** What cards have back. */
  get refunded(): number {
    return [...this.entries.values()].reduce(
      (sum, { amount, isBack, isReversed }) => sum + (isBack && !isReversed ? amount : 0),
      0,
    );
  }

  ask = async (question: TerminalQuestion): Promise<TerminalHeard> => {
    this.asked.push(question);
    await Promise.resolve();
    const mood = this.moods.shift() ?? 'answers';
    if (mood === 'unreachable') return { ok: false, failure: 'unreachable' };
    if (mood === 'lost') return { ok: false, failure: 'silent' };
    const answer = this.answer(question, mood);
    return mood === 'done-unheard' ? { ok: false, failure: 'cut-off' } : { ok: true, answer };
  };

  private answer({ do: what, reference, amount }: TerminalQuestion, mood: TerminalMood) {
    if (what === 'refund' && !this.entries.has(reference)) {
      const taken = mood === 'half' && amount > 1 ? Math.trunc(amount / 2) : amount;
      const isBack = mood !== 'declines';
      this.entries.set(reference, { amount: taken, isBack, isReversed: false });
    }
    const entry = this.entries.get(reference);
    if (what === 'reverse' && entry?.isBack === true) entry.isReversed = true;
    return answerOf(reference, entry);
  }
}

function answerOf(
  reference: string,
  entry: { amount: number; isBack: boolean; isReversed: boolean } | undefined,
): TerminalAnswer {
  if (entry === undefined) return { outcome: 'not-found', reference };
  if (entry.isReversed) return { outcome: 'reversed', reference };
  if (!entry.isBack) return { outcome: 'declined', reference, reason: 'Not allowed' };
  const card = { scheme: 'Visa', last4: '4242', auth: 'R1', terminal_ref: 'T2' };
  return { outcome: 'approved', reference, amount: entry.amount, ...card };
}

/** What outlives a crash. */
export type RefundDisk = TestDisk & { row?: RefundUnderWay; docs: Sale[] };
export const emptyDisk = (): RefundDisk => ({ attempts: new Map(), docs: [] });

type Life = Partial<
  Pick<RefundDeskPorts, 'reached' | 'may' | 'commit' | 'seller' | 'shift' | 'stillOpen'>
> & {
  disk: RefundDisk;
  terminal?: RefundLedger | undefined;
};

const SHIFT = { shiftId: 's', businessDate: IDENTITY.businessDate } as ShiftRow;

/** One life of a till with its refund desk over the real card desk. */
export function refundLife({ disk, terminal, ...life }: Life) {
  const views: RefundView[] = [];
  const reached: (point: CardCrashPoint) => Promise<void> = life.reached ?? (async () => undefined);
  const write = (change: () => void): void => {
    if (disk.isFull === true) throw new Error('disk full');
    change();
  };
  const refunds: RefundDesk = new RefundDesk({
    own: { store: '0417', till: '02' },
    cashPolicy: NICKEL,
    versions: () => IDENTITY.versions,
    wallMs: () => IDENTITY.closedMs,
    store: {
      put: async (row) => write(() => (disk.row = structuredClone(row))),
      remove: async () => write(() => delete disk.row),
      settle: async (row, reference, left) =>
        write(() => {
          disk.row = structuredClone(row);
          if (left === undefined) disk.attempts.delete(reference);
          else disk.attempts.set(reference, structuredClone(left));
        }),
    },
    cards: () => till.cards,
    seller: life.seller ?? (() => ({ cashier: '104', shift: SHIFT })),
    shift: life.shift ?? (() => SHIFT),
    stillOpen: life.stillOpen ?? (() => undefined),
    may: life.may ?? (async () => ({ ok: true, cashier: '104', approver: '203' })),
    alone: (run) => run(),
    commit:
      life.commit ??
      (async (fact) => {
        const sale = fact.body({ series: 'A', number: 500 + disk.docs.length }) as Sale;
        disk.docs.push(sale);
        return { ok: true, sale: { docNo: sale.doc_no } as SoldView };
      }),
    done: () => undefined,
    reached,
    show: (view) => views.push(view),
  });
  const till = testPayDesk({
    disk,
    terminal,
    reached,
    refunds,
    isRefunding: () => refunds.isOpen,
  });
  const row = disk.row;
  const isWritten = disk.docs.some(({ doc_id }) => doc_id === row?.docId);
  if (isWritten) delete disk.row;
  refunds.restore(isWritten ? undefined : structuredClone(row), [...disk.attempts.values()]);
  return { refunds, till, view: () => views.at(-1), card: till.card };
}

/** Everything that is left to do behind a refund, done against a terminal that answers. */
export async function settleBehind(disk: RefundDisk, terminal: RefundLedger): Promise<string[]> {
  terminal.moods = [];
  const events: string[] = [];
  const followUps = new CardFollowUps({
    terminal,
    store: {
      put: async () => undefined,
      remove: async (reference) => void disk.attempts.delete(reference),
    },
    journal: async (_, event) => events.push(event) > 0,
    alarm: () => undefined,
    nap: () => new Promise((resolve) => setTimeout(resolve)),
  });
  for (const attempt of disk.attempts.values()) followUps.add(attempt);
  while (disk.attempts.size > 0) await new Promise((resolve) => setTimeout(resolve));
  return events;
}
