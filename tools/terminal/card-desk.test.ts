import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TerminalBehaviour } from '../../src/main/terminal/testing/scripted-terminal.ts';
import {
  startTerminalSimulator,
  type TerminalSimulator,
} from '../../src/main/terminal/testing/terminal-simulator.ts';
import type { TestTill } from '../../src/renderer/till-worker/paying/testing-pay-desk.ts';
import { cardTill, showing, tendersOf, WAIT, type CardTill } from './testing-card-till.ts';

let sim: TerminalSimulator;
beforeEach(async () => {
  sim = await startTerminalSimulator();
});
afterEach(() => sim.close());
const till = (more: TestTill = {}): CardTill => cardTill(sim.port, more);
const shows = showing(expect);

describe('a card payment against every behaviour of a terminal (dom-Y4)', () => {
  test.each<[TerminalBehaviour, string]>([
    ['approve', 'its answer'],
    ['answers-twice', 'the first of its answers'],
    ['silent', 'its status'],
    ['dies', 'its status'],
    ['tells-all', 'its status'],
  ])('%s: sold once and charged once, by %s', async (behaviour) => {
    sim.behaviour = behaviour;
    const opened = till();
    expect(await opened.cards.charge(undefined)).toEqual({ ok: true });
    await expect.poll(() => opened.sales, WAIT).toHaveLength(1);
    expect(tendersOf(opened)).toEqual([[['card', 1353]]]);
    expect(sim.charged()).toBe(1353);
    expect(opened.disk.attempts.size).toBe(0);
  });

  test.each<[TerminalBehaviour, RegExp]>([
    ['decline', /declined \(No money\)/],
    ['dies-before', /knows of no payment/],
  ])('%s: nothing is charged, and cash is taken instead', async (behaviour, words) => {
    sim.behaviour = behaviour;
    const opened = till();
    await opened.cards.charge(undefined);
    await shows(opened, 'ready');
    expect(opened.card()).toMatchObject({ told: expect.stringMatching(words) as string });
    expect(await opened.pay.payCash(2000)).toMatchObject({ ok: true });
    expect(tendersOf(opened)).toEqual([[['cash', 1355]]]);
    expect(sim.charged()).toBe(0);
  });

  test('partial, dom-Y8: the smaller amount is taken and the rest asked for', async () => {
    sim.behaviour = 'partial';
    const opened = till();
    await opened.cards.charge(undefined);
    await shows(opened, 'ready');
    expect(opened.card()).toMatchObject({ told: 'The card paid a part only. Take the rest.' });
    expect(opened.pay.balance()).toBe(677);
    expect(await opened.pay.payCash(700)).toMatchObject({ ok: true, sale: { change: 25 } });
    expect(tendersOf(opened)).toEqual([
      [
        ['card', 676],
        ['cash', 675],
      ],
    ]);
  });

  test('slow: it is waited for, and taken off the screen of the terminal when asked to', async () => {
    sim.behaviour = 'slow';
    const opened = till();
    await opened.cards.charge(undefined);
    await sim.until(() => sim.asked.length === 1);
    expect(opened.card()?.at).toBe('asking');
    expect(await opened.cards.cancel()).toEqual({ ok: true });
    await shows(opened, 'ready');
    expect(sim.charged()).toBe(0);
    await opened.cards.charge(undefined);
    await sim.until(() => sim.asked.some((one) => one.reference !== sim.asked[0]?.reference));
    sim.finish();
    await expect.poll(() => opened.sales, WAIT).toHaveLength(1);
  });

  test('nobody there: nothing was sent, which is known at once', async () => {
    await sim.close();
    const opened = till();
    await opened.cards.charge(undefined);
    await shows(opened, 'ready');
    expect(await opened.pay.payCash(1355)).toMatchObject({ ok: true });
  });
});

describe('one payment at a time', () => {
  test('a double click on the card key charges once', async () => {
    const opened = till();
    const answers = await Promise.all([
      opened.cards.charge(undefined),
      opened.cards.charge(undefined),
    ]);
    expect(answers).toMatchObject([{ ok: true }, { ok: false, kind: 'card-open' }]);
    await expect.poll(() => opened.sales, WAIT).toHaveLength(1);
    expect([...sim.payments.values()]).toHaveLength(1);
  });

  test('while it is open nothing else is taken, and goods stand still', async () => {
    sim.behaviour = 'slow';
    const opened = till();
    await opened.cards.charge(undefined);
    const open = { ok: false, kind: 'card-open' };
    expect(await opened.pay.payCash(2000)).toMatchObject(open);
    expect(await opened.pay.takePart(100)).toMatchObject(open);
    expect(await opened.cards.charge(5)).toMatchObject(open);
  });

  test('where the intent cannot be stored the terminal hears nothing', async () => {
    const opened = till();
    opened.disk.isFull = true;
    expect(await opened.cards.charge(undefined)).toMatchObject({ kind: 'store-failed' });
    expect(sim.asked).toEqual([]);
    expect(opened.cards.isOpen).toBe(false);
  });

  test('an amount that is none, or more than what is open, is refused', async () => {
    const opened = till();
    for (const amount of [0, -1, 1354, 1.5])
      expect(await opened.cards.charge(amount)).toMatchObject({ kind: 'bad-amount' });
    expect(sim.asked).toEqual([]);
  });

  test('dom-C2: split three ways only the cash is rounded', async () => {
    const opened = till();
    await opened.cards.charge(500);
    await shows(opened, 'ready');
    await opened.cards.charge(400);
    await expect.poll(() => opened.desk.basket.tenders, WAIT).toHaveLength(2);
    await shows(opened, 'ready');
    expect(await opened.pay.payCash(500)).toMatchObject({ sale: { cashRounding: 2, change: 45 } });
    expect(tendersOf(opened)).toEqual([
      [
        ['card', 500],
        ['card', 400],
        ['cash', 455],
      ],
    ]);
  });
});

describe('terminal silent: exactly three choices (dom-Y4)', () => {
  async function unknown(more: TestTill = {}): Promise<CardTill> {
    sim.isDeaf = true;
    const opened = till(more);
    await opened.cards.charge(undefined);
    await shows(opened, 'unknown');
    return opened;
  }

  test('check again: the terminal has answered by then', async () => {
    const opened = await unknown();
    expect(await opened.pay.payCash(2000)).toMatchObject({ kind: 'card-open' });
    sim.isDeaf = false;
    opened.cards.checkAgain();
    await shows(opened, 'ready');
    expect(await opened.pay.payCash(2000)).toMatchObject({ ok: true });
  });

  test('it is asked on quietly meanwhile', async () => {
    const opened = await unknown();
    sim.isDeaf = false;
    opened.wake();
    await shows(opened, 'ready');
  });

  test('treated as paid: signed for, journalled, sold, and the terminal is asked later', async () => {
    const opened = await unknown();
    expect(await opened.cards.treatAs('paid', { number: '900', pin: '1' })).toEqual({ ok: true });
    await expect.poll(() => opened.sales, WAIT).toHaveLength(1);
    expect(opened.sales[0]?.tenders).toMatchObject([
      { type: 'card', amount: 1353, card: { last4: '', treated_as_paid_by: '900' } },
    ]);
    const event = { event: 'treated-as-paid', approver: '900', cashier: '101', amount: 1353 };
    expect(opened.facts[0]).toMatchObject({ kind: 'card-payment', body: event });
    expect(opened.followed).toMatchObject([{ state: 'assumed' }]);
    expect([...opened.disk.attempts.values()]).toMatchObject([{ state: 'assumed' }]);
  });

  test('treated as not paid: journalled, cash is taken at once, and the card is given back by itself', async () => {
    const opened = await unknown();
    expect(await opened.cards.treatAs('not-paid', { number: '900', pin: '1' })).toEqual({
      ok: true,
    });
    expect(await opened.pay.payCash(2000)).toMatchObject({ ok: true });
    expect(opened.facts.map(({ kind }) => kind)).toEqual(['card-payment', 'sale']);
    expect(opened.followed).toMatchObject([{ state: 'reversing' }]);
  });

  test('without a signature nothing is decided', async () => {
    const refusal = { ok: false, kind: 'wrong-pin', next: '' } as const;
    const opened = await unknown({ sign: async () => refusal });
    expect(await opened.cards.treatAs('paid', { number: '900', pin: '2' })).toEqual(refusal);
    expect(opened.facts).toEqual([]);
    expect(opened.card()?.at).toBe('unknown');
  });
});
