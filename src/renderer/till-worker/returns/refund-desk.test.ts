import { describe, expect, it } from 'vitest';
import { minor } from '../../../domain/money.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { Used } from '../people/sign-off.ts';
import {
  emptyDisk,
  RefundLedger,
  refundLife,
  settleBehind,
  type RefundDisk,
  type TerminalMood,
} from './testing-refund-desk.ts';
import { ROW, SIGNED } from './testing-refund-row.ts';

const WAIT = { timeout: 10_000 };
type Opened = ReturnType<typeof refundLife>;
const at = (opened: Opened, where: string) =>
  expect.poll(() => opened.view()?.at, WAIT).toBe(where);
const over = (opened: Opened) => at(opened, 'none');
const moneyOf = ({ docs }: RefundDisk) =>
  docs.map(({ tenders }) => tenders.map(({ type, amount }) => [type, amount]));
const unknown = (opened: Opened) => expect.poll(() => opened.card()?.at, WAIT).toBe('unknown');

describe('dom-O3, dom-Y4: money that goes back to the cards that paid', () => {
  it('each card is asked for its own part of its own payment, the rest is cash; then the document', async () => {
    const [disk, terminal] = [emptyDisk(), new RefundLedger()];
    const opened = refundLife({ disk, terminal });
    expect(await opened.refunds.begin(ROW)).toEqual({ ok: true });
    await over(opened);
    expect(terminal.asked).toMatchObject([
      { do: 'refund', amount: 300, of: 'payment-2', of_terminal_ref: 'T1' },
      { do: 'refund', amount: 600, of: 'payment-1' },
    ]);
    expect(moneyOf(disk)).toEqual([
      [
        ['card', -300],
        ['card', -600],
        ['cash', -100],
      ],
    ]);
    expect(disk.docs[0]).toMatchObject({ doc_id: 'return-1', returns_of: { doc_id: 'sale-1' } });
    expect([disk.row, disk.attempts.size]).toEqual([undefined, 0]);
  });

  it('nothing is sent before the return and the attempt are on disk', async () => {
    const [disk, terminal] = [emptyDisk(), new RefundLedger()];
    const opened = refundLife({ disk, terminal });
    disk.isFull = true;
    expect(await opened.refunds.begin(ROW)).toMatchObject({ ok: false, kind: 'store-failed' });
    expect([terminal.asked, opened.refunds.isOpen]).toEqual([[], false]);
  });

  it('refused: the card again, cash under a right of its own with a reason, or nothing at all', async () => {
    const [disk, terminal] = [emptyDisk(), new RefundLedger(['declines'])];
    const used: (readonly Used[])[] = [];
    const opened = refundLife({
      disk,
      terminal,
      may: async (rights, approver) => {
        used.push(rights);
        if (approver === undefined) return { ok: false, kind: 'needs-approval', next: '' };
        return { ok: true, cashier: '104', approver: approver.number };
      },
    });
    await opened.refunds.begin(ROW);
    await at(opened, 'choice');
    expect(opened.view()).toMatchObject({ canLeave: true, card: { amount: 300 } });
    const cash = { do: 'cash', reason: 'card-refused' } as const;
    expect(await opened.refunds.choose(cash, undefined)).toMatchObject({ kind: 'needs-approval' });
    expect(moneyOf(disk)).toEqual([]);
    terminal.moods = ['declines'];
    expect(await opened.refunds.choose(cash, SIGNED)).toEqual({ ok: true });
    await at(opened, 'choice');
    expect(await opened.refunds.choose({ do: 'card' }, undefined)).toEqual({ ok: true });
    await over(opened);
    expect(moneyOf(disk)).toEqual([
      [
        ['card', -600],
        ['cash', -400],
      ],
    ]);
    expect(used[0]).toEqual([{ action: 'refund-other-tender', size: { amount: 300n, of: 300n } }]);
    const act = {
      action: 'refund-other-tender',
      reason: 'card-refused',
      amount: 300,
      approver: '203',
    };
    expect(disk.docs[0]?.acts).toMatchObject([act]);
  });

  it('CRED1: where credit was chosen, what a card does not take becomes credit too, under the same right and no cash', async () => {
    const [disk, terminal] = [emptyDisk(), new RefundLedger(['declines'])];
    const opened = refundLife({ disk, terminal });
    await opened.refunds.begin({ ...ROW, credit: { code: 'the-code' } });
    await at(opened, 'choice');
    expect(opened.view()).toMatchObject({ asCredit: true });
    await opened.refunds.choose({ do: 'cash', reason: 'card-refused' }, SIGNED);
    await over(opened);
    expect(moneyOf(disk)).toEqual([
      [
        ['card', -600],
        ['store-credit', -400],
      ],
    ]);
    expect(disk.docs[0]?.acts).toMatchObject([{ action: 'refund-other-tender', amount: 300 }]);
  });

  it('a new return begins as one: nothing of the one before stands on its screen', async () => {
    const [disk, terminal] = [emptyDisk(), new RefundLedger(['declines'])];
    const seen: unknown[] = [];
    const opened: Opened = refundLife({
      disk,
      terminal,
      reached: async (point) => {
        if (point !== 'refund:begun') return;
        opened.refunds.show();
        seen.push(opened.view());
      },
    });
    await opened.refunds.begin(ROW);
    await at(opened, 'choice');
    await opened.refunds.choose({ do: 'leave' }, undefined);
    await opened.refunds.begin({ ...ROW, docId: 'return-2' });
    await over(opened);
    expect(seen).toMatchObject([
      { at: 'card', why: '' },
      { at: 'card', why: '' },
    ]);
  });

  it('left before any card has money back: as if it had never begun; afterwards it is finished', async () => {
    const [disk, terminal] = [emptyDisk(), new RefundLedger(['unreachable'])];
    const opened = refundLife({ disk, terminal });
    await opened.refunds.begin(ROW);
    await at(opened, 'choice');
    expect(await opened.refunds.choose({ do: 'leave' }, undefined)).toEqual({ ok: true });
    expect([disk.row, disk.docs, terminal.refunded, opened.refunds.isOpen]).toEqual([
      undefined,
      [],
      0,
      false,
    ]);
    terminal.moods = ['answers', 'declines'];
    await opened.refunds.begin(ROW);
    await at(opened, 'choice');
    expect(opened.view()).toMatchObject({ canLeave: false });
    const leave = await opened.refunds.choose({ do: 'leave' }, undefined);
    expect(leave).toMatchObject({ kind: 'card-has-part' });
    await opened.refunds.choose({ do: 'card' }, undefined);
    await over(opened);
    expect(terminal.refunded).toBe(900);
  });

  it('a till without a terminal offers cash, and a part that was taken leaves the rest to a person', async () => {
    const disk = emptyDisk();
    const none = refundLife({ disk });
    await none.refunds.begin({ ...ROW, due: ROW.due.slice(1) });
    expect(none.view()).toMatchObject({
      at: 'choice',
      why: expect.stringMatching(/no payment terminal/) as string,
    });
    await none.refunds.choose({ do: 'cash', reason: 'no-card-terminal' }, SIGNED);
    expect(moneyOf(disk)).toEqual([[['cash', -1000]]]);

    const [second, terminal] = [emptyDisk(), new RefundLedger(['half'])];
    const opened = refundLife({ disk: second, terminal });
    await opened.refunds.begin({ ...ROW, due: ROW.due.slice(1) });
    await at(opened, 'choice');
    expect(opened.view()).toMatchObject({ canLeave: false, card: { amount: 300 } });
    await opened.refunds.choose({ do: 'card' }, undefined);
    await over(opened);
    expect(moneyOf(second)[0]).toEqual([
      ['card', -300],
      ['card', -300],
      ['cash', -400],
    ]);
  });
});

describe('dom-Y4: nobody knows whether a card has its money back', () => {
  const SILENT: TerminalMood[] = ['done-unheard', 'lost', 'lost', 'lost'];
  async function nobodyKnows() {
    const [disk, terminal] = [emptyDisk(), new RefundLedger(SILENT)];
    const opened = refundLife({ disk, terminal });
    await opened.refunds.begin({ ...ROW, due: ROW.due.slice(1) });
    await unknown(opened);
    return { disk, terminal, opened };
  }

  /** The terminal gives half, its line is cut before it says so, and somebody signs for all of it. */
  async function signedForAPart(disk: RefundDisk, terminal: RefundLedger) {
    const opened = refundLife({
      disk,
      terminal,
      reached: async (point) => {
        if (point === 'card:answered') disk.isFull = true;
      },
    });
    await opened.refunds.begin({ ...ROW, due: ROW.due.slice(1) });
    await unknown(opened);
    disk.isFull = false;
    await opened.till.cards.treatAs('paid', SIGNED);
    await over(opened);
    return [...disk.attempts.values()][0];
  }

  it('checked again it is known, and went back once', async () => {
    const { disk, terminal, opened } = await nobodyKnows();
    const other = await opened.refunds.choose({ do: 'card' }, undefined);
    expect(other).toMatchObject({ kind: 'not-at-choice' });
    opened.till.cards.checkAgain();
    await over(opened);
    expect([terminal.refunded, moneyOf(disk)[0]?.[0]]).toEqual([600, ['card', -600]]);
  });

  it('signed as given back: the return says who signed, and the terminal is asked later', async () => {
    const { disk, terminal, opened } = await nobodyKnows();
    expect(await opened.till.cards.treatAs('paid', SIGNED)).toEqual({ ok: true });
    await over(opened);
    const tender = { type: 'card', amount: -600, card: { last4: '', treated_as_paid_by: '900' } };
    expect(disk.docs[0]?.tenders[0]).toMatchObject(tender);
    expect(await settleBehind(disk, terminal)).toEqual(['found-paid']);
    const body = { event: 'treated-as-paid', refund_of: 'payment-1', basket_id: 'return-1' };
    expect(opened.till.facts).toMatchObject([{ kind: 'card-payment', body }]);
  });

  it('signed as given back, and the terminal moved a part only: that is told', async () => {
    const [disk, terminal] = [emptyDisk(), new RefundLedger(['half'])];
    const attempt = await signedForAPart(disk, terminal);
    expect(attempt).toMatchObject({ state: 'assumed', amount: 600 });
    expect(await settleBehind(disk, terminal)).toEqual(['found-part']);
  });

  it('signed as not given back, then cash: what the card has all the same is taken back by itself', async () => {
    const { disk, terminal, opened } = await nobodyKnows();
    await opened.till.cards.treatAs('not-paid', SIGNED);
    await at(opened, 'choice');
    await opened.refunds.choose({ do: 'cash', reason: 'terminal-down' }, SIGNED);
    expect(moneyOf(disk)).toEqual([[['cash', -1000]]]);
    expect(await settleBehind(disk, terminal)).toEqual(['reversed']);
    expect(terminal.refunded).toBe(0);
  });
});

it.each([
  ['all on cards: of the shift it was begun in', 700, 'ada'],
  ['part in cash: of the drawer the cash comes out of', 600, 'eva'],
])('CUP13, dom-Z9: somebody else signed in while the card was asked; %s', async (_, amount, of) => {
  let inHand = 'ada';
  const shifts = ['ada', 'eva'].map((shiftId) => ({ shiftId, businessDate: ROW.businessDate }));
  const shiftOf = (wanted: string) =>
    shifts.find(({ shiftId }) => shiftId === wanted) as ShiftRow | undefined;
  const disk = emptyDisk();
  const opened = refundLife({
    disk,
    terminal: new RefundLedger(),
    shift: () => shiftOf(inHand),
    stillOpen: shiftOf,
  });
  const due = ROW.due.map((one, place) => (place === 0 ? one : { ...one, amount: minor(amount) }));
  const begun = opened.refunds.begin({ ...ROW, due, shiftId: 'ada' });
  inHand = 'eva';
  await begun;
  await over(opened);
  expect(disk.docs).toMatchObject([{ cashier: ROW.cashier, shift_id: of }]);
});
