import { describe, expect, test } from 'vitest';
import type {
  PaymentTerminal,
  TerminalAnswer,
  TerminalHeard,
  TerminalQuestion,
} from '../../../contracts/payment-terminal.ts';
import type { CardCrashPoint } from '../../../domain/pay/card-attempt.ts';
import { milli } from '../../../domain/quantity.ts';
import { CardFollowUps } from './card-followups.ts';
import { testPayDesk, type TestDisk, type TestTill } from './testing-pay-desk.ts';

const WAIT = { timeout: 10_000 };
const SIGNED = { number: '900', pin: '1' };
const SILENT: TerminalHeard = { ok: false, failure: 'silent' };
const said = (answer: TerminalAnswer): TerminalHeard => ({ ok: true, answer });
const approved = ({ reference, amount }: TerminalQuestion): TerminalHeard =>
  said({
    outcome: 'approved',
    reference,
    amount,
    scheme: 'Visa',
    last4: '1111',
    auth: 'A1',
    terminal_ref: 'T1',
  });
type Opened = ReturnType<typeof testPayDesk>;
const shows = (opened: Opened, at: string) => expect.poll(() => opened.card()?.at, WAIT).toBe(at);
const events = ({ facts }: Opened) => facts.map(({ body }) => (body as { event?: string }).event);

/** A terminal that answers as it is told at the time. */
function terminalThat(answer: (question: TerminalQuestion) => TerminalHeard) {
  const told = { answer, asked: [] as TerminalQuestion['do'][] };
  const terminal: PaymentTerminal = {
    ask: async (question) => {
      told.asked.push(question.do);
      return told.answer(question);
    },
  };
  return { told, terminal };
}

/** The till's life stands still at this point until `go`. */
function stopAt(point: CardCrashPoint) {
  const [there, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let visits = 0;
  const reached = async (at: CardCrashPoint): Promise<void> => {
    if (at !== point) return;
    visits += 1;
    there.resolve();
    await gate.promise;
  };
  return { reached, there: there.promise, go: () => gate.resolve(), visits: () => visits };
}

async function unknown(more: TestTill): Promise<Opened> {
  const opened = testPayDesk(more);
  opened.desk.scan('100');
  await opened.cards.charge(undefined);
  await shows(opened, 'unknown');
  return opened;
}

describe('a late answer and a person come at once: one of them ends the payment (dom-Y4)', () => {
  async function answeredLate() {
    const { told, terminal } = terminalThat(() => SILENT);
    const stop = stopAt('card:answered');
    const opened = await unknown({ terminal, reached: stop.reached });
    told.answer = approved;
    opened.wake();
    await stop.there;
    return { opened, stop };
  }

  test('nobody signs, and nobody checks, while the answer is written', async () => {
    const { opened, stop } = await answeredLate();
    const refused = { ok: false, kind: 'not-unknown' };
    expect(opened.cards.checkAgain()).toMatchObject(refused);
    expect(await opened.cards.treatAs('not-paid', SIGNED)).toMatchObject(refused);
    expect(await opened.cards.treatAs('paid', SIGNED)).toMatchObject(refused);
    stop.go();
    await expect.poll(() => opened.sales, WAIT).toHaveLength(1);
    expect(opened.sales[0]?.tenders).toMatchObject([{ card: { auth: 'A1' } }]);
    expect([opened.followed, stop.visits(), opened.disk.attempts.size]).toEqual([[], 1, 0]);
  });

  test('an answer that comes while what was signed is written counts nothing', async () => {
    const { told, terminal } = terminalThat(() => SILENT);
    const [there, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<boolean>()];
    const journal = async (): Promise<boolean> => {
      there.resolve();
      return gate.promise;
    };
    const opened = await unknown({ terminal, journal });
    told.answer = approved;
    // On its way before the signature, and heard behind it.
    opened.wake();
    const treated = opened.cards.treatAs('not-paid', SIGNED);
    await there.promise;
    await new Promise((resolve) => setTimeout(resolve));
    gate.resolve(true);
    expect(await treated).toEqual({ ok: true });
    expect([opened.desk.basket.tenders, opened.sales]).toEqual([undefined, []]);
    expect(opened.followed).toMatchObject([{ state: 'reversing' }]);
  });

  test('it never pays for the next customer: the card is given back', async () => {
    const { opened, stop } = await answeredLate();
    opened.desk.clear();
    opened.desk.scan('100');
    stop.go();
    await shows(opened, 'ready');
    expect([opened.desk.basket.tenders, opened.sales]).toEqual([undefined, []]);
    const left = { state: 'reversing', tender: { card: { auth: 'A1' } } };
    expect(opened.followed).toMatchObject([left]);
    expect([...opened.disk.attempts.values()]).toMatchObject([left]);
  });

  test('nor does a signature: it stays unknown until somebody signs that it has not paid', async () => {
    const opened = await unknown(terminalThat(() => SILENT));
    opened.desk.clear();
    opened.desk.scan('100');
    expect(await opened.cards.treatAs('paid', SIGNED)).toMatchObject({ kind: 'other-sale' });
    expect([opened.desk.basket.tenders, opened.facts, opened.card()?.at]).toEqual([
      undefined,
      [],
      'unknown',
    ]);
    expect(await opened.cards.treatAs('not-paid', SIGNED)).toEqual({ ok: true });
    expect(opened.followed).toMatchObject([{ state: 'reversing' }]);
  });

  test('checked again and again, it is asked on quietly once at a time', async () => {
    const opened = await unknown(terminalThat(() => SILENT));
    for (let times = 0; times < 3; times++) {
      opened.cards.checkAgain();
      await shows(opened, 'checking');
      await shows(opened, 'unknown');
    }
    expect(opened.wake()).toBe(1);
  });
});

describe('a reversal that was not done (dom-Y5)', () => {
  async function givenBack(outcome: 'declined' | 'not-found') {
    const { told, terminal } = terminalThat(approved);
    const opened = testPayDesk({ terminal });
    opened.desk.scan('100');
    await opened.cards.charge(500);
    await expect.poll(() => opened.pay.balance(), WAIT).toBe(853);
    await shows(opened, 'ready');
    told.answer = ({ reference }) =>
      said(
        outcome === 'declined'
          ? { outcome, reference, reason: 'Not permitted' }
          : { outcome, reference },
      );
    await opened.pay.takeBack(opened.desk.basket.tenders?.[0]?.tenderId ?? '');
    return opened;
  }

  test('declined: the tender stays, and it is told', async () => {
    const opened = await givenBack('declined');
    await shows(opened, 'ready');
    expect(opened.card()).toMatchObject({
      told: expect.stringMatching(/refuses .*\(Not permitted\)/) as string,
    });
    expect([opened.pay.balance(), events(opened), opened.disk.attempts.size]).toEqual([853, [], 0]);
  });

  test('not found, and a slip that says otherwise: unknown, and a person decides', async () => {
    const opened = await givenBack('not-found');
    await shows(opened, 'unknown');
    expect([opened.pay.balance(), events(opened)]).toEqual([853, []]);
  });

  test.each(['declined', 'not-found'] as const)(
    'behind the sale, %s of a card that was charged is alarmed and not booked',
    async (outcome) => {
      const { told, terminal } = terminalThat(approved);
      const disk: TestDisk = { attempts: new Map() };
      const stop = stopAt('card:answer-stored');
      const before = testPayDesk({ disk, terminal, reached: stop.reached });
      before.desk.scan('100');
      await before.cards.charge(undefined);
      await stop.there;
      const [attempt] = [...disk.attempts.values()];
      told.answer = ({ reference }) =>
        said(outcome === 'declined' ? { outcome, reference, reason: '' } : { outcome, reference });
      const journal: string[] = [];
      const alarms: string[] = [];
      const followUps = new CardFollowUps({
        terminal,
        store: { put: async () => undefined, remove: async () => undefined },
        journal: async (_, event) => journal.push(event) > 0,
        alarm: (kind) => alarms.push(kind),
        nap: () => new Promise(() => undefined),
      });
      if (attempt !== undefined) followUps.add({ ...attempt, state: 'reversing' });
      await expect.poll(() => alarms, WAIT).toEqual(['card-not-reversed']);
      expect(journal).toEqual([]);
    },
  );
});

describe('the terminal was taken out of the settings', () => {
  test('with a card open: unknown, a person signs, and selling goes on', async () => {
    const { terminal } = terminalThat(() => SILENT);
    const before = await unknown({ terminal });
    const opened = testPayDesk({ disk: before.disk });
    await shows(opened, 'unknown');
    for (const answer of [opened.cards.checkAgain(), await opened.cards.cancel()])
      expect(answer).toMatchObject({ ok: false, kind: 'no-terminal' });
    expect(await opened.cards.treatAs('not-paid', SIGNED)).toEqual({ ok: true });
    expect(await opened.pay.payCash(2000)).toMatchObject({ ok: true });
    expect([...opened.disk.attempts.values()]).toMatchObject([{ state: 'reversing' }]);

    const alarms: string[] = [];
    const followUps = new CardFollowUps({
      terminal: undefined,
      store: { put: async () => undefined, remove: async () => undefined },
      journal: async () => true,
      alarm: (kind) => alarms.push(kind),
      nap: async () => undefined,
    });
    for (const attempt of opened.followed) followUps.add(attempt);
    expect(alarms).toEqual(['card-not-reversed']);
  });
});

test('dom-Y4: counted, refused by the disk, then signed as not paid: it pays nothing', async () => {
  const { told, terminal } = terminalThat(approved);
  const opened = testPayDesk({
    terminal,
    reached: async (point) => void (opened.disk.isFull = point === 'card:answer-stored'),
  });
  opened.desk.scan('100');
  await opened.cards.charge(500);
  await shows(opened, 'unknown');
  [opened.disk.isFull, told.answer] = [false, () => SILENT];
  expect(await opened.cards.treatAs('not-paid', SIGNED)).toEqual({ ok: true });
  expect(opened.followed).toMatchObject([{ state: 'reversing' }]);
  expect([opened.desk.basket.tenders, opened.pay.balance()]).toEqual([undefined, 1353]);
});

test('the total fell below what is paid: nothing more is taken until a payment is given back', async () => {
  const { told, terminal } = terminalThat(approved);
  const before = testPayDesk({ terminal });
  before.desk.scan('100');
  before.desk.scan('100');
  await before.cards.charge(2000);
  await expect.poll(() => before.pay.balance(), WAIT).toBe(706);
  await shows(before, 'ready');
  const { disk } = before;
  const [line] = disk.basket?.lines ?? [];
  if (disk.basket === undefined || line === undefined) throw new Error('a basket was expected');
  // As a promotion that came with the night would: one of the two costs nothing now.
  disk.basket = { ...disk.basket, lines: [{ ...line, qtyMilli: milli(1000) }] };
  const { pay, cards, sales, desk, view } = testPayDesk({ disk, terminal });
  told.asked.length = 0;
  expect([pay.balance(), view()]).toMatchObject([0, { total: 1353, balance: 0, cashDue: 0 }]);
  for (const answer of [
    await cards.charge(undefined),
    await pay.takePart(100),
    await pay.takeForeign({ currency: 'EUR', amount: 100 }),
    await pay.payCash(2000),
  ])
    expect(answer).toMatchObject({ ok: false, kind: 'overpaid' });
  expect([told.asked, sales]).toEqual([[], []]);
  told.answer = ({ reference }) => said({ outcome: 'reversed', reference });
  expect(await pay.takeBack(desk.basket.tenders?.[0]?.tenderId ?? '')).toEqual({ ok: true });
  await expect.poll(() => pay.balance(), WAIT).toBe(1353);
});

test('CUP13, dom-Z9: a card that pays all that is open says in which shift it was asked; a part binds nothing', async () => {
  const { terminal } = terminalThat(approved);
  const into: string[] = [];
  const opened = testPayDesk({ terminal, paidUp: (shiftId) => into.push(shiftId) });
  opened.desk.scan('100');
  await opened.cards.charge(500);
  await expect.poll(() => opened.pay.balance(), WAIT).toBe(853);
  await shows(opened, 'ready');
  expect(into).toEqual([]);
  await opened.cards.charge(undefined);
  await expect.poll(() => opened.sales, WAIT).toHaveLength(1);
  expect(into).toEqual(['s']);
});
