import { Type, type Static } from 'typebox';

/** 16 bytes as base64url: op ids and stream ids. */
/** The last character carries four bits only: one text per id. */
export const Id128 = Type.String({ pattern: '^[A-Za-z0-9_-]{21}[AQgw]$' });
/** Site letter inside its region. */
export const SiteId = Type.String({ pattern: '^[A-Z]$' });
export type SiteId = Static<typeof SiteId>;
/** Region name; regions share nothing. */
export const RegionId = Type.String({ pattern: '^[a-z]{2,8}$' });
/** `<region>-<store>-<till>`, e.g. `eu-0417-02`; the authenticated name of a till. */
export const TillId = Type.String({ pattern: '^[a-z]{2,8}-[0-9]{4}-[0-9]{2}$' });
/** Random id a site takes at each init, restore, promotion or re-seed (D4). */
export const Incarnation = Type.String({ pattern: '^[A-Z]-[a-z0-9]{8,16}$' });
export const Seq = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const SeqOrZero = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** Milliseconds since 1970, UTC. */
export const Ms = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** ISO calendar date. */
export const BusinessDate = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
/** The op id before the first op of a stream: sixteen zero bytes. */
export const GENESIS_OP_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

/** Document series: letters for the enrolment, digits for its later streams (D13). */
export const SeriesName = Type.String({ pattern: '^[A-Z]+([2-9]|[1-9][0-9]+)?$', maxLength: 12 });
