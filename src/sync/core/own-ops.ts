import { fromBase64url } from '../../domain/oplog/base64url.ts';
import { deriveOpId, deriveStreamId, GENESIS, type Sha256 } from '../../domain/oplog/op-id.ts';
import { compareSeries, sameEnrolment } from '../../domain/oplog/series.ts';
import { Op } from '../../contracts/op.ts';
import { parseJson } from '../../contracts/parse.ts';
import type { OwnOpLine, OwnStreamsAnswer } from '../../contracts/wire.ts';
import { wireStream } from './branch-key.ts';
import { docsOfOps } from './docs-of-ops.ts';
import type { OpRow, StreamRow } from './ports.ts';
import { provenOps, type SignatureWord } from './proven-ops.ts';
import { rowAfterImport, type RepairPorts } from './repair-disks.ts';
import { followShift, type ShiftCameBackPorts } from './shift-came-back.ts';

type OwnStream = OwnStreamsAnswer['streams'][number];

export type OwnOpsPorts = RepairPorts &
  Pick<ShiftCameBackPorts, 'shiftIs'> & {
    sha256: Sha256;
    tillId: string;
    /** Asks one site; undefined: no answer of ours came. */
    streams: () => Promise<readonly OwnStream[] | undefined>;
    /** Ops of a stream from this seq on, a page of them; empty at the end. */
    ops: (stream: string, from: number) => Promise<readonly OwnOpLine[] | undefined>;
    /** Is this signature one of this till's, by the keys of the machine that the series belongs to? */
    signature: (series: string, op: OpRow) => Promise<SignatureWord>;
    /** Ops that this till never signed, though a site says so: kept as evidence, told, never used. */
    setAside: (ops: readonly OpRow[]) => Promise<void>;
    /** The stream that new ops go to: the committer alone writes it. */
    current: () => string;
    /** Old ops came back: what is not at every site yet is sent from here too. */
    recovered: (row: StreamRow) => void;
  };

/** Series of every other stream the site knows, or that it must be asked again. */
export type OwnOpsResult = { ok: true; recovered: number; series: string[] } | { ok: false };

/**
 * A till that lost its store, or went back in time, gets its own ops back from a site (D12): only
 * bytes that continue its own chain and that it signed, into database and journal both. Ops that one
 * site held alone are thereby in two places again.
 */
export async function recoverOwnOps(p: OwnOpsPorts): Promise<OwnOpsResult> {
  const told = await p.streams();
  if (told === undefined) return { ok: false };
  let recovered = 0;
  for (const stream of told) {
    if (deriveStreamId(p.sha256, p.tillId, stream.salt) !== stream.stream) continue;
    if (stream.stream === p.current()) {
      await parkAgain(p, stream);
      continue;
    }
    const count = await recoverStream(p, stream);
    if (count === undefined) return { ok: false };
    recovered += count;
    await parkAgain(p, stream);
  }
  if (told.length > 0) await followShift(p);
  const others = told.filter((s) => s.stream !== p.current());
  return { ok: true, recovered, series: others.map((s) => s.series) };
}

/**
 * Another stream of this enrolment has our series, or a later one: go on in one that none has (D13).
 * Other letters are another machine's and say nothing.
 */
export function isSeriesTaken(ours: string, others: readonly string[]): boolean {
  return others.some((s) => sameEnrolment(s, ours) && compareSeries(s, ours) >= 0);
}

/** Takes back what a signature of this till vouches for; what none does stays at head office. */
async function recoverStream(p: OwnOpsPorts, told: OwnStream): Promise<number | undefined> {
  const { streams } = await p.store.load();
  let row = streams.find((s) => s.id === told.stream);
  let at = row === undefined ? told.first : row.headSeq + 1;
  let recovered = 0;
  // A batch carries one signature, under its last op: the ops before it wait for it.
  let held: OpRow[] = [];
  while (at <= told.received_max) {
    const lines = await p.ops(told.stream, at);
    if (lines === undefined) return undefined;
    const prev = held.at(-1)?.opId ?? row?.headOpId ?? firstPrev(lines, at);
    const { page, broken } = chainOn(p, told.stream, at, prev, lines);
    // A hole, or another branch than ours: that part stays at head office.
    if (page.length === 0 && broken === undefined) break;
    at += page.length;
    const { proven, forged } = await provenOps(page, (op) => p.signature(told.series, op));
    held.push(...page);
    if (proven > 0) {
      const ops = held.slice(0, held.length - page.length + proven);
      held = held.slice(ops.length);
      row = await takeIn(p, told, row, ops);
      recovered += ops.length;
    }
    if (!forged && broken === undefined) continue;
    await p.setAside(broken === undefined ? held : [...held, broken]);
    break;
  }
  return recovered;
}

async function takeIn(
  p: OwnOpsPorts,
  told: OwnStream,
  known: StreamRow | undefined,
  ops: readonly OpRow[],
): Promise<StreamRow> {
  const { docs, copied, shelved, trained, zs, adjusted } = docsOfOps(ops, p.text);
  const names = { salt: told.salt, series: told.series, firstSeq: told.first };
  const row = {
    ...rowAfterImport(told.stream, names, known, ops, { docs, trained }),
    closed: true,
  };
  await p.store.importOps(row, ops, docs, copied, shelved, trained, zs, adjusted);
  // A journal that fails has its own alarm; the next start writes what it lacks.
  await p.journal.append(row, ops);
  p.recovered(row);
  return row;
}

/** What was parked went with the database; where the op is still here, a person can send it again. */
async function parkAgain(p: OwnOpsPorts, told: OwnStream): Promise<void> {
  if (told.voided.length === 0) return;
  const parked = new Set((await p.store.parked()).map((row) => row.opId));
  const { streams } = await p.store.load();
  for (const { seq, op_id } of told.voided) {
    if (parked.has(op_id)) continue;
    for (const row of streams.filter((s) => wireStream(s.id) === told.stream)) {
      const [op] = await p.store.readOps(row.id, seq, 1, 1);
      if (op?.opId !== op_id) continue;
      const { stream, opId, kind, atMs } = op;
      await p.store.park({ stream, seq, opId, kind, reason: 'set-aside-before', atMs });
    }
  }
}

/** With nothing of our own to go on from, the first op names its predecessor itself. */
function firstPrev(lines: readonly OwnOpLine[], at: number): string {
  return lines.find((l) => l.seq === at)?.prev ?? GENESIS;
}

/**
 * The ops among `lines` that follow `prev` one after the other, each id proven by its bytes. `broken`: the
 * line that would come next, where its bytes are not those its id was made of.
 */
function chainOn(
  p: Pick<OwnOpsPorts, 'sha256' | 'text'>,
  stream: string,
  from: number,
  prev: string,
  lines: readonly OwnOpLine[],
): { page: OpRow[]; broken: OpRow | undefined } {
  const page: OpRow[] = [];
  for (let last = prev; ;) {
    const seq = from + page.length;
    const next = lines
      .filter((l) => l.seq === seq && l.prev === last)
      .flatMap((l) => rowOfLine(p, stream, l) ?? []);
    const proven = next.find(
      ({ raw, opId }) => deriveOpId(p.sha256, last, stream, seq, raw) === opId,
    );
    if (proven === undefined) return { page, broken: next[0] };
    page.push(proven);
    last = proven.opId;
  }
}

function rowOfLine(
  p: Pick<OwnOpsPorts, 'text'>,
  stream: string,
  line: OwnOpLine,
): OpRow | undefined {
  const raw = fromBase64url(line.raw);
  if (raw === undefined) return undefined;
  const op = parseJson(Op, p.text(raw));
  return {
    stream,
    seq: line.seq,
    prev: line.prev,
    opId: line.op_id,
    kind: op?.kind ?? '?',
    businessDate: op?.business_date ?? '0001-01-01',
    atMs: op?.at_ms ?? 0,
    raw,
    sig: line.sig,
  };
}
