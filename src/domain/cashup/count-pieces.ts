import type { Currency } from '../currency.ts';
import { fitsMinor, minor, type Minor } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import { denominationsOf } from './denominations.ts';
import type { CountedPiece } from './shift-fact.ts';

/** Why coins and notes are no count; `value` is the piece meant. */
export type CountProblem = {
  readonly kind: 'unknown-denomination' | 'bad-piece-count' | 'counted-too-much';
  readonly value: number;
};

/** Worth of what was counted, piece by piece (vec-cashup-U5, U8). */
export function countPieces(
  currency: Currency,
  pieces: readonly CountedPiece[],
): Result<Minor, CountProblem> {
  const known = denominationsOf(currency);
  let sum = 0n;
  for (const { value, count } of pieces) {
    if (!known.includes(value)) return err({ kind: 'unknown-denomination', value });
    if (!Number.isSafeInteger(count) || count < 0) return err({ kind: 'bad-piece-count', value });
    sum += BigInt(value) * BigInt(count);
    if (!fitsMinor(sum)) return err({ kind: 'counted-too-much', value });
  }
  return ok(minor(sum));
}
