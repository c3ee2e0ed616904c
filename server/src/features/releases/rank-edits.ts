import type { ReleaseState } from '../../../../src/domain/release/compose-release.ts';
import { lateRank, rankAt } from '../../../../src/domain/release/rank-stores.ts';
import { isInAudience, type AudienceStore } from '../../../../src/domain/release/release.ts';
import type { Edit } from '../changes/append-changes.ts';
import { murmurHash } from './murmur-hash.ts';

/** A store's place in a release; late ones joined after the start and are counted apart (REL2). */
export type StoreRank = { store: string; rank: number; isLate: boolean };

/** Ranks of every store that is of a release now: the starting audience's, then of those that joined. */
export function ranksIn(state: ReleaseState, stores: readonly AudienceStore[]): StoreRank[] {
  const order = state.started?.t.stores ?? [];
  const known = new Set(order);
  const { audience, salt } = state.release;
  const first = order.map((store, i) => ({ store, rank: rankAt(i, order.length), isLate: false }));
  const late = stores
    .filter((one) => !known.has(one.store) && isInAudience(audience, one))
    .map(({ store }) => ({ store, rank: lateRank(store, salt, murmurHash), isLate: true }));
  return state.started === undefined ? [] : [...first, ...late];
}

/** Rows that are missing or say something else; `held`: winning ranks by key. */
export function rankEdits(
  release: string,
  ranks: readonly StoreRank[],
  held: ReadonlyMap<string, string>,
): Edit[] {
  return ranks.flatMap(({ store, rank }): Edit[] => {
    const k = `${store}/${release}`;
    const v = JSON.stringify({ rank });
    return held.get(k) === v ? [] : [{ ds: 'rank', k, op: 'put', v }];
  });
}
