import type { LastZTold } from './end-of-day.ts';
import type { TillIdentity } from './ipc.ts';
import type { TrustedRegion } from './read-token.ts';
import type { TillCredential } from './region.ts';
import type { StoreProfile } from './store-profile.ts';

/** What a host tells its page about the till: no keys of its own, nothing to sign with. */
export function sayIdentity(
  { file }: TrustedRegion,
  till:
    { credential: TillCredential; profile: StoreProfile; lastZ: LastZTold | undefined } | undefined,
): TillIdentity {
  const { region, number: region_number } = file;
  if (till === undefined) return { state: 'new', region, sites: file.sites.map(({ id }) => id) };
  const { till_id, store, till: number, series } = till.credential;
  return {
    state: 'enrolled',
    region,
    region_number,
    sites: file.sites.map(({ id, url, key, required }) => ({ id, url, key, required })),
    till_id,
    store,
    till: number,
    series,
    profile: till.profile,
    ...(till.lastZ === undefined ? {} : { last_z: till.lastZ }),
  };
}

/** Without a region file that its issuer signed, a till knows nobody it may talk to. */
export function sayNoRegion(reason: 'no-region-file' | 'bad-region-file'): TillIdentity {
  const next =
    reason === 'no-region-file'
      ? 'Put the region file beside the till and start it again, or call support.'
      : 'The region file is damaged or not genuine. Put the right one in place, or call support.';
  return { state: 'unusable', reason, next };
}
