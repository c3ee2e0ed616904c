import type { PromotionPool } from './promotion.ts';

/** A pool by its place in the index. */
export type PoolNumber = number;

/** What decides whether goods belong to a pool. */
export type PoolMember = { readonly sku: string; readonly tags: readonly string[] };

/**
 * Finds the pools of an article without asking each pool: a basket of 60 lines meets few of the
 * pools of 200 promotions.
 */
export class PoolIndex {
  readonly #bySku = new Map<string, PoolNumber[]>();
  readonly #byTag = new Map<string, PoolNumber[]>();
  readonly #all: PoolNumber[] = [];
  readonly #excluded: ReadonlySet<string>[] = [];

  get size(): number {
    return this.#excluded.length;
  }

  add(pool: PromotionPool): PoolNumber {
    const number = this.#excluded.length;
    this.#excluded.push(new Set(pool.excludeSkus));
    if (pool.all === true) this.#all.push(number);
    for (const sku of pool.skus ?? []) push(this.#bySku, sku, number);
    for (const tag of pool.tags ?? []) push(this.#byTag, tag, number);
    return number;
  }

  /** The pools that match (vec-promo-P3), each once. */
  poolsOf({ sku, tags }: PoolMember): ReadonlySet<PoolNumber> {
    const found = new Set([...this.#all, ...(this.#bySku.get(sku) ?? [])]);
    for (const tag of tags) for (const pool of this.#byTag.get(tag) ?? []) found.add(pool);
    for (const pool of found) if (this.#excluded[pool]?.has(sku) === true) found.delete(pool);
    return found;
  }
}

function push(index: Map<string, PoolNumber[]>, key: string, pool: PoolNumber): void {
  const pools = index.get(key);
  if (pools === undefined) index.set(key, [pool]);
  else pools.push(pool);
}
