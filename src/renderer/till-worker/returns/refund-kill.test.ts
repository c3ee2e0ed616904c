import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from '../../../domain/money.ts';
import { REFUND_CRASH_POINTS } from '../../../domain/pay/card-attempt.ts';
import type { RefundUnderWay } from '../../../domain/after/refund-under-way.ts';
import {
  emptyDisk,
  RefundLedger,
  refundLife,
  settleBehind,
  type RefundDisk,
  type TerminalMood,
} from './testing-refund-desk.ts';
import { ROW, SIGNED, SLIP } from './testing-refund-row.ts';

const GIFT = { type: 'gift-card', code: `${'C'.repeat(22)}.0042`, redemption: 'r1' } as const;
const WAIT = { timeout: 10_000 };

type Opened = ReturnType<typeof refundLife>;
const at = (opened: Opened, where: string) =>
  expect.poll(() => opened.view()?.at, WAIT).toBe(where);
const over = (opened: Opened) => at(opened, 'none');
const moneyOf = ({ docs }: RefundDisk) =>
  docs.map(({ tenders }) => tenders.map(({ type, amount }) => [type, amount]));

describe('killed at every point of a refund', () => {
  /** Presses what a person would, who signs for what the terminal's own list says, until the return is over. */
  async function finish(opened: Opened, terminal: RefundLedger, presses: string[]): Promise<void> {
    for (let idle = 0; opened.refunds.isOpen && idle < 400; idle++) {
      await new Promise((resolve) => setTimeout(resolve));
      if (opened.card()?.at === 'unknown') {
        const press = presses.shift();
        if (press === 'paid' && wentBack(opened, terminal)) {
          await opened.till.cards.treatAs('paid', SIGNED);
        } else if (press === 'not-paid') await opened.till.cards.treatAs('not-paid', SIGNED);
        else opened.till.cards.checkAgain();
      } else if (opened.view()?.at === 'choice') {
        const press = presses.shift();
        if (press === 'leave') await opened.refunds.choose({ do: 'leave' }, undefined);
        else if (press === 'cash') {
          await opened.refunds.choose({ do: 'cash', reason: 'card-closed' }, SIGNED);
        } else await opened.refunds.choose({ do: 'card' }, undefined);
      }
    }
    expect(opened.refunds.isOpen).toBe(false);
  }
  /** All of it. */
  function wentBack(opened: Opened, terminal: RefundLedger): boolean {
    const card = opened.card();
    if (card === undefined || !('reference' in card)) return false;
    const entry = terminal.entries.get(card.reference);
    return entry?.isBack === true && entry.amount === card.amount;
  }
  function expectEven(disk: RefundDisk, terminal: RefundLedger, row: RefundUnderWay): void {
    const [doc, ...more] = disk.docs;
    expect(more).toEqual([]);
    const tenders = doc?.tenders ?? [];
    const byCard = tenders.reduce(
      (sum, { type, amount }) => sum - (type === 'card' ? amount : 0),
      0,
    );
    // Cash is rounded by itself (dom-C2); the document says by how much.
    const inAll = tenders.reduce((sum, { amount }) => sum - amount, doc?.cash_rounding ?? 0);
    expect({ byCard: terminal.refunded, inAll }).toEqual({
      byCard,
      inAll: doc === undefined ? 0 : 1000,
    });
    const gifts = tenders.flatMap(({ type, amount }) => (type === 'gift-card' ? [amount] : []));
    expect(gifts).toEqual(doc === undefined ? [] : (row.values ?? []).map(({ amount }) => amount));
    expect(disk.row).toBeUndefined();
  }
  /** A gift card has its part with the document, or none has; a return, or an exchange's basket. */
  const ROWS = fc
    .record({ byGift: fc.nat({ max: 100 }), isExchange: fc.boolean() })
    .map(({ byGift, isExchange }): RefundUnderWay => ({
      ...ROW,
      ...(byGift === 0 ? {} : { values: [{ ...GIFT, amount: minor(0 - byGift) }] }),
      ...(isExchange ? { basketSinceMs: 1 } : {}),
    }));

  const MOODS = fc.array(
    fc.constantFrom<TerminalMood>(
      'answers',
      'done-unheard',
      'lost',
      'declines',
      'half',
      'unreachable',
    ),
    { maxLength: 8 },
  );
  const PRESSES = fc.array(fc.constantFrom('card', 'cash', 'leave', 'paid', 'not-paid'), {
    maxLength: 6,
  });

  it.each([...REFUND_CRASH_POINTS, 'committed'] as const)(
    '%s: neither money twice nor a return without its document, whatever terminal and people do',
    async (point) => {
      await fc.assert(
        fc.asyncProperty(
          ROWS,
          MOODS,
          PRESSES,
          fc.nat({ max: 2 }),
          async (row, moods, presses, visit) => {
            const [disk, terminal] = [emptyDisk(), new RefundLedger(moods)];
            let visits = 0;
            const died = Promise.withResolvers<'died'>();
            const die = (): Promise<never> => {
              died.resolve('died');
              return new Promise(() => undefined);
            };
            const before = refundLife({
              disk,
              terminal,
              reached: async (here) => (here === point && visits++ === visit ? die() : undefined),
              ...(point !== 'committed'
                ? {}
                : {
                    commit: async (fact) => {
                      expect(fact.clearBasket).toBe(row.basketSinceMs !== undefined);
                      disk.docs.push(
                        fact.body({ series: 'A', number: 500 }) as (typeof disk.docs)[0],
                      );
                      return die();
                    },
                  }),
            });
            const lived = before.refunds
              .begin(row)
              .then(() => finish(before, terminal, [...presses]))
              .then(() => 'lived' as const);
            if ((await Promise.race([lived, died.promise])) === 'died') {
              // A life that is over writes nothing more.
              const left = structuredClone(disk);
              disk.isFull = true;
              const after = refundLife({ disk: left, terminal });
              await finish(after, terminal, [...presses]);
              await settleBehind(left, terminal);
              expectEven(left, terminal, row);
              return;
            }
            await settleBehind(disk, terminal);
            expectEven(disk, terminal, row);
          },
        ),
        { numRuns: 25 },
      );
    },
  );

  it('cash waits for somebody at the till, cards alone do not', async () => {
    const [disk, terminal] = [emptyDisk(), new RefundLedger()];
    disk.row = { ...ROW, due: [], done: [{ type: 'card', amount: minor(-900), card: SLIP }] };
    let seller: ReturnType<NonNullable<Parameters<typeof refundLife>[0]['seller']>>;
    const opened = refundLife({
      disk,
      terminal,
      seller: () => seller,
      shift: () => seller?.shift ?? ({ shiftId: 's', businessDate: '2026-11-21' } as never),
    });
    await at(opened, 'writing');
    expect(disk.docs).toEqual([]);
    seller = { cashier: '105', shift: { shiftId: 'next', businessDate: '2026-11-22' } as never };
    opened.refunds.goOn();
    await over(opened);
    expect(disk.docs).toMatchObject([
      { cashier: '104', shift_id: 'next', business_date: '2026-11-22' },
    ]);

    const alone = emptyDisk();
    alone.row = { ...ROW, due: [], done: [{ type: 'card', amount: minor(-1000), card: SLIP }] };
    const started = refundLife({ disk: alone, terminal, seller: () => undefined });
    await over(started);
    expect(moneyOf(alone)).toEqual([[['card', -1000]]]);
  });

  it('dom-Z5: a card that answers while the Z is written belongs to the next shift, not to the one just closed', async () => {
    const [disk, terminal] = [emptyDisk(), new RefundLedger()];
    const next = { shiftId: 'next', businessDate: '2026-11-22' } as never;
    let shift: ReturnType<NonNullable<Parameters<typeof refundLife>[0]['shift']>> = {
      shiftId: 's',
      businessDate: '2026-11-21',
    } as never;
    disk.row = { ...ROW, due: [], done: [{ type: 'card', amount: minor(-1000), card: SLIP }] };
    const opened = refundLife({
      disk,
      terminal,
      shift: () => shift,
      commit: async (fact) => {
        // The Z stands before it in the committer's queue.
        if (shift !== next) shift = undefined;
        disk.docs.push(fact.body({ series: 'A', number: 500 }) as (typeof disk.docs)[0]);
        return { ok: true, sale: {} as never };
      },
    });
    await at(opened, 'writing');
    expect([disk.docs, disk.row === undefined]).toEqual([[], false]);
    shift = next;
    opened.refunds.goOn();
    await over(opened);
    expect(disk.docs).toMatchObject([{ shift_id: 'next', business_date: '2026-11-22' }]);
  });

  it('a disk that is full keeps the return open until it is stored', async () => {
    const [disk, terminal] = [emptyDisk(), new RefundLedger()];
    let isFull = true;
    const opened = refundLife({
      disk,
      terminal,
      commit: async (fact) => {
        if (isFull) return { ok: false, kind: 'store-failed', next: 'Free disk space.' };
        disk.docs.push(fact.body({ series: 'A', number: 500 }) as (typeof disk.docs)[0]);
        return { ok: true, sale: {} as never };
      },
    });
    await opened.refunds.begin(ROW);
    await at(opened, 'writing');
    expect(opened.view()).toMatchObject({ why: 'Free disk space.' });
    isFull = false;
    expect(await opened.refunds.choose({ do: 'write' }, undefined)).toEqual({ ok: true });
    expect([disk.docs.length, terminal.refunded]).toEqual([1, 900]);
  });
});
