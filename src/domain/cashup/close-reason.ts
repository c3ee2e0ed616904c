/** Why a count is off, as far as anybody knows: a closed set. */
export const CLOSE_REASONS = [
  'wrong-change',
  'not-recorded',
  'terminal-differs',
  'float-was-wrong',
  'not-known',
  'counted-wrong',
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];
