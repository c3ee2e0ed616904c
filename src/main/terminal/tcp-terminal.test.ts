import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tcpTerminal } from './tcp-terminal.ts';
import { hasTerminal, readTerminalSetting } from './terminal-setting.ts';
import { startTerminalSimulator, type TerminalSimulator } from './testing/terminal-simulator.ts';

const REF = 'ref-00000001';
const question = (what: 'pay' | 'status' | 'reverse' | 'cancel', reference = REF) =>
  ({ do: what, reference, amount: 1353, currency: 'CHF' }) as const;

let sim: TerminalSimulator;
beforeEach(async () => {
  sim = await startTerminalSimulator();
});
afterEach(() => sim.close());
const terminal = (patienceMs = 2000) =>
  tcpTerminal({ host: '127.0.0.1', port: sim.port, patienceMs });

describe('a payment terminal over TCP', () => {
  test('dom-Y1 Y8: approves, declines and approves a part, each with four figures of the card', async () => {
    const approved = { outcome: 'approved', reference: REF, amount: 1353, last4: '1111' };
    expect(await terminal().ask(question('pay'))).toMatchObject({ ok: true, answer: approved });
    sim.behaviour = 'decline';
    expect(await terminal().ask(question('pay', 'ref-00000002'))).toMatchObject({
      answer: { outcome: 'declined', reason: 'No money' },
    });
    sim.behaviour = 'partial';
    expect(await terminal().ask(question('pay', 'ref-00000003'))).toMatchObject({
      answer: { outcome: 'approved', amount: 676 },
    });
  });

  test('dom-Y4: one reference is charged once, however often it is asked for', async () => {
    const first = await terminal().ask(question('pay'));
    expect(await terminal().ask(question('pay'))).toEqual(first);
    expect(sim.charged()).toBe(1353);
  });

  test('dom-Y4: one that dies or is silent is unknown, and its status tells', async () => {
    for (const [behaviour, failure, patienceMs] of [
      ['dies', 'cut-off', 2000],
      ['silent', 'silent', 150],
    ] as const) {
      sim.behaviour = behaviour;
      const reference = `ref-${behaviour}-0001`;
      expect(await terminal(patienceMs).ask(question('pay', reference))).toEqual({
        ok: false,
        failure,
      });
      expect(await terminal().ask(question('status', reference))).toMatchObject({
        answer: { outcome: 'approved' },
      });
    }
    sim.behaviour = 'dies-before';
    expect(await terminal().ask(question('pay', 'ref-00000009'))).toMatchObject({ ok: false });
    expect(await terminal().ask(question('status', 'ref-00000009'))).toMatchObject({
      answer: { outcome: 'not-found' },
    });
  });

  test('a slow one is waited for beyond its patience while it gives signs of life', async () => {
    sim.behaviour = 'slow';
    const paying = terminal(700).ask(question('pay'));
    await sim.until(() => sim.asked.length === 1);
    expect(await terminal().ask(question('status'))).toMatchObject({
      answer: { outcome: 'in-progress' },
    });
    await new Promise((resolve) => setTimeout(resolve, 900));
    sim.finish();
    expect(await paying).toMatchObject({ answer: { outcome: 'approved' } });
  });

  test('one that answers twice is heard once', async () => {
    sim.behaviour = 'answers-twice';
    expect(await terminal().ask(question('pay'))).toMatchObject({ ok: true });
    sim.behaviour = 'decline';
    expect(await terminal().ask(question('pay', 'ref-00000002'))).toMatchObject({
      answer: { outcome: 'declined' },
    });
  });

  test('dom-Y5: reverses, as often as it is told to, and cancels what no card was read for', async () => {
    await terminal().ask(question('pay'));
    for (let again = 0; again < 2; again += 1)
      expect(await terminal().ask(question('reverse'))).toMatchObject({
        answer: { outcome: 'reversed' },
      });
    expect(sim.charged()).toBe(0);
    sim.behaviour = 'slow';
    const paying = terminal().ask(question('pay', 'ref-00000002'));
    await sim.until(() => sim.asked.length === 4);
    await terminal().ask(question('cancel', 'ref-00000002'));
    expect(await paying).toMatchObject({ answer: { outcome: 'declined' } });
  });

  test('dom-Y2: a whole card number is no answer, and words of a terminal lose their figures', async () => {
    sim.behaviour = 'tells-all';
    expect(await terminal().ask(question('pay'))).toEqual({ ok: false, failure: 'garbled' });
    const talkative = createServer((socket) => {
      const reason = 'Card 4111111111111111 blocked';
      socket.on('error', () => undefined);
      socket.end(
        `${JSON.stringify({ outcome: 'declined', reference: REF, reason, pan: '4111' })}\n`,
      );
    });
    const port = await new Promise<number>((resolve) =>
      talkative.listen(0, '127.0.0.1', () =>
        resolve((talkative.address() as { port: number }).port),
      ),
    );
    const heard = await tcpTerminal({ host: '127.0.0.1', port, patienceMs: 2000 }).ask(
      question('pay'),
    );
    talkative.close();
    expect(heard).toEqual({
      ok: true,
      answer: { outcome: 'declined', reference: REF, reason: 'Card ••• blocked' },
    });
  });

  test('where nobody listens nothing was sent; rubbish and another reference are no answer', async () => {
    const gone = tcpTerminal({ host: '127.0.0.1', port: sim.port, patienceMs: 2000 });
    await sim.close();
    expect(await gone.ask(question('pay'))).toEqual({ ok: false, failure: 'unreachable' });
    for (const words of [
      'hello',
      JSON.stringify({ outcome: 'reversed', reference: 'ref-another1' }),
    ]) {
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.end(`${words}\n`);
      });
      const port = await new Promise<number>((resolve) =>
        server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
      );
      expect(
        await tcpTerminal({ host: '127.0.0.1', port, patienceMs: 2000 }).ask(question('pay')),
      ).toEqual({ ok: false, failure: 'garbled' });
      server.close();
    }
  });
});

test('the setting names a machine, or says what is wrong with it', () => {
  const read = (EVERTILL_TERMINAL: string, patience?: string) =>
    readTerminalSetting({ EVERTILL_TERMINAL, EVERTILL_TERMINAL_PATIENCE_MS: patience });
  expect(read('')).toEqual({ ok: true, terminal: undefined });
  expect(read('10.0.0.7')).toEqual({
    ok: true,
    terminal: { host: '10.0.0.7', port: 9200, patienceMs: 10_000 },
  });
  expect(read('[::1]:77', '500')).toMatchObject({
    terminal: { host: '::1', port: 77, patienceMs: 500 },
  });
  expect(read('a b')).toEqual({ ok: false, reason: 'bad-address' });
  expect(read('h', '5')).toEqual({ ok: false, reason: 'bad-patience' });
  expect(hasTerminal({ EVERTILL_TERMINAL: 'h' })).toBe(true);
  expect(hasTerminal({})).toBe(false);
});
