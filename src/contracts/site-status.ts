import { Type, type Static } from 'typebox';
import { Id128, Incarnation, SeqOrZero } from './ids.ts';

/** What a site says of itself, to head office's tools and pages. */

export const TillAlert = Type.Object({
  till_id: Type.String(),
  kind: Type.Union([Type.Literal('set-aside'), Type.Literal('waiting'), Type.Literal('silent')]),
  /** Of `set-aside`: records; of the others: for how long, ms. */
  amount: Type.Integer({ minimum: 0 }),
});
export type TillAlert = Static<typeof TillAlert>;

export const ArchiveStatus = Type.Object({
  /** `none`: the log is not archived. `late`: nothing was for too long. `lost`: it needs a new backup. */
  state: Type.Union([
    Type.Literal('none'),
    Type.Literal('ok'),
    Type.Literal('late'),
    Type.Literal('lost'),
  ]),
  /** Since the archive last took the log, ms; null: never, or nothing is archived. */
  silent_ms: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
});
export type ArchiveStatus = Static<typeof ArchiveStatus>;

const Count = Type.Integer({ minimum: 0 });
const MaybeMs = Type.Union([Type.Integer(), Type.Null()]);

export const StreamStatusRow = Type.Object({
  stream: Id128,
  till_id: Type.String(),
  status: Type.String(),
  received_max: SeqOrZero,
  contiguous: SeqOrZero,
  peer_contiguous: Type.Union([SeqOrZero, Type.Null()]),
  projected: SeqOrZero,
  backlog_waiting: MaybeMs,
  backlog_oldest_ms: MaybeMs,
  backlog_parked: MaybeMs,
  app_version: Type.Union([Type.String(), Type.Null()]),
  last_seen_ms: MaybeMs,
});

export const SiteStatus = Type.Object({
  region: Type.String(),
  site: Type.String(),
  incarnation: Incarnation,
  recovering: Type.Boolean(),
  server_ms: Type.Integer(),
  peer: Type.Union([
    Type.Null(),
    Type.Object({
      site: Type.String(),
      incarnation: Type.String(),
      recovering: Type.Boolean(),
      /** Since the peer last answered, ms. */
      silent_ms: Count,
    }),
  ]),
  replication: Type.Object({
    /** Bytes of log the peer has not confirmed; null while it is not connected. */
    lag_bytes: Type.Union([Count, Type.Null()]),
    /** Room left before a slot is given up (H5), bytes; null where unlimited or no slot. */
    safe_wal_bytes: Type.Union([Type.Integer(), Type.Null()]),
    /** Share of `max_slot_wal_keep_size` that the slowest slot holds, percent; null as above. */
    slot_wal_percent: Type.Union([Count, Type.Null()]),
    /** `alert`: past the share that the setting names. `lost`: the peer needs its re-seed (H5). */
    slot_state: Type.Union([
      Type.Literal('none'),
      Type.Literal('ok'),
      Type.Literal('alert'),
      Type.Literal('lost'),
    ]),
    /** Must stay 0 (I12). */
    apply_errors: Count,
    subscriptions: Count,
    /** Re-seeds of this site's copies since it began, and the last of them. */
    reseeds: Count,
    last_reseed: Type.Union([
      Type.Null(),
      Type.Object({ at_ms: Type.Integer(), reason: Type.String(), ops: Count, changes: Count }),
    ]),
  }),
  /** The last comparison of the logs with the peer's (D5) that came to its end; null: none yet. */
  comparison: Type.Union([
    Type.Null(),
    Type.Object({
      ended_ms: Type.Integer(),
      took_ms: Count,
      buckets: Count,
      differing: Count,
      ops: Count,
      changes: Count,
      /** Change logs that contradict each other; must stay 0. */
      conflicts: Count,
    }),
  ]),
  archive: ArchiveStatus,
  quarantine: Count,
  documents: Count,
  changes_vec: Type.Record(Type.String(), SeqOrZero),
  /** What needs a person. */
  alerts: Type.Array(TillAlert),
  streams: Type.Array(StreamStatusRow),
});
export type SiteStatus = Static<typeof SiteStatus>;
