import type { TenderCount } from '../cashup/count-tenders.ts';
import { storeSums, type StoreSums } from '../cashup/store-sums.ts';

/** Whether all that a Z counts is at head office, by its word. */
export type ProofState = 'whole' | 'waiting' | 'missing' | 'differs' | 'archived';

/** What was put right of a declaration, beside its Z (dom-Z12). */
export type DayAdjustment = {
  readonly adjustId: string;
  readonly tender: string;
  readonly before: number;
  readonly after: number;
  readonly reason: string;
  readonly cashier: string;
  readonly approver: string;
  readonly atMs: number;
};

/** A Z as a store's day shows it. Amounts in minor units of its currency. */
export type DayZ = {
  readonly zId: string;
  /** As it is printed. */
  readonly number: string;
  readonly currency: string;
  readonly net: number;
  readonly deposit: number;
  readonly bag?: string;
  readonly closedMs: number;
  readonly closedBy: string;
  readonly approver?: string;
  readonly reason?: string;
  readonly tenders: Readonly<Record<string, TenderCount>>;
  /** A count of it, the last or an earlier one, was so far off that somebody signs for it. */
  readonly isFarOff: boolean;
  /** Oldest first; the Z's own figures are never changed by them. */
  readonly adjustments: readonly DayAdjustment[];
  /** Undefined: head office said nothing of it. */
  readonly proof?: ProofState;
};

/** One shift, by one word or several. A state only ever goes on from open to closed. */
export type DayShift = {
  readonly shiftId: string;
  readonly state: 'open' | 'counted' | 'closed';
  readonly openedMs: number;
  readonly openedBy: string;
  /** Who suspended it, where nobody took it over since (dom-Z9). */
  readonly suspendedBy?: string;
  readonly zs: readonly DayZ[];
  /** Ops of it that came after its Z, and are counted in no Z (dom-Z11). */
  readonly late: number;
};

export type HeardFrom = 'own' | 'lan' | 'head-office';

/** What one source says of one till's day. */
export type TillWord = {
  readonly till: string;
  readonly from: HeardFrom;
  readonly shifts: readonly DayShift[];
  /** Ops that some site has not confirmed; head office cannot know. */
  readonly unsent?: number;
  /** Business date of the shift that is open there, where that is another one. */
  readonly openOn?: string;
};

/**
 * `not-used`: it was asked and had no shift; `other-day`: it sells, in a shift that belongs to another day;
 * `unreachable`: nobody heard of it, or only head office, which may be behind.
 */
export type DayTillState = 'open' | 'counted' | 'closed' | 'not-used' | 'other-day' | 'unreachable';

export type DayTill = {
  readonly till: string;
  readonly state: DayTillState;
  readonly from: readonly HeardFrom[];
  readonly shifts: readonly DayShift[];
  readonly unsent: number | undefined;
};

/** A store's business day (dom-Z11), as far as anybody who could be asked knows it. */
export type StoreDay = {
  readonly tills: readonly DayTill[];
  /** What the Zs add up to, by currency. */
  readonly sums: ReadonlyMap<string, StoreSums>;
  /** Tills without a Z that may have sold: the day is closed without them, by name. */
  readonly missing: readonly string[];
  /** There are Zs, and each is whole at both sites. */
  readonly isProven: boolean;
};

/**
 * Puts the words of all sources together. Head office may be behind a till, and a till knows nothing of
 * the sites: of each shift the furthest state counts, of each Z the proof that head office gives.
 * `known` are tills of the store that must be named even where nobody heard of them.
 */
export function storeDay(words: readonly TillWord[], known: readonly string[]): StoreDay {
  const names = [...new Set([...known, ...words.map(({ till }) => till)])].toSorted();
  const tills = names.map((till) =>
    tillOf(
      till,
      words.filter((word) => word.till === till),
    ),
  );
  const zs = tills.flatMap(({ shifts }) => shifts.flatMap((shift) => shift.zs));
  return {
    tills,
    sums: sumsOf(zs),
    missing: tills.filter(({ state }) => isMissing(state)).map(({ till }) => till),
    isProven: zs.length > 0 && zs.every(({ proof }) => proof === 'whole' || proof === 'archived'),
  };
}

const isMissing = (state: DayTillState): boolean => state !== 'closed' && state !== 'not-used';

function tillOf(till: string, words: readonly TillWord[]): DayTill {
  const told = Map.groupBy(
    words.flatMap(({ shifts }) => shifts),
    ({ shiftId }) => shiftId,
  );
  const shifts = [...told.values()]
    .map((of) => of.reduce(further))
    .toSorted((a, b) => a.openedMs - b.openedMs || (a.shiftId < b.shiftId ? -1 : 1));
  const unsent = words.find((word) => word.unsent !== undefined)?.unsent;
  const from = [...new Set(words.map((word) => word.from))];
  return { till, state: stateOf(words, shifts), from, shifts, unsent };
}

function stateOf(words: readonly TillWord[], shifts: readonly DayShift[]): DayTillState {
  if (shifts.some(({ state }) => state === 'open')) return 'open';
  if (shifts.some(({ state }) => state === 'counted')) return 'counted';
  if (shifts.length > 0) return 'closed';
  if (words.some(({ openOn }) => openOn !== undefined)) return 'other-day';
  // Head office that heard of no shift may only be behind: the till itself must say that it had none.
  return words.some(({ from }) => from !== 'head-office') ? 'not-used' : 'unreachable';
}

const ORDER = { open: 0, counted: 1, closed: 2 } as const;

function further(a: DayShift, b: DayShift): DayShift {
  const [behind, ahead] = ORDER[a.state] > ORDER[b.state] ? [b, a] : [a, b];
  const zs = Map.groupBy([...a.zs, ...b.zs], ({ zId }) => zId);
  return {
    ...ahead,
    openedMs: ahead.openedMs === 0 ? behind.openedMs : ahead.openedMs,
    openedBy: ahead.openedBy === '' ? behind.openedBy : ahead.openedBy,
    zs: [...zs.values()].map(proven),
    late: Math.max(a.late, b.late),
  };
}

/** One Z of several words: the one that head office has judged, with every correction that anybody knows. */
function proven(words: readonly DayZ[]): DayZ {
  const judged = words.find(({ proof }) => proof !== undefined);
  const [first] = words;
  const adjustments = new Map(
    words.flatMap((z) => z.adjustments).map((one) => [one.adjustId, one] as const),
  );
  return {
    // Grouped: there is one.
    ...((judged ?? first) as DayZ),
    adjustments: [...adjustments.values()].toSorted(
      (a, b) => a.atMs - b.atMs || (a.adjustId < b.adjustId ? -1 : 1),
    ),
  };
}

function sumsOf(zs: readonly DayZ[]): Map<string, StoreSums> {
  const byCurrency = Map.groupBy(zs, ({ currency }) => currency);
  return new Map(
    [...byCurrency].map(([currency, of]) => [
      currency,
      storeSums(of.map(({ net, deposit, tenders }) => ({ figures: { net }, deposit, tenders }))),
    ]),
  );
}
