import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CARD_CRASH_POINTS } from '../../src/domain/pay/card-attempt.ts';
import type { TerminalBehaviour } from '../../src/main/terminal/testing/scripted-terminal.ts';
import {
  startTerminalSimulator,
  type TerminalSimulator,
} from '../../src/main/terminal/testing/terminal-simulator.ts';
import { CardFollowUps } from '../../src/renderer/till-worker/paying/card-followups.ts';
import type { TestDisk, TestTill } from '../../src/renderer/till-worker/paying/testing-pay-desk.ts';
import { cardTill, showing, tendersOf, WAIT, type CardTill } from './testing-card-till.ts';

let sim: TerminalSimulator;
beforeEach(async () => {
  sim = await startTerminalSimulator();
});
afterEach(() => sim.close());
const till = (more: TestTill = {}): CardTill => cardTill(sim.port, more);
const shows = showing(expect);

describe('what is left to do behind the sale', () => {
  const followUps = (opened: CardTill) => {
    const events: string[] = [];
    const alarms: string[] = [];
    const desk = new CardFollowUps({
      terminal: opened.terminal,
      store: {
        put: async () => undefined,
        remove: async (reference) => void opened.disk.attempts.delete(reference),
      },
      journal: async (_, event) => events.push(event) > 0,
      alarm: (kind) => alarms.push(kind),
      nap: () => new Promise((resolve) => setTimeout(resolve, 5)),
    });
    return { desk, events, alarms };
  };
  const chargedUnheard = async (behaviour: TerminalBehaviour, as: 'paid' | 'not-paid') => {
    sim.behaviour = behaviour;
    const opened = till();
    await opened.cards.charge(undefined);
    await sim.until(() => sim.payments.size === 1);
    sim.isDeaf = true;
    await shows(opened, 'unknown');
    await opened.cards.treatAs(as, { number: '900', pin: '1' });
    return opened;
  };

  test('a charged card that was treated as not paid is reversed once the terminal answers', async () => {
    const opened = await chargedUnheard('silent', 'not-paid');
    expect(sim.charged()).toBe(1353);
    const { desk, events, alarms } = followUps(opened);
    for (const attempt of opened.followed) desk.add(attempt);
    await expect.poll(() => alarms, WAIT).toContain('card-not-reversed');
    sim.isDeaf = false;
    await expect.poll(() => events, WAIT).toEqual(['reversed']);
    expect(sim.charged()).toBe(0);
    await expect.poll(() => opened.disk.attempts.size, WAIT).toBe(0);
  });

  test('one that was treated as paid and was not is told to people', async () => {
    sim.isDeaf = true;
    const opened = till();
    await opened.cards.charge(undefined);
    await shows(opened, 'unknown');
    await opened.cards.treatAs('paid', { number: '900', pin: '1' });
    sim.isDeaf = false;
    const { desk, events, alarms } = followUps(opened);
    for (const attempt of opened.followed) desk.add(attempt);
    await expect.poll(() => events, WAIT).toEqual(['found-not-paid']);
    await expect.poll(() => alarms, WAIT).toEqual(['card-not-paid']);
  });
});

describe('giving a card part back (dom-Y5)', () => {
  async function partPaid(): Promise<CardTill> {
    const opened = till();
    await opened.cards.charge(500);
    await expect.poll(() => opened.desk.basket.tenders, WAIT).toHaveLength(1);
    await shows(opened, 'ready');
    return opened;
  }
  const takeBack = (opened: CardTill) =>
    opened.pay.takeBack(opened.desk.basket.tenders?.[0]?.tenderId ?? '');

  test('it is reversed at the terminal, then its tender goes, and it is told', async () => {
    const opened = await partPaid();
    expect(await takeBack(opened)).toEqual({ ok: true });
    await expect.poll(() => opened.desk.basket.tenders, WAIT).toBeUndefined();
    expect(sim.charged()).toBe(0);
    expect(opened.desk.basket.acts).toMatchObject([{ action: 'tender-back', amount: 500 }]);
    expect(opened.facts).toMatchObject([{ body: { event: 'reversed' } }]);
  });

  test('a terminal that keeps the money: the tender stays, and it is told', async () => {
    const opened = await partPaid();
    sim.behaviour = 'keeps';
    await takeBack(opened);
    const told = expect.stringMatching(/refuses/) as string;
    await expect.poll(() => opened.card(), WAIT).toMatchObject({ at: 'ready', told });
    expect([opened.pay.balance(), sim.charged(), opened.facts]).toEqual([853, 500, []]);
  });

  test('a terminal that is silent leaves it unknown: the sale is not finished with it', async () => {
    const opened = await partPaid();
    sim.isDeaf = true;
    await takeBack(opened);
    await shows(opened, 'unknown');
    expect(opened.card()).toMatchObject({ isTakingBack: true });
    expect(await opened.pay.payCash(2000)).toMatchObject({ kind: 'card-open' });
    sim.isDeaf = false;
    opened.cards.checkAgain();
    await expect.poll(() => opened.desk.basket.tenders, WAIT).toBeUndefined();
    expect(sim.charged()).toBe(0);
  });
});

describe('killed at every point of a card payment (dom-Y4)', () => {
  test.each(CARD_CRASH_POINTS)(
    '%s: after the start it is known, charged once and sold once',
    async (point) => {
      const disk: TestDisk = { attempts: new Map() };
      const died = Promise.withResolvers<void>();
      const before = till({
        disk,
        reached: (at) => {
          if (at !== point) return Promise.resolve();
          died.resolve();
          // This life of the till does nothing any more.
          return new Promise(() => undefined);
        },
      });
      void before.cards.charge(undefined);
      await died.promise;
      const after = till({ disk: structuredClone(disk) });
      expect(after.desk.basket.lines).toHaveLength(1);
      await shows(after, 'ready');
      const isCharged = point !== 'card:intent-stored';
      expect(sim.charged()).toBe(isCharged ? 1353 : 0);
      if (after.sales.length === 0) await after.pay.payCash(isCharged ? 0 : 1355);
      expect(tendersOf(after)).toEqual([[isCharged ? ['card', 1353] : ['cash', 1355]]]);
      expect(sim.charged()).toBe(isCharged ? 1353 : 0);
    },
  );
});
