import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { Id128, Incarnation, Seq, SiteId } from '../../../../src/contracts/ids.ts';

/** What sites tell each other to find and heal differences between their logs (D5). */

const Count = Type.Integer({ minimum: 0 });
/** Hex of SHA-256. */
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
/** `bytea` as PostgreSQL's JSON has it. */
const Hex = Type.String({ pattern: '^\\\\x([0-9a-f]{2})*$' });

/** One bucket of a thousand sequences: how many distinct rows, and the hash over their ids in order. */
export const Bucket = Type.Object({ bucket: Count, rows: Count, hash: Hash });
export type Bucket = Static<typeof Bucket>;

export const OpDigests = Type.Object({
  streams: Type.Array(
    Type.Object({
      stream: Id128,
      buckets: Type.Array(Bucket),
      /** Digests begin above it; absent where nothing was dropped. */
      floor: Type.Optional(
        Type.Object({
          seq: Seq,
          opId: Id128,
          before: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
        }),
      ),
    }),
  ),
  /** Ask on after this stream; null: that was all. */
  next: Type.Union([Id128, Type.Null()]),
});

export const OpIds = Type.Object({ ids: Type.Array(Id128) });

/** A whole row as its writer wrote it, and the site that wrote it. */
export const OpLogRow = Type.Object({
  origin: SiteId,
  incarnation: Type.String(),
  till_id: Type.String(),
  stream_id: Hex,
  seq: Seq,
  prev_op_id: Hex,
  op_id: Hex,
  stands_for: Type.Union([Hex, Type.Null()]),
  form: Type.Integer(),
  kind: Type.String(),
  business_date: Type.String(),
  raw: Hex,
  sig: Type.Union([Hex, Type.Null()]),
  flags: Type.Array(Type.String()),
  received_at: Type.String(),
});
export type OpLogRow = Static<typeof OpLogRow>;
/** As many of the rows asked for as fit one answer, at least one where any is held. */
export const OpRows = Type.Object({ rows: Type.Array(OpLogRow) });

export const ChangeDigests = Type.Object({
  logs: Type.Array(
    Type.Object({ origin: SiteId, incarnation: Incarnation, buckets: Type.Array(Bucket) }),
  ),
});

const Text = Type.Union([Type.String(), Type.Null()]);
export const ChangeLogRow = Type.Object({
  origin: SiteId,
  incarnation: Incarnation,
  n: Seq,
  dataset: Type.String(),
  key: Type.String(),
  op: Type.String(),
  value: Text,
  hlc: Type.Integer(),
  author: Type.String(),
  base_hlc: Type.Union([Type.Integer(), Type.Null()]),
  sig: Text,
  at: Type.String(),
});
export type ChangeLogRow = Static<typeof ChangeLogRow>;
export const ChangeRows = Type.Object({ rows: Type.Array(ChangeLogRow) });

export const checks = {
  opDigests: Compile(OpDigests),
  opIds: Compile(OpIds),
  opRows: Compile(OpRows),
  changeDigests: Compile(ChangeDigests),
  changeRows: Compile(ChangeRows),
};
