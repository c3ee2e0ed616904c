import { assert } from '../assert.ts';
import { STORE_ID } from './release.ts';

/** 32-bit MurmurHash3 (x86, seed 0) of ASCII text; ports hash other text differently. */
export type Hash32 = (ascii: string) => number;

const ALL_HASHES = 2 ** 32;

function hashOf(salt: string, store: string, hash: Hash32): number {
  assert(STORE_ID.test(store), `store id ${store} is plain ASCII`);
  return hash(salt + store);
}

/** The starting audience in the order in which it is admitted: once per release, by its salt (REL1). */
export function orderStores(stores: readonly string[], salt: string, hash: Hash32): string[] {
  return [...new Set(stores)]
    .map((store) => ({ store, at: hashOf(salt, store, hash) }))
    .sort((a, b) => a.at - b.at || (a.store < b.store ? -1 : 1))
    .map(({ store }) => store);
}

/** Rank of the store at `place` (from 0) of `count`, inside 0 and 1 and never on them. */
export function rankAt(place: number, count: number): number {
  return (place + 0.5) / count;
}

/** Rank of a store that joined after the start: by its hash alone, since the order is taken. */
export function lateRank(store: string, salt: string, hash: Hash32): number {
  return (hashOf(salt, store, hash) + 0.5) / ALL_HASHES;
}

/** The test that the published rule makes on the till, too; same numbers, same answer. */
export function admits(rank: number, percent: number): boolean {
  return rank < percent / 100;
}

/** How many of `count` stores a stage admits: ceil(n·p − ½), in whole numbers. */
export function admittedCount(count: number, percent: number): number {
  return Math.max(0, Math.ceil((2 * count * percent - 100) / 200));
}
