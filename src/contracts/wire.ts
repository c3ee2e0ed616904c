import { Type, type Static } from 'typebox';
import { LastZTold } from './end-of-day.ts';
import { Id128, Incarnation, Ms, RegionId, Seq, SeqOrZero, SeriesName, SiteId } from './ids.ts';
import { BackEndSetName, PublicKey, SignedToken } from './region.ts';
import { StoreProfile } from './store-profile.ts';

/** Request headers of a till. `Sync-Stream` is `<stream id>.<salt>`: H(till id, salt) = stream id (D20). */
export const HEADERS = {
  protocol: 'sync-protocol',
  till: 'sync-till',
  stream: 'sync-stream',
  region: 'sync-region',
  credential: 'sync-credential',
  time: 'sync-time',
  signature: 'sync-signature',
  site: 'sync-site',
  incarnation: 'sync-incarnation',
  /** The back-end set that the app server is of; absent: the champion's. */
  backEndSet: 'sync-back-end',
} as const;

export const StreamStatus = Type.Union([
  Type.Literal('open'),
  Type.Literal('forked'),
  Type.Literal('retired'),
  Type.Literal('unknown'),
]);
export type StreamStatus = Static<typeof StreamStatus>;

const Ranges = Type.Array(Type.Tuple([Seq, Seq]));

/** Evidence (D3): "I hold, flushed and gap-free, everything up to this op of this stream." */
export const Claim = Type.Object({
  incarnation: Incarnation,
  contiguous: SeqOrZero,
  contiguous_op_id: Id128,
});
export type Claim = Static<typeof Claim>;

const Heads = Type.Array(Type.Object({ seq: SeqOrZero, op_id: Id128 }));

/** `heads` is given only for a forked stream, as in StreamEvidence. */
export const PeerClaim = Type.Intersect([
  Claim,
  Type.Object({ observed_ms: Ms, heads: Type.Optional(Heads) }),
]);
export type PeerClaim = Static<typeof PeerClaim>;
const Peers = Type.Record(SiteId, PeerClaim);

/**
 * `heads`: further gap-free heads, where the main one does not say enough: one per branch of a
 * forked stream, and the asker's own head (hello: `head_op_id`, ops: `last_op_id`) where it is
 * held on a verified chain below the main head.
 */
export const StreamEvidence = Type.Object({
  status: StreamStatus,
  contiguous: SeqOrZero,
  contiguous_op_id: Id128,
  received_max: SeqOrZero,
  want: Ranges,
  heads: Type.Optional(Heads),
});
export type StreamEvidence = Static<typeof StreamEvidence>;

const Tally = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });

/**
 * What a till tells of its own health, for the guards of releases. Counts since `since_ms`, when this
 * life of it began; starts and crashes (lives cut short) since it was installed.
 */
export const HelloHealth = Type.Object({
  since_ms: Ms,
  starts: Tally,
  crashes: Tally,
  sales: Tally,
  failed_sales: Tally,
  card_tries: Tally,
  declined: Tally,
  /** Scans by time to the line: up to 8, 16, 33, 50, 100, 250, 500, 1000 ms, and slower. */
  scans: Type.Array(Tally, { minItems: 9, maxItems: 9 }),
  /**
   * The set of app servers that it was told to use, null for the champion; what was that set's to answer,
   * and what of it the champion answered instead (BE8). Absent from tills of before.
   */
  back_end: Type.Optional(
    Type.Object({
      set: Type.Union([BackEndSetName, Type.Null()]),
      asked: Tally,
      fell_back: Tally,
    }),
  ),
});
export type HelloHealth = Static<typeof HelloHealth>;

export const HelloRequest = Type.Object({
  nonce: Id128,
  app_version: Type.String({ maxLength: 64 }),
  stream: Type.Object({
    prev_stream: Type.Optional(Id128),
    first_available: Seq,
    head_seq: SeqOrZero,
    head_op_id: Id128,
  }),
  /** Ops not yet confirmed everywhere and the age of the oldest (I14: head office sees it too). */
  backlog: Type.Object({ waiting: SeqOrZero, oldest_ms: SeqOrZero, parked: SeqOrZero }),
  region_number: Type.Integer({ minimum: 0 }),
  clock_ms: Ms,
  /** Absent from tills of before. */
  health: Type.Optional(HelloHealth),
});
export type HelloRequest = Static<typeof HelloRequest>;

export const HelloAnswer = Type.Object({
  nonce_sig: Type.String(),
  region: RegionId,
  site: SiteId,
  incarnation: Incarnation,
  server_ms: Ms,
  region_file: Type.Optional(SignedToken),
  stream: StreamEvidence,
  peers: Peers,
  limits: Type.Object({
    max_ops: Type.Integer({ minimum: 1 }),
    max_bytes: Type.Integer({ minimum: 1 }),
    hard_bytes: Type.Integer({ minimum: 1 }),
  }),
  push_after_ms: Type.Integer({ minimum: 0 }),
  poll_ms: Type.Integer({ minimum: 1000 }),
  draining: Type.Boolean(),
  recovering: Type.Boolean(),
  /** Highest change row per `<origin>:<incarnation>` this site can serve; tells a till whether to pull. */
  changes_vec: Type.Record(Type.String(), SeqOrZero),
});
export type HelloAnswer = Static<typeof HelloAnswer>;

/**
 * First line of an ops batch; one op per line follows, exactly the bytes hashed on the till.
 * `last_sig` is the till's signature over `last_op_id`: through the chain it covers the batch.
 * form `envelope`: lines are `{"op_id","bytes"}` with base64 bytes. form `void`: lines are
 * `{"op_id","reason"}` standing in for an op neither site could take (D9).
 */
export const OpsHeader = Type.Object({
  stream: Id128,
  from_seq: Seq,
  prev_op_id: Id128,
  count: Type.Integer({ minimum: 1, maximum: 1000 }),
  last_op_id: Id128,
  last_sig: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' })),
  form: Type.Optional(Type.Union([Type.Literal('envelope'), Type.Literal('void')])),
});
export type OpsHeader = Static<typeof OpsHeader>;

export const EnvelopeLine = Type.Object({ op_id: Id128, bytes: Type.String() });
export const VoidLine = Type.Object({ op_id: Id128, reason: Type.String({ maxLength: 200 }) });

export const OpsAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
  incarnation: Incarnation,
  stream: StreamEvidence,
  new: SeqOrZero,
  dup: SeqOrZero,
  flagged: Type.Array(Type.Object({ seq: Seq, op_id: Id128, type: Type.String() })),
  peers: Peers,
  recovering: Type.Boolean(),
  retry_after_ms: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type OpsAnswer = Static<typeof OpsAnswer>;

/** A till's own streams as a site holds them (D12): what a till that lost its store asks for first. */
export const OwnStreamsAnswer = Type.Object({
  /**
   * Credentials of this till that the site issued, also to machines it had before: with their keys a
   * till proves what comes back. A site that tells none leaves it those that its own key signed.
   */
  credentials: Type.Optional(Type.Array(SignedToken)),
  streams: Type.Array(
    Type.Object({
      stream: Id128,
      salt: Id128,
      series: SeriesName,
      /** Oldest seq worth having back: older ones are past the till's retention. */
      first: Seq,
      received_max: SeqOrZero,
      status: Type.String(),
      /** Places that only a void holds: a till that forgot parks the op again (D9). */
      voided: Type.Array(Type.Object({ seq: Seq, op_id: Id128 })),
    }),
  ),
});
export type OwnStreamsAnswer = Static<typeof OwnStreamsAnswer>;

/** One line of `GET /v1/sync/own-ops`; `raw` is base64url. Branches of a fork share a seq. */
export const OwnOpLine = Type.Object({
  seq: Seq,
  op_id: Id128,
  prev: Id128,
  sig: Type.Optional(Type.String()),
  raw: Type.String(),
});
export type OwnOpLine = Static<typeof OwnOpLine>;

/**
 * One head-office row. `v` is JSON text, so that a signature covers exact bytes; null for a tombstone.
 * Winner per (ds, k): greatest (hlc, o).
 */
export const ChangeRow = Type.Object({
  ds: Type.String(),
  k: Type.String(),
  op: Type.Union([Type.Literal('put'), Type.Literal('del')]),
  v: Type.Union([Type.String(), Type.Null()]),
  hlc: Type.Integer({ minimum: 0 }),
  o: SiteId,
  inc: Incarnation,
  n: Seq,
  sig: Type.Optional(Type.String()),
});
export type ChangeRow = Static<typeof ChangeRow>;

/** Cursor: base64url JSON `{v:1, scope, vec:{"<origin>:<incarnation>": n}}`; opaque to the till. */
export const ChangesAnswer = Type.Object({
  changes: Type.Array(ChangeRow),
  cursor: Type.String(),
  more: Type.Boolean(),
  stale: Type.Boolean(),
  /**
   * The till starts again from these snapshots (no, unknown or foreign cursor). `changes` then holds
   * the current rows of datasets that need their signatures (flags) and so have no snapshot: apply
   * them after the snapshots and go on from `cursor`.
   */
  reset: Type.Optional(Type.Array(Type.Object({ ds: Type.String(), snapshot: Type.String() }))),
});
export type ChangesAnswer = Static<typeof ChangesAnswer>;

/**
 * Snapshot manifest of one dataset. A segment is gzip of JSON `[[k, v, hlc, o], …]` sorted by k,
 * named by the base64url SHA-256 of its compressed bytes: immutable, cacheable, shared between snapshots.
 */
export const SnapshotManifest = Type.Object({
  ds: Type.String(),
  id: Type.String(),
  cursor: Type.String(),
  rows: SeqOrZero,
  segments: Type.Array(Type.Object({ hash: Type.String(), bytes: SeqOrZero, rows: SeqOrZero })),
});
export type SnapshotManifest = Static<typeof SnapshotManifest>;
export const SegmentRows = Type.Array(
  Type.Tuple([Type.String(), Type.Unknown(), Type.Integer(), SiteId]),
);

/** SSE pokes on `GET /v1/sync/events`; they carry no facts, losing one costs only latency. */
export const EVENT_KINDS = ['poke', 'confirmed', 'drain', 'config', 'asked'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
/**
 * What a poke may say: between these two positions of head office's rows, `after` and `vec`, only these
 * datasets moved. A hint: a till that was not at `after` pulls everything.
 */
export const Moved = Type.Object({
  ds: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 40 }),
  after: Type.Record(Type.String(), SeqOrZero),
  vec: Type.Record(Type.String(), SeqOrZero),
});
export type Moved = Static<typeof Moved>;

export const EnrolRequest = Type.Object({
  code: Type.String({ pattern: '^[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$' }),
  key: PublicKey,
  /** Signature of the new key over `code "\n" key`, purpose `enrol`. */
  proof: Type.String(),
});
export type EnrolRequest = Static<typeof EnrolRequest>;

export const EnrolAnswer = Type.Object({
  region_file: SignedToken,
  credential: SignedToken,
  profile: StoreProfile,
  /** Of this till number, as far as the site knows; absent where it never closed a shift. */
  last_z: Type.Optional(LastZTold),
});
export type EnrolAnswer = Static<typeof EnrolAnswer>;

/** Between sites (D2, D21): long poll; every claim changed since `cursor`. */
export const PeerClaimsAnswer = Type.Object({
  site: SiteId,
  incarnation: Incarnation,
  recovering: Type.Boolean(),
  cursor: Type.String(),
  claims: Type.Array(
    Type.Object({ stream: Id128, contiguous: SeqOrZero, contiguous_op_id: Id128 }),
  ),
});
export type PeerClaimsAnswer = Static<typeof PeerClaimsAnswer>;
