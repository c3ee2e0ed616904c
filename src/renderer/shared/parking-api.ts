/** A sale that waits on this till for its customer to come back. Money in minor units. */
export type ParkedSale = {
  parkId: string;
  /** What the cashier called it; empty where nothing was said. */
  name: string;
  atMs: number;
  total: number;
  items: number;
  cashier: string;
  /** Number of the till that handed it to this one. */
  from?: string;
};

/** A sale that waits on another till of the store. */
export type StoreParkedSale = ParkedSale & { till: string };

/** Longest name of a parked sale, characters. */
export const LONGEST_PARK_NAME = 40;
