import { describe, expect, test } from 'vitest';
import type { ChainRow } from '../../../../src/domain/oplog/advance-heads.ts';
import { GENESIS } from '../../../../src/domain/oplog/op-id.ts';
import { nextHeads } from './next-heads.ts';

const row = (seq: number, prev: string, link: string): ChainRow => ({ seq, prev, link });
const main = [row(1, GENESIS, 'a1'), row(2, 'a1', 'a2'), row(3, 'a2', 'a3')];
const loader = (held: readonly ChainRow[]) => async (from: number) =>
  held.filter((r) => r.seq >= from);
const noLoad = async (): Promise<ChainRow[]> => {
  throw new Error('must not read the log');
};
const at3 = { heads: [{ seq: 3, opId: 'a3' }], forked: false, receivedMax: 3 };
const none = { heads: [], forked: false, receivedMax: 0 };

describe('heads after new rows (D3)', () => {
  test('D3 a first batch and its follower advance without reading the log', async () => {
    expect(await nextHeads(none, main, noLoad)).toEqual({ heads: at3.heads, forked: false });
    expect(await nextHeads(at3, [row(4, 'a3', 'a4')], noLoad)).toEqual({
      heads: [{ seq: 4, opId: 'a4' }],
      forked: false,
    });
  });
  test('D3 rows above a hole move nothing; the hole filled, the walk takes them too', async () => {
    const above = [row(5, 'a4', 'a5')];
    expect((await nextHeads(at3, above, noLoad)).heads).toEqual(at3.heads);
    const held = [...main, ...above, row(4, 'a3', 'a4')];
    const state = { ...at3, receivedMax: 5 };
    expect(await nextHeads(state, [row(4, 'a3', 'a4')], loader(held))).toEqual({
      heads: [{ seq: 5, opId: 'a5' }],
      forked: false,
    });
  });
  test('D3 rows that both logs hold are no fork', async () => {
    expect(await nextHeads(at3, main.slice(1), loader([...main, ...main]))).toEqual({
      heads: at3.heads,
      forked: false,
    });
  });
  test('D9 a branch below the tip gives a head of its own', async () => {
    const branch = [row(2, 'a1', 'b2')];
    expect(await nextHeads(at3, branch, loader([...main, ...branch]))).toEqual({
      heads: [
        { seq: 3, opId: 'a3' },
        { seq: 2, opId: 'b2' },
      ],
      forked: true,
    });
  });
  test('D9 a branch at the tip whose base differs is marked forked and not followed', async () => {
    const alien = [row(4, 'x3', 'x4')];
    expect(await nextHeads(at3, alien, loader([...main, ...alien]))).toEqual({
      heads: at3.heads,
      forked: true,
    });
  });
});
