import { Type, type Static } from 'typebox';
import { Id128, Ms, RegionId, SeriesName, SiteId, TillId } from './ids.ts';

/** Raw Ed25519 public key, base64url of 32 bytes. */
export const PublicKey = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
export const SignedToken = Type.String({ pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{86}$' });

/** Name of a set of app servers; the site's own address stands for the champion and has none. */
export const BackEndSetName = Type.String({ pattern: '^(?!champion$)[a-z][a-z0-9-]{0,39}$' });

export const RegionSite = Type.Object({
  id: SiteId,
  url: Type.String({ pattern: '^https?://' }),
  key: PublicKey,
  required: Type.Boolean(),
  /**
   * App servers beside the site's own, on the same data, that a release may send stores to. Addresses
   * stand here and nowhere else: whatever a site signs, no till dials what the issuer did not name (I10).
   */
  sets: Type.Optional(
    Type.Array(
      Type.Object({
        name: BackEndSetName,
        urls: Type.Array(Type.String({ pattern: '^https?://' }), { minItems: 1, maxItems: 16 }),
      }),
      { maxItems: 16 },
    ),
  ),
});

/**
 * The region file (D18): who the sites are, their keys, which of them must confirm
 * an op before a till forgets it. Issued outside both sites, numbered, signed.
 */
export const RegionFile = Type.Object({
  v: Type.Literal(1),
  region: RegionId,
  number: Type.Integer({ minimum: 1 }),
  issued_ms: Ms,
  sites: Type.Array(RegionSite, { minItems: 1, maxItems: 8 }),
});
export type RegionFile = Static<typeof RegionFile>;

/** What an installer puts beside the app: the signed region file and the key that must have signed it. */
export const RegionTrust = Type.Object({ issuer_key: PublicKey, region_file: SignedToken });
export type RegionTrust = Static<typeof RegionTrust>;

/**
 * A till's credential (D19): signed by a site key that the region file vouches for, so
 * the other site verifies it without holding a row about the till.
 */
export const TillCredential = Type.Object({
  v: Type.Literal(1),
  region: RegionId,
  store: Type.String({ pattern: '^[0-9]{4}$' }),
  till: Type.String({ pattern: '^[0-9]{2}$' }),
  till_id: TillId,
  key: PublicKey,
  site: SiteId,
  issued_ms: Ms,
  expires_ms: Ms,
  serial: Id128,
  /** Where this enrolment's document series begin; no other enrolment of the till was given it (D13). */
  series: SeriesName,
});
export type TillCredential = Static<typeof TillCredential>;
