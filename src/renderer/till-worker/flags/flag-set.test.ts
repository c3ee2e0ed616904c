import { describe, expect, test } from 'vitest';
import type { HeldRow } from '../../../sync/adapters/till-db.ts';
import { admits, rankAt } from '../../../domain/release/rank-stores.ts';
import { pilotFlag } from '../../../domain/release/pilot-rule.ts';
import { FlagSet } from './flag-set.ts';

const KEY = 'sell-quick-cash';
const off = {
  state: 'DISABLED',
  variants: { on: true, off: false },
  defaultVariant: 'off',
} as const;
const row = (ds: string, k: string, v: unknown, hlc = 1): HeldRow => ({
  ds,
  k,
  v: v === null ? null : JSON.stringify(v),
  hlc,
  o: 'A',
  sig: 'checked',
});
const flag = (percent: number) => row('flag', KEY, pilotFlag(off, 'r1', 'on', percent));
const rank = (at: unknown, k = '0417/r1') => row('rank', k, { rank: at });
const open = () => FlagSet.open({ storeId: '0417', tillId: 'eu-0417-01' });
const value = (set: FlagSet) => set.evaluate()[0]?.value;

describe('flags of a pilot on the till (REL12)', () => {
  test('REL12 the store’s rank decides, with the very numbers that head office counts with', async () => {
    const set = await open();
    for (const n of [1, 7, 40, 50])
      for (const percent of [1, 10, 25, 50, 100])
        for (let i = 0; i < n; i += 1) {
          set.load([flag(percent), rank(rankAt(i, n))]);
          expect(value(set)).toBe(admits(rankAt(i, n), percent));
        }
  });
  test('REL12 a store without a rank, with null or a text for one, or with another store’s is not admitted', async () => {
    const set = await open();
    const nobody = [
      [],
      [rank(null)],
      [rank('0')],
      [rank(0.01, '0418/r1')],
      [rank(0.01, '0417/r2')],
    ];
    for (const rows of nobody) {
      set.load([flag(100), ...rows]);
      expect(value(set)).toBe(false);
    }
    set.load([flag(100), rank(0.01)]);
    expect(value(set)).toBe(true);
  });
  test('REL12 a kill switch and a roll-back are off at once; the stamp names the row', async () => {
    const set = await open();
    set.load([flag(100), rank(0.01)]);
    expect(set.evaluate()).toEqual([{ key: KEY, variant: 'on', value: true, hlc: 1, origin: 'A' }]);
    set.load([row('flag', KEY, off, 2), rank(0.01)]);
    expect(value(set)).toBe(false);
    set.load([row('flag', KEY, null, 3), rank(0.01)]);
    expect(value(set)).toBe(false);
  });
  test('REL14 nothing runs out on the till: rows of years ago, and what calls itself expired, say what they said', async () => {
    const long = Date.UTC(2001, 0, 1);
    const expired = {
      ...pilotFlag(off, 'r1', 'on', 100),
      metadata: { expires_ms: long, expires: '2001-01-01', valid_until: long },
    };
    // Opened anew each time, as after a restart with the line down.
    for (const hlc of [1, long, Date.now()]) {
      const set = await open();
      set.load([row('flag', KEY, expired, hlc), rank(0.01)]);
      expect(set.evaluate()).toEqual([{ key: KEY, variant: 'on', value: true, hlc, origin: 'A' }]);
    }
  });
  test('REL12 a flag of the wrong type is the code’s default', async () => {
    const set = await open();
    const texts = { state: 'ENABLED', variants: { on: 'yes', off: 'no' }, defaultVariant: 'on' };
    set.load([row('flag', KEY, texts)]);
    expect(value(set)).toBe(false);
  });
  test('REL12 a row that is no definition takes no other with it', async () => {
    const set = await open();
    const broken = { ...row('flag', 'other', {}), v: '{"state":"ENA' };
    set.load([flag(100), rank(0.01), broken, row('flag', 'third', 'text')]);
    expect(value(set)).toBe(true);
  });
  test('REL12 100 flags are evaluated in well under a millisecond each', async () => {
    const set = await open();
    const many = Array.from({ length: 99 }, (_, i) =>
      row('flag', `f${i}`, pilotFlag(off, 'r1', 'on', 50)),
    );
    set.load([flag(50), rank(0.2), ...many]);
    const began = performance.now();
    for (let i = 0; i < 100; i += 1) expect(value(set)).toBe(true);
    expect(performance.now() - began).toBeLessThan(100);
  });
});
