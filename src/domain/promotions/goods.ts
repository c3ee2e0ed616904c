import type { PoolNumber } from './pool-index.ts';

/**
 * The units of a basket as one priority sees them. All arrays are by line position: units of one line
 * have one price and one set of promotions, so nothing needs to tell them apart.
 */
export type Goods = {
  readonly price: readonly number[];
  /** Units that no higher priority took. A weighed line is one unit. */
  readonly left: readonly number[];
  readonly weighed: readonly boolean[];
  /** What a unit loses by itself, when no deal takes it; a deal must beat that. */
  readonly alone: readonly number[];
  /** 1 where a lower priority waits for the unit: of equal savings, the one that leaves it counts. */
  readonly awaited: readonly (0 | 1)[];
  /** Gains are minor units times this, so that `awaited` decides between equals only. */
  readonly scale: number;
  readonly linesOf: (pool: PoolNumber) => readonly number[];
};

/** What a deal gains by giving a unit of the line `value` off, in scaled minor units. */
export function gainOn(goods: Goods, line: number, value: number): number {
  const alone = goods.alone[line] ?? 0;
  // A unit that loses something by itself is gone for lower priorities either way.
  const awaited = alone === 0 ? (goods.awaited[line] ?? 0) : 0;
  return (value - alone) * goods.scale - awaited;
}

/** The lines of a pool that a deal of several units may take from. */
export function dealLines(goods: Goods, pool: PoolNumber): number[] {
  return goods
    .linesOf(pool)
    .filter((line) => goods.weighed[line] !== true && (goods.left[line] ?? 0) > 0);
}

export function unitsOn(goods: Pick<Goods, 'left'>, lines: readonly number[]): number {
  return lines.reduce((sum, line) => sum + (goods.left[line] ?? 0), 0);
}
