import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SigningDevice } from '../../src/contracts/signing-device.ts';
import {
  startSigningSimulator,
  type SigningSimulator,
} from '../../src/main/signing/testing/signing-simulator.ts';
import { cancelledBody, plainFact } from '../../src/renderer/till-worker/selling/facts.ts';
import { SIGNING_OPEN } from '../../src/renderer/till-worker/signing/transactions.ts';
import {
  deviceAt,
  goodsOf,
  newDisk,
  sell,
  signingTill,
  toldOf,
  type SigningDisk,
  type SigningTill,
} from './testing-signing-till.ts';

const SOLD = 'Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar';
const GIVEN_UP = 'AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^';
const PUT_ASIDE = 'AVTransfer^0.00_0.00_0.00_0.00_0.00^';
const WAIT = { timeout: 15_000 };
const DAY = '2026-11-22';

let sim: SigningSimulator;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'basket-transactions-'));
  sim = await startSigningSimulator({ file: path.join(folder, 'device.json') });
});
afterEach(async () => {
  await sim.close();
  rmSync(folder, { recursive: true });
});

const opened = (disk: SigningDisk, more: Partial<Parameters<typeof signingTill>[0]> = {}) =>
  signingTill({ disk, device: deviceAt(sim.port), ...more });
const asked = (): string[] =>
  sim.asked.filter((one) => one.do !== 'state').map((one) => `${one.do} ${one.reference}`);
const signedAs = (): unknown[] => sim.memory.all().map((one) => one.process_data);
const words = (till: Pick<SigningTill, 'disk'>): unknown[] =>
  toldOf(till)
    .filter(({ kind }) => kind === 'document-signed')
    .map(({ body }) => [body.process_data, body.signed ? 'signed' : body.unsigned?.why]);
const openOn = (disk: SigningDisk): unknown => disk.kept.get(SIGNING_OPEN) ?? [];
const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('nothing is open');
  return value;
};
const referenceOn = (disk: SigningDisk): string =>
  must((openOn(disk) as { reference: string }[])[0]).reference;

const cancel = (till: SigningTill, basket: ReturnType<typeof goodsOf>) =>
  till.committer.commit(
    plainFact('basket-cancelled', DAY, cancelledBody(basket, '104', 'shift-1'), {
      clearBasket: true,
    }),
  );

describe('a transaction from the first article on', () => {
  test('TSE7: it begins with the first article and once, and the sale ends the same', async () => {
    const till = opened(newDisk());
    const basket = goodsOf('basket-1');
    till.desk.baskets.basketIs({ ...basket, lines: [] });
    till.desk.baskets.basketIs(basket);
    till.desk.baskets.basketIs(basket);
    await expect.poll(asked, WAIT).toHaveLength(1);
    const reference = referenceOn(till.disk);
    const startedMs = sim.memory.get('0417-02', reference)?.started_ms ?? Infinity;
    await sell(till, 'document-1');
    await expect.poll(() => words(till), WAIT).toEqual([[SOLD, 'signed']]);
    expect(asked()).toEqual([`start ${reference}`, `finish ${reference}`]);
    const { signed } = must(toldOf(till)[0]).body;
    expect(signed?.transaction).toBe(1);
    expect(signed?.started_ms).toBe(startedMs);
    await expect.poll(() => openOn(till.disk), WAIT).toEqual([]);
  });

  test('TSE7: a device that never answers holds no article up; its sale is signed as if nobody had asked before', async () => {
    const device = deviceAt(sim.port);
    let isAway = true;
    const ask: SigningDevice['ask'] = async (question) =>
      isAway ? { ok: false, failure: 'unreachable' } : device.ask(question);
    const till = opened(newDisk(), { device: { ask } });
    till.desk.baskets.basketIs(goodsOf('basket-1'));
    await expect.poll(() => till.desk.isDown, WAIT).toBe(true);
    isAway = false;
    await sell(till, 'document-1');
    await expect.poll(() => words(till), WAIT).toEqual([[SOLD, 'signed']]);
    expect(sim.memory.all()).toHaveLength(1);
  });

  test('TSE7: a device that is back is asked for the basket that goes on, and not for one that was sold meanwhile', async () => {
    const device = deviceAt(sim.port);
    let isAway = true;
    const ask: SigningDevice['ask'] = async (question) =>
      isAway ? { ok: false, failure: 'unreachable' } : device.ask(question);
    const till = opened(newDisk(), { device: { ask } });
    till.desk.baskets.basketIs(goodsOf('basket-1'));
    await sell(till, 'document-1');
    await expect.poll(() => words(till), WAIT).toEqual([[SOLD, 'unreachable']]);
    till.desk.baskets.basketIs({ ...goodsOf('basket-2'), startedMs: 77 });
    isAway = false;
    await till.desk.look();
    await expect.poll(() => sim.memory.all().length, WAIT).toBe(1);
    await till.desk.look();
    expect(sim.memory.all()).toHaveLength(1);
    expect(words(till)).toEqual([[SOLD, 'unreachable']]);
  });

  test('TSE7: a basket that is cancelled ends as given up, with who did it; one that is parked as put aside', async () => {
    const till = opened(newDisk());
    const first = goodsOf('basket-1');
    till.desk.baskets.basketIs(first);
    await cancel(till, first);
    await expect.poll(() => words(till), WAIT).toEqual([[GIVEN_UP, 'signed']]);
    expect(must(toldOf(till)[0]).body).toMatchObject({ cashier: '104', shift_id: 'shift-1' });
    const second = goodsOf('basket-2');
    till.desk.baskets.basketIs(second);
    const parked = {
      park_id: 'park-1',
      name: 'Anna',
      cashier: '104',
      at_ms: 5,
      total: 1190,
      items: 1,
      currency: 'EUR',
      open: { basket: second, flags: [] },
    };
    await till.committer.commit(plainFact('basket-parked', DAY, parked));
    await expect.poll(() => signedAs(), WAIT).toEqual([GIVEN_UP, PUT_ASIDE]);
    // Recalled it is a transaction of its own.
    till.desk.baskets.basketIs(second);
    await sell(till, 'document-1');
    await expect.poll(() => signedAs(), WAIT).toEqual([GIVEN_UP, PUT_ASIDE, SOLD]);
    await expect.poll(() => openOn(till.disk), WAIT).toEqual([]);
  });

  test('TSE7: a basket that steps back emptied has ended, and its next article begins anew', async () => {
    const till = opened(newDisk());
    const basket = goodsOf('basket-1');
    till.desk.baskets.basketIs(basket);
    till.desk.baskets.basketIs({ ...basket, lines: [] });
    await expect.poll(() => signedAs(), WAIT).toEqual([GIVEN_UP]);
    till.desk.baskets.basketIs(basket);
    await sell(till, 'document-1');
    await expect.poll(() => signedAs(), WAIT).toEqual([GIVEN_UP, SOLD]);
  });

  test('TSE7: killed with a basket that is gone then, the next start ends it as given up, once', async () => {
    const disk = newDisk();
    opened(disk).desk.baskets.basketIs(goodsOf('basket-1'));
    await expect.poll(() => sim.memory.all().length, WAIT).toBe(1);
    const again = opened(disk);
    await again.desk.look();
    await expect.poll(() => words(again), WAIT).toEqual([[GIVEN_UP, 'signed']]);
    await expect.poll(() => openOn(disk), WAIT).toEqual([]);
    const third = opened(disk);
    await third.desk.look();
    expect(words(third)).toHaveLength(1);
    expect(signedAs()).toEqual([GIVEN_UP]);
  });

  test('TSE7: killed before the device was asked, nothing is told of a basket that is gone', async () => {
    const disk = newDisk();
    const never: SigningDevice = { ask: () => new Promise(() => undefined) };
    opened(disk, { device: never }).desk.baskets.basketIs(goodsOf('basket-1'));
    await expect.poll(() => openOn(disk), WAIT).toHaveLength(1);
    const again = opened(disk);
    await again.desk.look();
    expect(words(again)).toEqual([]);
    expect(openOn(disk)).toEqual([]);
  });

  test('TSE7: killed with a basket that is there again, it goes on and is sold as the one it was', async () => {
    const disk = newDisk();
    const basket = goodsOf('basket-1');
    opened(disk).desk.baskets.basketIs(basket);
    await expect.poll(() => sim.memory.all().length, WAIT).toBe(1);
    const again = opened(disk, { openBasket: 'basket-1' });
    again.desk.baskets.basketIs(basket);
    await again.desk.look();
    expect(words(again)).toEqual([]);
    await sell(again, 'document-1');
    await expect.poll(() => words(again), WAIT).toEqual([[SOLD, 'signed']]);
    expect(sim.memory.all()).toHaveLength(1);
  });

  test('TSE5, TSE7: killed between sale and signature: what the device had begun is ended with the document', async () => {
    const disk = newDisk();
    const dying = opened(disk, { diesBeforeSigning: true });
    dying.desk.baskets.basketIs(goodsOf('basket-1'));
    await expect.poll(() => sim.memory.all().length, WAIT).toBe(1);
    await sell(dying, 'document-1');
    const again = opened(disk);
    await again.committer.resume([...disk.pending.values()]);
    await again.desk.look();
    await expect.poll(() => words(again), WAIT).toEqual([[SOLD, 'signed']]);
    expect(sim.memory.all()).toHaveLength(1);
  });
});

describe('cash that moves without a document', () => {
  const moved = (type: string, amount: number) => ({
    move_id: `move-${type}-1`,
    shift_id: 'shift-1',
    type,
    amount,
    currency: 'EUR',
    reason: 'other',
    cashier: '104',
    at_ms: 5,
  });
  const float = (amount: number) => ({
    shift_id: 'shift-0001',
    cashier: '104',
    float: amount,
    currency: 'EUR',
    opened_ms: 5,
  });

  test('TSE8 dom-F2: a float and cash in and out are signed as receipts without tax, and told', async () => {
    const till = opened(newDisk());
    await till.committer.commit(plainFact('shift-opened', DAY, float(15_000)));
    await till.committer.commit(plainFact('cash-moved', DAY, moved('paid-in', 500)));
    await till.committer.commit(plainFact('cash-moved', DAY, moved('bank-drop', 2000)));
    await expect.poll(() => words(till), WAIT).toHaveLength(3);
    const cash = (amount: string) => `Beleg^0.00_0.00_0.00_0.00_${amount}^${amount}:Bar`;
    expect(words(till)).toEqual(
      expect.arrayContaining([
        [cash('150.00'), 'signed'],
        [cash('5.00'), 'signed'],
        [cash('-20.00'), 'signed'],
      ]),
    );
    const ids = toldOf(till).map(({ body }) => body.doc_id);
    expect(ids.toSorted()).toEqual(['move-bank-drop-1', 'move-paid-in-1', 'shift-0001-float']);
    await expect.poll(() => openOn(till.disk), WAIT).toEqual([]);
  });

  test('TSE8: a drawer that opens empty is no business case', async () => {
    const till = opened(newDisk());
    await till.committer.commit(plainFact('shift-opened', DAY, float(0)));
    await till.committer.commit(plainFact('cash-moved', DAY, moved('paid-in', 500)));
    await expect.poll(() => words(till), WAIT).toHaveLength(1);
    expect(sim.memory.all()).toHaveLength(1);
  });

  test('TSE8: killed behind its op and before the device was asked, it says that it was interrupted', async () => {
    const disk = newDisk();
    const never: SigningDevice = { ask: () => new Promise(() => undefined) };
    const dying = opened(disk, { device: never });
    await dying.committer.commit(plainFact('cash-moved', DAY, moved('drop', 500)));
    await expect.poll(() => openOn(disk), WAIT).toHaveLength(1);
    const again = opened(disk);
    await again.desk.look();
    await expect
      .poll(() => words(again), WAIT)
      .toEqual([['Beleg^0.00_0.00_0.00_0.00_-5.00^-5.00:Bar', 'interrupted']]);
    await expect.poll(() => openOn(disk), WAIT).toEqual([]);
  });
});
