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
  type SigningTill,
} from './testing-signing-till.ts';

const SOLD = 'Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar';
const WAIT = { timeout: 15_000 };
const DAY = '2026-11-22';
const MOVED = {
  move_id: 'move-0001',
  shift_id: 'shift-1',
  type: 'paid-in',
  amount: 500,
  currency: 'EUR',
  reason: 'other',
  cashier: '104',
  at_ms: 5,
};

let sim: SigningSimulator;
beforeEach(async () => {
  sim = await startSigningSimulator();
});
afterEach(() => sim.close());

const signedAs = (): unknown[] => sim.memory.all().map((one) => one.process_data);
const words = (till: Pick<SigningTill, 'disk'>): unknown[] =>
  toldOf(till)
    .filter(({ kind }) => kind === 'document-signed')
    .map(({ body }) => [
      body.process_data.split('^')[0],
      body.signed === undefined ? body.unsigned?.why : 'signed',
      ...(body.is_late === true ? ['late'] : []),
    ]);

/** The device, which nobody reaches while `isAway`. */
function leaving(): SigningDevice & { isAway: boolean } {
  const real = deviceAt(sim.port);
  const device: SigningDevice & { isAway: boolean } = {
    isAway: false,
    ask: async (question) =>
      device.isAway ? { ok: false, failure: 'unreachable' } : real.ask(question),
  };
  return device;
}

const cancel = (till: SigningTill, id: string) =>
  till.committer.commit(
    plainFact('basket-cancelled', DAY, cancelledBody(goodsOf(id), '104', 'shift-1'), {
      clearBasket: true,
    }),
  );

describe('what a restart finds of transactions', () => {
  test('TSE7: a sold basket is never ended as given up, though its document is not read any more', async () => {
    const disk = newDisk();
    const device = leaving();
    const till = signingTill({ disk, device });
    till.desk.baskets.basketIs(goodsOf('basket-1'));
    await expect.poll(signedAs, WAIT).toHaveLength(1);
    device.isAway = true;
    await sell(till, 'document-1');
    await expect.poll(() => words(till), WAIT).toEqual([['Beleg', 'unreachable']]);
    const later = { ...disk, docs: new Map(), trainingDocs: new Map() };
    device.isAway = false;
    await signingTill({ disk: later, device }).desk.look();
    expect(signedAs()).toEqual([undefined]);
    expect(words({ disk })).toHaveLength(1);
  });

  for (const begins of [true, false])
    test(`TSE5: a word that could not be written is found at the next start, with the signature it had${begins ? '; begun with the first article too' : ''}`, async () => {
      const disk = newDisk();
      const device = deviceAt(sim.port);
      const till = signingTill({ disk, device, loses: 'document-signed' });
      if (begins) till.desk.baskets.basketIs(goodsOf('basket-1'));
      await sell(till, 'document-1');
      await expect.poll(signedAs, WAIT).toEqual([SOLD]);
      await expect.poll(() => till.desk.sealOf('document-1')?.signed, WAIT).toBeDefined();
      const again = signingTill({ disk, device });
      await again.desk.look();
      await expect.poll(() => words(again), WAIT).toEqual([['Beleg', 'signed']]);
      await expect.poll(() => disk.kept.get(SIGNING_OPEN) ?? [], WAIT).toEqual([]);
    });

  test('TSE5, TSE8: a cancelled basket and cash of an outage are told once, however often the till starts', async () => {
    const disk = newDisk();
    const device = leaving();
    device.isAway = true;
    const till = signingTill({ disk, device });
    till.desk.baskets.basketIs(goodsOf('basket-1'));
    await cancel(till, 'basket-1');
    await till.committer.commit(plainFact('cash-moved', DAY, MOVED));
    await expect.poll(() => words(till), WAIT).toHaveLength(2);
    const first = words(till);
    for (let i = 0; i < 3; i++) await signingTill({ disk, device }).desk.look();
    device.isAway = false;
    const back = signingTill({ disk, device });
    await back.desk.look();
    await expect.poll(() => disk.kept.get(SIGNING_OPEN), WAIT).toEqual([]);
    expect(words(back)).toEqual(first);
  });

  test('TSE5, TSE7: begun, cancelled in an outage and restarted: its signature is a late one', async () => {
    const disk = newDisk();
    const device = leaving();
    const till = signingTill({ disk, device });
    till.desk.baskets.basketIs(goodsOf('basket-1'));
    await expect.poll(signedAs, WAIT).toHaveLength(1);
    device.isAway = true;
    await cancel(till, 'basket-1');
    await expect.poll(() => words(till), WAIT).toHaveLength(1);
    device.isAway = false;
    const again = signingTill({ disk, device });
    await again.desk.look();
    await expect
      .poll(() => words(again), WAIT)
      .toEqual([
        ['AVBelegabbruch', 'unreachable'],
        ['AVBelegabbruch', 'signed', 'late'],
      ]);
  });
});
