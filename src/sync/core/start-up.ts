import { assert } from '../../domain/assert.ts';
import { nextSeries, seriesOfEnrolment } from '../../domain/doc-number.ts';
import { compareSeries, enrolmentOfSeries, sameEnrolment } from '../../domain/oplog/series.ts';
import { fromBase64url } from '../../domain/oplog/base64url.ts';
import { deriveStreamId, GENESIS, type Sha256 } from '../../domain/oplog/op-id.ts';
import type { StreamOpenedBody } from '../../contracts/op.ts';
import { isBranch, wireStream } from './branch-key.ts';
import type { Fact } from './commit.ts';
import type { JournalOpened, MarkerRow, StoreSnapshot, StreamRow } from './ports.ts';
import { repairDisks, type Repaired, type RepairPorts } from './repair-disks.ts';

export type StartUpPorts = RepairPorts & {
  tillId: string;
  /** Where this enrolment's series begin (D13). */
  enrolmentSeries: string;
  sha256: Sha256;
  /** 128 random bits as base64url. */
  randomId: () => string;
};

export type StartUpReason = StreamOpenedBody['reason'];

export type Started = {
  streams: StreamRow[];
  /** Where new ops go. Its first op is still to be committed when `fresh` says why. */
  current: StreamRow;
  fresh: StartUpReason | undefined;
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
  const snapshot = await p.store.load();
  const own = snapshot.streams.filter((s) => isOwn(p, s)).sort(byAge);
  const mains = own.filter((s) => !isBranch(s.id));
  // Streams that came back from a site are closed: another machine, or a later life, wrote them.
  const last = mains.findLast((s) => !s.closed);
  const foreign = snapshot.streams.length - own.length;
  const fresh = whyNewStream(last, own, foreign, found, repaired);
  if (last !== undefined && fresh === undefined)
    return { streams: closeAllBut(own, last), current: last, fresh, snapshot, repaired };
  const used = [...own.map((s) => s.series), ...(found?.marker ? [found.marker.series] : [])];
  // With no copy that can be read nobody knows which numbers were printed: take some that were not.
  const blind = found === undefined && last === undefined;
  const series = blind ? unusedSeries(p) : seriesAfter(p.enrolmentSeries, used);
  const current = newStreamRow(p, last, series);
  const streams = [...closeAllBut(own, current), current];
  return { streams, current, fresh: fresh ?? 'store-lost', snapshot, repaired };
}

/** Why the newest stream must not be written to any more; undefined where it may. */
function whyNewStream(
  last: StreamRow | undefined,
  own: readonly StreamRow[],
  foreign: number,
  found: JournalOpened | undefined,
  repaired: Repaired,
): StartUpReason | undefined {
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
  return isBehind(last, marker) ? 'store-lost' : undefined;
}

/**
 * A database with sales whose journal and marker were never here: somebody copied the profile. The
 * very first op may be without both, after a crash.
 */
function isBareCopy(last: StreamRow, { heads }: JournalOpened): boolean {
  return last.headSeq > 1 && heads.every((h) => h.stream !== last.id);
}

/** More was written than any copy knows of: its numbers may stand on paper already. */
function isBehind(last: StreamRow, marker: MarkerRow): boolean {
  if (marker.stream === last.id) return marker.headSeq > last.headSeq;
  return compareSeries(marker.series, last.series) > 0;
}

const isLater = (a: StreamRow, b: StreamRow): boolean => compareSeries(a.series, b.series) > 0;

/** A profile copied from another till holds streams that only that till may send (D20). */
function isOwn(p: Pick<StartUpPorts, 'sha256' | 'tillId'>, s: StreamRow): boolean {
  return deriveStreamId(p.sha256, p.tillId, s.salt) === wireStream(s.id);
}

function byAge(a: StreamRow, b: StreamRow): number {
  return compareSeries(a.series, b.series) || (a.id < b.id ? -1 : 1);
}

function closeAllBut(streams: readonly StreamRow[], open: StreamRow): StreamRow[] {
  return streams.map((s) => ({ ...s, closed: s.id !== open.id }));
}

/** A stream nobody wrote to yet, with a document series of its own (D13, D20). */
export function newStreamRow(
  p: Pick<StartUpPorts, 'sha256' | 'randomId' | 'tillId'>,
  previous: StreamRow | undefined,
  series: string,
): StreamRow {
  const salt = p.randomId();
  return {
    id: deriveStreamId(p.sha256, p.tillId, salt),
    salt,
    series,
    prevStream: previous?.id,
    headSeq: 0,
    headOpId: GENESIS,
    nextDocNo: 1,
    released: 0,
    firstAvailable: 1,
    closed: false,
  };
}

/**
 * The first series of this enrolment that none of `used` has. Other enrolments' letters are another
 * machine's, alive or dead: never taken (D13).
 */
export function seriesAfter(enrolmentSeries: string, used: readonly string[]): string {
  const ours = used.filter((s) => sameEnrolment(s, enrolmentSeries));
  const newest = ours.sort(compareSeries).at(-1);
  if (newest === undefined) return enrolmentSeries;
  const next = nextSeries(newest);
  assert(next.ok, `series ${newest} is one we opened ourselves`);
  return next.value;
}

function unusedSeries(p: Pick<StartUpPorts, 'randomId' | 'enrolmentSeries'>): string {
  const letters = seriesOfEnrolment(enrolmentOfSeries(p.enrolmentSeries) ?? 1);
  const [a = 0, b = 0] = fromBase64url(p.randomId()) ?? [];
  return `${letters}${10_000 + a * 256 + b}`;
}

/** The first op of every stream: whose it is and why it began. */
export function streamOpenedFact(
  p: { tillId: string; businessDate: string },
  stream: StreamRow,
  reason: StartUpReason,
): Fact {
  const body: StreamOpenedBody = {
    till_id: p.tillId,
    salt: stream.salt,
    series: stream.series,
    ...(stream.prevStream === undefined ? {} : { prev_stream: stream.prevStream }),
    reason,
  };
  return {
    kind: 'stream-opened',
    businessDate: p.businessDate,
    body: () => body,
    document: undefined,
    clearBasket: false,
    shift: undefined,
  };
}
