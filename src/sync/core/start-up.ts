import { compareSeries, sameEnrolment } from '../../domain/oplog/series.ts';
import { isBranch, wireStream } from './branch-key.ts';
import { isOwnStream } from './own-stream.ts';
import {
  newStreamRow,
  seriesAfter,
  unusedSeries,
  type NewStreamPorts,
  type OpenReason,
} from './open-stream.ts';
import type { JournalOpened, MarkerRow, StoreSnapshot, StreamRow } from './ports.ts';
import { shiftsOfOps } from './shift-of-ops.ts';
import { repairDisks, type Repaired, type RepairPorts } from './repair-disks.ts';

export type StartUpPorts = RepairPorts & NewStreamPorts;

export type Started = {
  streams: StreamRow[];
  /** Where new ops go. Its first op is still to be committed when `fresh` says why. */
  current: StreamRow;
  fresh: OpenReason | undefined;
  snapshot: StoreSnapshot;
  repaired: Repaired;
};

/** Runs at every start, before the first sale (D12): both copies are made to tell the same story. */
export async function startUp(p: StartUpPorts): Promise<Started> {
  const before = await p.store.load();
  const opened = await p.journal.open();
  const found: JournalOpened | undefined = opened.ok ? opened.value : undefined;
  const repaired = opened.ok
    ? await repairDisks(p, before.streams, opened.value.heads)
    : { appended: 0, imported: 0, diverged: 0, journal: 'failed' as const, next: opened.next };
  const read = await p.store.load();
  const own = read.streams.filter((s) => isOwnStream(p, s)).sort(byAge);
  const mains = own.filter((s) => !isBranch(s.id));
  const snapshot = await withShift(p, read, mains, repaired.imported > 0);
  // Streams that came back from a site are closed: another machine, or a later life, wrote them.
  const last = mains.findLast((s) => !s.closed && !isLaterMachine(p, s));
  const foreign = snapshot.streams.length - own.length;
  const fresh = whyNewStream(p, last, own, foreign, found, repaired);
  if (last !== undefined && fresh === undefined)
    return { streams: closeAllBut(own, last), current: last, fresh, snapshot, repaired };
  const used = [...own.map((s) => s.series), ...(found?.marker ? [found.marker.series] : [])];
  // With no copy that can be read nobody knows which numbers were printed: take some that were not.
  const isMarkerOurs = found !== undefined && !(found.marker && isLaterMachine(p, found.marker));
  const blind = last === undefined && !isMarkerOurs;
  const series = blind ? unusedSeries(p) : seriesAfter(p.enrolmentSeries, used);
  const current = newStreamRow(p, last, series);
  const streams = [...closeAllBut(own, current), current];
  return { streams, current, fresh: fresh ?? 'store-lost', snapshot, repaired };
}

/**
 * Where ops came back from the journal, what is open is what they tell: it did not end with the database. A
 * shift beside nothing but another till's ops is that till's.
 */
async function withShift(
  p: StartUpPorts,
  found: StoreSnapshot,
  mains: readonly StreamRow[],
  isImported: boolean,
): Promise<StoreSnapshot> {
  const isForeign = mains.length === 0 && found.streams.length > 0;
  if (!isImported && !isForeign) return found;
  const { shift, drawers } = await shiftsOfOps(p, mains);
  await p.store.setShift(shift);
  await p.store.setDrawers(drawers);
  return { ...found, shift, drawers };
}

/** Why the newest stream must not be written to any more; undefined where it may. */
function whyNewStream(
  p: Pick<StartUpPorts, 'enrolmentSeries'>,
  last: StreamRow | undefined,
  own: readonly StreamRow[],
  foreign: number,
  found: JournalOpened | undefined,
  repaired: Repaired,
): OpenReason | undefined {
  const marker = found?.marker;
  if (repaired.diverged > 0) return 'forked';
  if (last === undefined) {
    if (foreign > 0) return 'clone-suspected';
    return found !== undefined && marker === undefined ? 'first-start' : 'store-lost';
  }
  if (own.some((s) => s.id !== last.id && wireStream(s.id) === last.id)) return 'forked';
  if (own.some((s) => s.closed && sameEnrolment(s.series, last.series) && isLater(s, last)))
    return 'store-lost';
  if (found === undefined) return undefined;
  if (marker === undefined) return isBareCopy(last, found) ? 'clone-suspected' : undefined;
  if (marker.otherMachine) return 'clone-suspected';
  return isBehind(p, last, marker) ? 'store-lost' : undefined;
}

/**
 * A later enrolment's stream is the machine's that replaced this one, and came back from a site. The
 * journal keeps its lines like any other's, so neither an open row nor the marker makes it ours.
 */
function isLaterMachine(
  { enrolmentSeries }: Pick<StartUpPorts, 'enrolmentSeries'>,
  { series }: Pick<StreamRow, 'series'>,
): boolean {
  return !sameEnrolment(series, enrolmentSeries) && compareSeries(series, enrolmentSeries) > 0;
}

/**
 * A database with sales whose journal and marker were never here: somebody copied the profile. The
 * very first op may be without both, after a crash.
 */
function isBareCopy(last: StreamRow, { heads }: JournalOpened): boolean {
  return last.headSeq > 1 && heads.every((h) => h.stream !== last.id);
}

/** More was written than any copy knows of: its numbers may stand on paper already. */
function isBehind(
  p: Pick<StartUpPorts, 'enrolmentSeries'>,
  last: StreamRow,
  marker: MarkerRow,
): boolean {
  if (isLaterMachine(p, marker)) return false;
  if (marker.stream === last.id) return marker.headSeq > last.headSeq;
  return compareSeries(marker.series, last.series) > 0;
}

const isLater = (a: StreamRow, b: StreamRow): boolean => compareSeries(a.series, b.series) > 0;

function byAge(a: StreamRow, b: StreamRow): number {
  return compareSeries(a.series, b.series) || (a.id < b.id ? -1 : 1);
}

function closeAllBut(streams: readonly StreamRow[], open: StreamRow): StreamRow[] {
  return streams.map((s) => ({ ...s, closed: s.id !== open.id }));
}
