import { DRILL_DATASET } from '../../../contracts/line-drill.ts';
import type { ChangeRow } from '../../../contracts/wire.ts';
import type { HeldRow, TillDb } from '../../../sync/adapters/till-db.ts';
import type { Segment } from './fetch-snapshots.ts';
import { openSegment, type PullSink } from './pull-changes.ts';

/** Datasets that are pulled together: what a reset clears, and the name of their cursor. */
export type HeldSet = {
  datasets: readonly string[];
  cleared: readonly string[];
  cursor: string;
};

/** Flags have no snapshot: a reset leaves them, their rows come beside it. */
export const PEOPLE: HeldSet = {
  datasets: ['staff', 'flag', 'store'],
  cleared: ['staff', 'store'],
  cursor: 'rows-cursor',
};
/** By themselves: a head office that does not know them must not cost the till its people. */
export const PROMOTIONS: HeldSet = {
  datasets: ['promotion'],
  cleared: ['promotion'],
  cursor: 'promotions-cursor',
};

/** By themselves, too. Like flags they have no snapshot: each row keeps its signature. */
export const RANKS: HeldSet = { datasets: ['rank'], cleared: [], cursor: 'ranks-cursor' };

/** By themselves, too: in a drill they are all that is asked for. */
export const DRILLS: HeldSet = {
  datasets: [DRILL_DATASET],
  cleared: [],
  cursor: 'drills-cursor',
};

/** Like promotions: without them the till's own safe limits hold. */
export const PERMISSIONS: HeldSet = {
  datasets: ['permission'],
  cleared: ['permission'],
  cursor: 'permissions-cursor',
};

/**
 * Staff, flags, store profile, promotions and permissions: they live in the till database, because the till needs
 * the last good set after any restart (promise 8), with a cursor of their own (D14).
 * `accept` refuses rows whose signature does not hold; they are never stored.
 */
export function heldRowsSink(
  db: TillDb,
  { datasets, cleared, cursor: name }: HeldSet,
  accept: (row: ChangeRow) => Promise<boolean>,
  changed: () => void,
): PullSink {
  const write = async (rows: readonly HeldRow[], cursor: string, clear: boolean): Promise<void> => {
    await db.transaction('rw', [db.rows, db.one], async () => {
      if (clear) await db.rows.where('ds').anyOf(cleared).delete();
      const known = await db.rows.bulkGet(rows.map((r): [string, string] => [r.ds, r.k]));
      await db.rows.bulkPut(rows.filter((r, i) => newer(r, known[i])));
      await db.one.put({ name, value: cursor });
    });
    changed();
  };
  const accepted = async (changes: readonly ChangeRow[]): Promise<HeldRow[]> => {
    const out: HeldRow[] = [];
    for (const c of changes)
      if (await accept(c)) out.push({ ds: c.ds, k: c.k, v: c.v, hlc: c.hlc, o: c.o, sig: c.sig });
    return out;
  };
  return {
    datasets,
    cursor: async () => (await db.one.get(name))?.value as string | undefined,
    apply: async (changes, cursor) => write(await accepted(changes), cursor, false),
    reset: async (segments, changes, cursor) => {
      const rows = (await Promise.all(segments.map(rowsOf))).flat();
      await write([...rows, ...(await accepted(changes))], cursor, true);
    },
    held: async () => new Map(),
    keep: () => undefined,
    progress: () => undefined,
  };
}

/** Whether a row replaces what is held: a replayed older one never does (REL13). */
export function newer(row: HeldRow, known: HeldRow | undefined): boolean {
  return known === undefined || row.hlc > known.hlc || (row.hlc === known.hlc && row.o > known.o);
}

async function rowsOf(segment: Segment): Promise<HeldRow[]> {
  return (await openSegment(segment.bytes)).map(([k, v, hlc, o]) => ({
    ds: segment.ds,
    k,
    v: v === null ? null : JSON.stringify(v),
    hlc,
    o,
    sig: undefined,
  }));
}
