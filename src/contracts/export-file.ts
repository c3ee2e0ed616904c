import { Type, type Static } from 'typebox';
import { Id128, Ms, RegionId, SeqOrZero, TillId } from './ids.ts';
import { SignedToken } from './region.ts';
import { OpsHeader } from './wire.ts';

/** Version of the export file that this build writes; one that is higher is refused with words. */
export const EXPORT_FORMAT = 1;
/** A batch of the file and what goes before it must fit one request, also as base64. */
export const EXPORT_BATCH_OPS = 500;
export const EXPORT_BATCH_BYTES = 512 * 1024;

/**
 * First line of an export file, in the clear: enough to say whose file it is, and to derive the key
 * from the code. It is authenticated together with what is sealed, so it cannot be changed either.
 */
export const ExportFace = Type.Object({
  evertill_export: Type.Literal(EXPORT_FORMAT),
  region: RegionId,
  till_id: TillId,
  made_ms: Ms,
  ops: SeqOrZero,
  /** Base64url: 16 bytes for the key, 12 for the cipher, 4 that tell a wrong code from a damaged file. */
  salt: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
  iv: Type.String({ pattern: '^[A-Za-z0-9_-]{16}$' }),
  check: Type.String({ pattern: '^[A-Za-z0-9_-]{6}$' }),
});
export type ExportFace = Static<typeof ExportFace>;

/** First line inside: whose ops follow, proven by the credential that head office gave that till. */
export const ExportManifest = Type.Object({
  v: Type.Literal(EXPORT_FORMAT),
  region: RegionId,
  till_id: TillId,
  credential: SignedToken,
  batches: SeqOrZero,
  ops: SeqOrZero,
});
export type ExportManifest = Static<typeof ExportManifest>;

/** Before the lines of each batch: the header as `POST /v1/sync/ops` wants it, and the stream's salt. */
export const ExportBatchHead = Type.Object({ ...OpsHeader.properties, salt: Id128 });
export type ExportBatchHead = Static<typeof ExportBatchHead>;

/** First line of `POST /v1/sync/import`; an ops batch of the till that the credential names follows. */
export const ImportHead = Type.Object({ credential: SignedToken, salt: Id128 });
export type ImportHead = Static<typeof ImportHead>;

/** `evertill-export-<store>-<till>-<yyyymmdd-hhmm>.evertill`, time of the store. */
export const ExportName = Type.String({
  pattern: '^evertill-export-[0-9]{4}-[0-9]{2}-[0-9]{8}-[0-9]{4}\\.evertill$',
});
