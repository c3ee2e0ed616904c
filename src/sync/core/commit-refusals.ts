/* Why nothing was committed, and what is done next. */

export const OTHER_WRITER = {
  ok: false,
  kind: 'other-writer',
  next: 'Another window of this till sold. Restart the till.',
} as const;
export const GONE = {
  ok: false,
  kind: 'gone',
  next: 'This sale is not parked any more.',
} as const;
export const IN_TRAINING = {
  ok: false,
  kind: 'in-training',
  next: 'Nothing was done: this is not practised. End training first (More, F5).',
} as const;
export const STORE_FAILED = {
  ok: false,
  kind: 'store-failed',
  next: 'The sale was not stored. Free disk space, then try again.',
} as const;
