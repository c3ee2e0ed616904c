import { assert } from '../../domain/assert.ts';
import { nextSeries, seriesOfEnrolment } from '../../domain/doc-number.ts';
import { fromBase64url } from '../../domain/oplog/base64url.ts';
import { deriveStreamId, GENESIS, type Sha256 } from '../../domain/oplog/op-id.ts';
import { compareSeries, enrolmentOfSeries, sameEnrolment } from '../../domain/oplog/series.ts';
import type { StreamOpenedBody } from '../../contracts/op.ts';
import type { Committer, Fact } from './commit.ts';
import type { LocalStore, StreamRow } from './ports.ts';

export type NewStreamPorts = {
  tillId: string;
  /** Where this enrolment's series begin (D13). */
  enrolmentSeries: string;
  sha256: Sha256;
  /** 128 random bits as base64url. */
  randomId: () => string;
};

export type OpenReason = StreamOpenedBody['reason'];

/** What a till asks for whose current stream may not be written to any more. */
export type OpenStream = {
  reason: 'forked' | 'behind-server';
  /** The stream to leave; where the till has left it already, nothing is opened. */
  old: string;
  /** Series that other streams have, as far as only a site knows. */
  used?: readonly string[];
};

type OpenStreamPorts = NewStreamPorts & {
  store: Pick<LocalStore, 'load'>;
  committer: Pick<Committer, 'openBehind'>;
  businessDate: () => string;
};

/** Leaves a stream for a new one with a series that none has (D9, D12, D13). */
export async function openStreamBehind(
  p: OpenStreamPorts,
  { reason, old, used = [] }: OpenStream,
): Promise<void> {
  const { streams } = await p.store.load();
  const series = seriesAfter(p.enrolmentSeries, [...streams.map((s) => s.series), ...used]);
  await p.committer.openBehind(old, (last) => {
    const row = newStreamRow(p, last, series);
    const { tillId } = p;
    const first = streamOpenedFact({ tillId, businessDate: p.businessDate() }, row, reason);
    return { row, first };
  });
}

/** A stream nobody wrote to yet, with a document series of its own (D13, D20). */
export function newStreamRow(
  p: Pick<NewStreamPorts, 'sha256' | 'randomId' | 'tillId'>,
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

/** For a till that cannot know which numbers were printed. */
export function unusedSeries(p: Pick<NewStreamPorts, 'randomId' | 'enrolmentSeries'>): string {
  const letters = seriesOfEnrolment(enrolmentOfSeries(p.enrolmentSeries) ?? 1);
  const [a = 0, b = 0] = fromBase64url(p.randomId()) ?? [];
  return `${letters}${10_000 + a * 256 + b}`;
}

/** The first op of every stream: whose it is and why it began. */
export function streamOpenedFact(
  p: { tillId: string; businessDate: string },
  stream: StreamRow,
  reason: OpenReason,
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
