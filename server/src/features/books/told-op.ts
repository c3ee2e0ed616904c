import type { Op } from '../../../../src/contracts/op.ts';

/** Where an op stands: `0417`, `02`, base64url of its stream. */
type Place = { store: string; till: string; stream: string };

/** One op of a store's day as its books show it, with the till that told it and its id, base64url. */
export type ToldOp = Place & { opId: string; op: Op };

/** An op of the day whose content stands in no book, and why. */
export type LeftOutOp = Place & { seq: number; why: string };

/** How a store's day is written: the zone of its clock. */
export type StoreClock = { timeZone: string };
