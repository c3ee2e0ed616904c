import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SigningDevice, SigningHeard } from '../../src/contracts/signing-device.ts';
import {
  startSigningSimulator,
  type SigningSimulator,
} from '../../src/main/signing/testing/signing-simulator.ts';
import { tcpSigningDevice } from '../../src/main/signing/tcp-signing-device.ts';
import { followDevice } from '../../src/renderer/till-worker/signing/open-signing.ts';
import {
  deviceAt,
  newDisk,
  sell,
  signingTill,
  toldOf,
  type SigningTill,
} from './testing-signing-till.ts';

let sim: SigningSimulator;
beforeEach(async () => {
  sim = await startSigningSimulator();
});
afterEach(async () => {
  vi.useRealTimers();
  await sim.close();
});

const WAIT = { timeout: 15_000 };
const name = (i: number): string => `document-${1000 + i}`;
/** More than the till remembers. */
const MANY = 205;

/** What was told of one document, in order. */
const wordsOf = (till: SigningTill, id: string): string[] =>
  toldOf(till)
    .filter(({ body }) => body.doc_id === id)
    .map(({ body }) => {
      const how = body.signed === undefined ? String(body.unsigned?.why) : 'signed';
      return body.is_late === true ? `late ${how}` : how;
    });
const unsignedTold = (till: SigningTill): unknown[] =>
  toldOf(till)
    .filter(({ kind }) => kind === 'signing-outage')
    .map(({ body }) => (body as unknown as { unsigned: number }).unsigned);

describe('an outage of hundreds of receipts', () => {
  test('TSE5: without a device each is told once, however often somebody looks', async () => {
    const device: SigningDevice = { ask: async () => ({ ok: false, failure: 'no-device' }) };
    const till = signingTill({ disk: newDisk(), device });
    for (let i = 0; i < MANY; i++) await sell(till, name(i));
    await till.desk.look();
    await till.desk.look();
    await sell(till, 'document-last');
    await expect.poll(() => wordsOf(till, 'document-last'), WAIT).toEqual(['no-device']);
    expect(wordsOf(till, name(0))).toEqual(['no-device']);
    // The beginning of the outage, and a word of each.
    expect(toldOf(till)).toHaveLength(1 + MANY + 1);
  }, 60_000);

  test('TSE5: behind it each keeps its reason, and what the device had signed is late', async () => {
    const real = deviceAt(sim.port);
    let state: 'loses-answer' | 'away' | 'back' = 'loses-answer';
    const device: SigningDevice = {
      ask: async (question): Promise<SigningHeard> => {
        if (state === 'away') return { ok: false, failure: 'unreachable' };
        const heard = await real.ask(question);
        if (state === 'back' || question.do !== 'finish') return heard;
        state = 'away';
        return { ok: false, failure: 'silent' };
      },
    };
    const till = signingTill({ disk: newDisk(), device });
    await sell(till, name(0));
    await expect.poll(() => wordsOf(till, name(0)), WAIT).toEqual(['silent']);
    for (let i = 1; i < MANY; i++) await sell(till, name(i));
    await expect.poll(() => wordsOf(till, name(MANY - 1)), WAIT).toEqual(['unreachable']);
    await till.desk.look();
    state = 'back';
    await till.desk.look();
    await expect.poll(() => wordsOf(till, name(0)), WAIT).toEqual(['silent', 'late signed']);
    for (let i = 1; i < MANY; i++) expect(wordsOf(till, name(i))).toEqual(['unreachable']);
    expect(unsignedTold(till)).toEqual([0, MANY]);
    expect(till.desk.isOwed).toBe(false);
  }, 60_000);
});

describe('an answer that never comes', () => {
  test('TSE5: what the device signed and said nothing of is asked for when the silence is over', async () => {
    const device = tcpSigningDevice({ host: '127.0.0.1', port: sim.port, patienceMs: 4000 });
    const till = signingTill({ disk: newDisk(), device });
    sim.behaviour = 'silent';
    await sell(till, 'document-1');
    await expect.poll(() => wordsOf(till, 'document-1'), WAIT).toEqual(['silent']);
    sim.behaviour = 'sign';
    // It is back, and this document is still under way: it is passed by.
    await till.desk.look();
    expect(till.desk.isDown).toBe(false);
    expect(wordsOf(till, 'document-1')).toEqual(['silent']);
    await expect.poll(() => wordsOf(till, 'document-1'), WAIT).toEqual(['silent', 'late signed']);
    expect(till.disk.docs.get('document-1')?.seal?.signed).toBeDefined();
  }, 30_000);

  test('TSE5: a document that was not heard of is asked for every five seconds, also where the device works', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const real = deviceAt(sim.port);
    let isSilent = true;
    const device: SigningDevice = {
      ask: async (question): Promise<SigningHeard> => {
        const heard = await real.ask(question);
        return isSilent && question.do !== 'state' ? { ok: false, failure: 'silent' } : heard;
      },
    };
    const till = signingTill({ disk: newDisk(), device });
    await sell(till, 'document-1');
    await vi.waitFor(() => expect(wordsOf(till, 'document-1')).toEqual(['silent']));
    followDevice(till.desk);
    await vi.waitFor(() => expect(till.desk.isDown).toBe(false));
    await vi.waitFor(() => expect(sim.asked.at(-1)?.do).toBe('status'));
    isSilent = false;
    expect(wordsOf(till, 'document-1')).toEqual(['silent']);
    vi.advanceTimersByTime(5000);
    await vi.waitFor(() => expect(wordsOf(till, 'document-1')).toEqual(['silent', 'late signed']));
    expect(till.desk.isOwed).toBe(false);
  });
});

describe('a device that answers rubbish', () => {
  test('TSE10: is asked with a pause that doubles, up to five minutes; one good answer ends that', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let asked = 0;
    let isGood = false;
    const device: SigningDevice = {
      ask: async ({ reference }): Promise<SigningHeard> => {
        asked += 1;
        return isGood
          ? { ok: true, answer: { outcome: 'ready', reference } }
          : { ok: false, failure: 'garbled' };
      },
    };
    const till = signingTill({ disk: newDisk(), device });
    followDevice(till.desk);
    await vi.waitFor(() => expect(till.desk.pause).toBe(2));
    const looksAt: number[] = [];
    for (let tick = 1; tick <= 150; tick++) {
      const before = asked;
      vi.advanceTimersByTime(5000);
      for (let i = 0; i < 20; i++) await Promise.resolve();
      if (asked > before) looksAt.push(tick);
    }
    expect(looksAt).toEqual([2, 6, 14, 30, 62, 126]);
    isGood = true;
    vi.advanceTimersByTime(64 * 5000);
    await vi.waitFor(() => expect(till.desk.isDown).toBe(false));
    expect(till.desk.pause).toBe(1);
    // One outage, however long it lasted.
    await vi.waitFor(() => expect(unsignedTold(till)).toEqual([0, 0]));
  });
});
