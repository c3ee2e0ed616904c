import { fromBase64url, toBase64url } from '../../domain/oplog/base64url.ts';
import { Op, StreamOpenedBody } from '../../contracts/op.ts';
import { parse, parseJson } from '../../contracts/parse.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { advanceHeads, NO_HEADS, type Head } from '../../domain/oplog/advance-heads.ts';
import { deriveOpId, GENESIS } from '../../domain/oplog/op-id.ts';
import {
  EnvelopeLine,
  type OpsHeader,
  type OwnOpLine,
  type OwnStreamsAnswer,
  type PeerClaim,
  type StreamEvidence,
} from '../../contracts/wire.ts';

export type LogRow = {
  incarnation: string;
  stream: string;
  seq: number;
  prev: string;
  opId: string;
  standsFor: string | undefined;
  raw: Uint8Array;
  /** The till's signature over the last op of a batch. */
  sig: string | undefined;
};

/** One append-only log as PostgreSQL keeps it: rows are visible first and survive once flushed. */
class Log {
  rows: LogRow[] = [];
  flushed = 0;

  crash(): void {
    this.rows.length = this.flushed;
  }
}

/** `silent`: whatever stands before the site answers for it, in words that are not ours. */
type Flaw = { opId: string; kind: 'refused' | 'silent' };

/**
 * A site by the rules of the design: own log with one writer, copy of the peer's log
 * without unique index, watermark walked over own ∪ copy, claims exchanged by API.
 * The same chain walk and op ids as the till and the real server.
 */
export class SimSite {
  readonly id: string;
  readonly own = new Log();
  readonly copy = new Log();
  incarnation: string;
  up = true;
  recovering = false;
  draining = false;
  /** Rows of the peer's log applied so far; the subscriber's own position. */
  applied = 0;
  /** The apply worker met an error it repeats for ever. */
  applyStuck = false;
  readonly peerClaims = new Map<string, PeerClaim>();
  /** Ops this site cannot take, for tests of parking. */
  readonly flaws: Flaw[] = [];
  private lives = 1;
  private best = new Map<string, number>();
  regressions = 0;

  constructor(id: string) {
    this.id = id;
    this.incarnation = `${id}-life00001`;
  }

  /** A new life after a restore: a word of the old one is void (D4). */
  newIncarnation(): void {
    this.lives += 1;
    this.incarnation = `${this.id}-life${String(this.lives).padStart(5, '0')}`;
    this.peerClaims.clear();
  }

  /** PostgreSQL was killed: what was not flushed is gone. */
  crash(): void {
    this.up = false;
    this.own.crash();
    this.copy.crash();
    this.applied = Math.min(this.applied, this.copy.rows.length);
  }

  /** Restored from a backup taken earlier: both logs are shorter. */
  restore(own: number, copy: number): void {
    this.own.rows.length = Math.min(this.own.rows.length, own);
    this.own.flushed = this.own.rows.length;
    this.copy.rows.length = Math.min(this.copy.rows.length, copy);
    this.copy.flushed = this.copy.rows.length;
    this.newIncarnation();
    this.recovering = true;
    this.up = true;
  }

  ingest(
    header: OpsHeader,
    lines: readonly Uint8Array[],
  ): number | 'chain-mismatch' | Flaw['kind'] {
    const rows: LogRow[] = [];
    let prev = header.prev_op_id;
    for (const [i, line] of lines.entries()) {
      const seq = header.from_seq + i;
      const raw = header.form === 'envelope' ? opened(line) : line;
      const standsFor = header.form === 'void' ? header.last_op_id : undefined;
      const opId = deriveOpId(sha256, prev, header.stream, seq, raw);
      rows.push({
        incarnation: this.incarnation,
        stream: header.stream,
        seq,
        prev,
        opId,
        standsFor,
        raw,
        sig: i === lines.length - 1 ? header.last_sig : undefined,
      });
      prev = standsFor ?? opId;
    }
    if (prev !== header.last_op_id) return 'chain-mismatch';
    const flaw = this.flaws.find((f) => rows.some((r) => r.opId === f.opId));
    if (flaw !== undefined) return flaw.kind;
    const held = new Set(this.own.rows.map((r) => r.opId));
    const fresh = rows.filter((r) => !held.has(r.opId));
    this.own.rows.push(...fresh);
    // COMMIT with synchronous_commit = on: answered only when flushed.
    this.own.flushed = this.own.rows.length;
    return fresh.length;
  }

  /** Rows this site may found a claim on. */
  private heldRows(stream: string): LogRow[] {
    const copy = this.copy.rows.slice(0, this.copy.flushed);
    return [...this.own.rows.slice(0, this.own.flushed), ...copy].filter(
      (r) => r.stream === stream,
    );
  }

  heads(stream: string): Head[] {
    const rows = this.heldRows(stream);
    return advanceHeads(
      NO_HEADS,
      rows.map((r) => ({ seq: r.seq, prev: r.prev, link: r.standsFor ?? r.opId })),
    );
  }

  /** `asker`: the till's own head; named too where it is held gap-free below ours. */
  evidence(stream: string, asker?: Head): StreamEvidence {
    const heads = this.heads(stream);
    const head = heads[0] ?? { seq: 0, opId: GENESIS };
    const known = this.best.get(stream) ?? 0;
    if (head.seq < known) this.regressions += 1;
    this.best.set(stream, head.seq);
    const rows = this.heldRows(stream);
    return {
      status: heads.length > 1 ? 'forked' : rows.length === 0 ? 'unknown' : 'open',
      contiguous: head.seq,
      contiguous_op_id: head.opId,
      received_max: rows.reduce((max, r) => Math.max(max, r.seq), 0),
      want: holes(head.seq, rows),
      ...this.otherHeads(heads, asker, rows),
    };
  }

  private otherHeads(
    heads: readonly Head[],
    asker: Head | undefined,
    rows: readonly LogRow[],
  ): Pick<StreamEvidence, 'heads'> {
    const chained = new Set<string>();
    const byLink = new Map(rows.map((r) => [`${r.seq}:${r.standsFor ?? r.opId}`, r]));
    for (const head of heads)
      for (let at: Head = head; at.seq > 0;) {
        chained.add(`${at.seq}:${at.opId}`);
        const row = byLink.get(`${at.seq}:${at.opId}`);
        at = { seq: at.seq - 1, opId: row?.prev ?? GENESIS };
      }
    const named = heads.length > 1 ? [...heads] : [];
    if (asker !== undefined && chained.has(`${asker.seq}:${asker.opId}`)) named.push(asker);
    return named.length === 0 ? {} : { heads: named.map((h) => ({ seq: h.seq, op_id: h.opId })) };
  }

  /** As `GET /v1/sync/own-streams` answers. */
  ownStreams(): OwnStreamsAnswer['streams'] {
    const all = [...this.own.rows, ...this.copy.rows];
    return [...new Set(all.map((r) => r.stream))].flatMap((stream) => {
      const rows = all.filter((r) => r.stream === stream && r.standsFor === undefined);
      const first = rows.find((r) => r.seq === 1);
      const body =
        first && parse(StreamOpenedBody, parseJson(Op, new TextDecoder().decode(first.raw))?.body);
      if (body === undefined) return [];
      const { salt, series } = body;
      const received_max = Math.max(...rows.map((r) => r.seq));
      const voided = all
        .filter((r) => r.standsFor !== undefined && !this.holdsOriginal(r.standsFor))
        .flatMap((r) => (r.stream === stream ? [{ seq: r.seq, op_id: r.standsFor ?? '' }] : []));
      return [{ stream, salt, series, first: 1, received_max, status: 'open', voided }];
    });
  }

  /** As `GET /v1/sync/own-ops` answers, in small pages. */
  ownOps(stream: string, from: number): OwnOpLine[] {
    const rows = [...this.own.rows, ...this.copy.rows].filter(
      (r) => r.stream === stream && r.seq >= from && r.standsFor === undefined,
    );
    const signed = rows.sort((a, b) => Number(b.sig === undefined) - Number(a.sig === undefined));
    return [...new Map(signed.map((r) => [r.opId, r])).values()]
      .sort((a, b) => a.seq - b.seq)
      .slice(0, 7)
      .map(({ seq, opId, prev, raw, sig }) => {
        const line = { seq, op_id: opId, prev, raw: toBase64url(raw) };
        return sig === undefined ? line : { ...line, sig };
      });
  }

  /** One row of the peer's log arrives; visible at once, flushed with `flush`. */
  apply(row: LogRow, flush: boolean): void {
    this.copy.rows.push(row);
    this.applied += 1;
    if (flush) this.copy.flushed = this.copy.rows.length;
  }

  has(opId: string): boolean {
    return [...this.own.rows, ...this.copy.rows].some((r) => (r.standsFor ?? r.opId) === opId);
  }

  /** The op itself, not only something that stands for it. */
  holdsOriginal(opId: string): boolean {
    return [...this.own.rows, ...this.copy.rows].some((r) => r.opId === opId);
  }

  durable(opId: string): boolean {
    return [
      ...this.own.rows.slice(0, this.own.flushed),
      ...this.copy.rows.slice(0, this.copy.flushed),
    ].some((r) => (r.standsFor ?? r.opId) === opId);
  }
}

/** Ranges above `contiguous` that no row fills, below the highest row. */
function holes(contiguous: number, rows: readonly LogRow[]): [number, number][] {
  const held = [...new Set(rows.map((r) => r.seq))]
    .filter((n) => n > contiguous)
    .sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  let at = contiguous + 1;
  for (const seq of held) {
    if (seq > at) ranges.push([at, seq - 1]);
    at = seq + 1;
  }
  return ranges;
}

function opened(line: Uint8Array): Uint8Array {
  const envelope = parseJson(EnvelopeLine, new TextDecoder().decode(line));
  return fromBase64url(envelope?.bytes ?? '') ?? new Uint8Array();
}

/**
 * After a restore (D4, D5): the peer gives back this site's own lost rows (into its
 * writer log) and its own rows (into the copy); only then the site releases again.
 */
export function antiEntropy(site: SimSite, peer: SimSite): void {
  const own = new Set(site.own.rows.map((r) => r.opId));
  const copy = new Set(site.copy.rows.map((r) => r.opId));
  site.own.rows.push(...peer.copy.rows.filter((r) => !own.has(r.opId)));
  site.own.flushed = site.own.rows.length;
  site.copy.rows.push(...peer.own.rows.filter((r) => !copy.has(r.opId)));
  site.copy.flushed = site.copy.rows.length;
  site.applied = peer.own.rows.length;
  const peerCopy = new Set(peer.copy.rows.map((r) => r.opId));
  peer.copy.rows.push(...site.own.rows.filter((r) => !peerCopy.has(r.opId)));
  peer.copy.flushed = peer.copy.rows.length;
  peer.applied = site.own.rows.length;
  site.recovering = false;
}
