import { Type, type Static } from 'typebox';
import {
  BusinessDate,
  Id128,
  Incarnation,
  Ms,
  RegionId,
  Seq,
  SeqOrZero,
  SiteId,
  TillId,
} from '../../../../src/contracts/ids.ts';
import { PublicKey, SignedToken } from '../../../../src/contracts/region.ts';

export const ARCHIVE_FORMAT = 1;
export const MANIFEST_NAME = 'manifest.json';
/** The site's signature over the base64url SHA-256 of the manifest's bytes, purpose `archive`. */
export const SIGNATURE_NAME = 'manifest.sig';
export const ZS_NAME = 'zs.ndjson';

/** A file of the archive; `sha256` base64url. */
const FileOf = { file: Type.String({ maxLength: 200 }), bytes: SeqOrZero, sha256: Type.String() };

/** The run of one stream that the archive holds, with every branch of it. */
export const ArchivedStream = Type.Object({
  ...FileOf,
  stream: Id128,
  till_id: TillId,
  /** Absent where its first op does not tell it. */
  salt: Type.Optional(Id128),
  from_seq: Seq,
  to_seq: Seq,
  /** What the entries at `from_seq` follow: one id a branch. */
  begins_after: Type.Array(Id128),
  entries: Seq,
  /** Entries that stand in for an op no site could take. */
  voids: SeqOrZero,
  /** The tips of its branches: by the chain they stand for every byte below. */
  heads: Type.Array(Type.Object({ seq: Seq, op_id: Id128 })),
});
export type ArchivedStream = Static<typeof ArchivedStream>;

/** What an archive holds of a store's days, and who says so. */
export const ArchiveManifest = Type.Object({
  v: Type.Literal(ARCHIVE_FORMAT),
  region: RegionId,
  site: SiteId,
  incarnation: Incarnation,
  site_key: PublicKey,
  store: Type.String(),
  from: BusinessDate,
  until: BusinessDate,
  made_ms: Ms,
  /** What the site enrolled the store's tills with: their keys prove the entries' signatures. */
  credentials: Type.Array(SignedToken),
  streams: Type.Array(ArchivedStream),
  zs: Type.Object({ ...FileOf, count: SeqOrZero }),
  /** Ops of these days that stand above a gap and are in no file. */
  waiting: Type.Array(Type.Object({ stream: Id128, seq: Seq })),
  /**
   * Streams whose ops up to `up_to_seq`, of days before `before`, the site dropped: some of them may be of
   * these days, and are in no file. Older archives did not say it.
   */
  dropped: Type.Optional(
    Type.Array(
      Type.Object({ stream: Id128, till_id: TillId, up_to_seq: Seq, before: BusinessDate }),
    ),
  ),
});
export type ArchiveManifest = Static<typeof ArchiveManifest>;
