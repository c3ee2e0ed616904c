import { assert } from './assert.ts';

/**
 * Splits a total by weights without losing a unit: largest remainder, ties to the earlier position
 * (vec-C3). Total and weights are non-negative; with no weight at all every part is 0.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  assert(total >= 0n, 'an allocated total is not negative');
  assert(
    weights.every((weight) => weight >= 0n),
    'allocation weights are not negative',
  );
  const sum = weights.reduce((left, right) => left + right, 0n);
  if (sum === 0n) return weights.map(() => 0n);
  const floors = weights.map((weight) => (total * weight) / sum);
  const missing = Number(total - floors.reduce((left, right) => left + right, 0n));
  const luckyPositions = new Set(
    weights
      .map((weight, position) => ({ position, rest: (total * weight) % sum }))
      .sort((a, b) => (a.rest === b.rest ? a.position - b.position : a.rest > b.rest ? -1 : 1))
      .slice(0, missing)
      .map((share) => share.position),
  );
  return floors.map((floor, position) => (luckyPositions.has(position) ? floor + 1n : floor));
}
