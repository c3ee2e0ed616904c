import { beforeEach, describe, expect, it } from 'vitest';
import { TestStore, type TestParkTill } from './testing-store.ts';

let world: TestStore;
let two: TestParkTill;
beforeEach(() => {
  world = new TestStore(['01', '02']);
  two = world.tills[1]!;
});

describe('what another till or a site tells that cannot be', () => {
  const told = (seq: number, kind: string, body: object): void => {
    const op = { v: 1, seq, kind, business_date: '2026-11-22', at_ms: 1, body };
    const raw = new TextEncoder().encode(JSON.stringify(op));
    for (const site of world.sites) site.store('01', raw);
  };
  const basketOf = (parkId: string, more: object) => ({
    park_id: parkId,
    name: parkId,
    cashier: '1',
    at_ms: 1,
    total: 1,
    items: 1,
    currency: 'EUR',
    open: {},
    ...more,
  });

  it('PARK7: a time or a sum beyond all reason is not listed, and the rest is', async () => {
    told(1, 'basket-parked', basketOf('late', { at_ms: 2 ** 53 - 1 }));
    told(2, 'basket-parked', basketOf('dear', { total: 2 ** 53 - 1 }));
    told(3, 'basket-parked', basketOf('many', { items: -1e300 }));
    told(4, 'basket-parked', basketOf('honest', {}));
    expect(await two.store.list()).toMatchObject({ ok: true, sales: [{ parkId: 'honest' }] });
  });

  it('PARK8: what nobody asked for is not written into this till’s stream', async () => {
    for (let at = 0; at < 50; at += 1) {
      const basket = basketOf(`p${at}`, {});
      told(2 * at + 1, 'basket-parked', basket);
      const hand = { park_id: `p${at}`, to: '02', hand_id: `h${at}`, basket };
      told(2 * at + 2, 'basket-handed-over', hand);
    }
    // Asked for too late, and under another id.
    await two.store.take({ till: '01', parkId: 'p7' });
    expect(await two.store.list()).toMatchObject({ ok: true });
    expect([two.parkIds, [...two.disk.ops.values()].flat()]).toEqual([[], []]);
  });

  it('PARK8: a hand-over that is no basket, or too large to be told, is told once and stops no other', async () => {
    const ids = ['big', 'late', 'good'];
    for (const [at, parkId] of ids.entries()) {
      told(at + 1, 'basket-parked', basketOf(parkId, {}));
      await two.asks(world.sites[0], '01', parkId);
    }
    const more = [
      { open: 'y'.repeat(262_144 - 100) },
      { at_ms: 2 ** 53 - 1 },
      { open: { basket: 'good' } },
    ];
    const hands = two.disk.kept.get('parked-asked') as { handId: string }[];
    for (const [at, parkId] of ids.entries()) {
      const basket = basketOf(parkId, more[at]!);
      told(at + 4, 'basket-handed-over', {
        park_id: parkId,
        to: '02',
        hand_id: hands[at]!.handId,
        basket,
      });
    }
    // Neither does it end the wait for another.
    expect(await two.store.take({ till: '01', parkId: 'good' })).toEqual({ ok: true });
    expect([two.parkIds, two.disk.basket]).toEqual([[], { basket: 'good' }]);
    await two.store.list();
    expect(two.given.toSorted()).toEqual(['big refused from 01', 'late refused from 01']);
  });
});
