import type { Op } from '../../../../src/contracts/op.ts';

/** One op of a store's day as its books show it, with the till that told it. */
export type ToldOp = {
  /** `0417` and `02`. */
  store: string;
  till: string;
  /** base64url; with `op.seq` where the op stands in the log. */
  stream: string;
  op: Op;
};

/** How a store's day is written: the zone of its clock. */
export type StoreClock = { timeZone: string };
