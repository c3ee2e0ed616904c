/** Why a declaration is put right: a closed set, so that head office can count them. */
export const ADJUST_REASONS = [
  'keyed-wrong',
  'found-later',
  'terminal-total',
  'bank-counted',
  'other',
] as const;
export type AdjustReason = (typeof ADJUST_REASONS)[number];

export function isAdjustReason(reason: string): reason is AdjustReason {
  return (ADJUST_REASONS as readonly string[]).includes(reason);
}
