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
});
