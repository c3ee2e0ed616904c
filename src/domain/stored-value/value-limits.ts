import { minor, NOTHING, type Minor } from '../money.ts';

/**
 * How much of a card may be taken while head office cannot be asked: nothing where the store names no
 * cap, else what is left of it after what this till took of the card that way already (dom-G1).
 */
export function offlineRoom(cap: number | undefined, takenOffline: number): Minor {
  return minor(Math.max(0, (cap ?? 0) - Math.max(0, takenOffline)));
}

/** What a basket is of, as far as cards care: lines that load one, and everything. */
export type PayableParts = {
  readonly open: Minor;
  readonly total: Minor;
  /** What its lines put on cards. */
  readonly loads: Minor;
  /** What cards paid of it so far. */
  readonly byValue: Minor;
};

/** The most that a card may pay: what is open, but never for value that is put on a card (GIFT6). */
export function mostByValue({ open, total, loads, byValue }: PayableParts): Minor {
  return minor(Math.max(NOTHING, Math.min(open, total - loads - byValue)));
}
