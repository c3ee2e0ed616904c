import { checkEnrolAnswer, readCredential } from '../../contracts/check-enrolment.ts';
import { readEnrolmentCode } from '../../contracts/enrolment-code.ts';
import {
  enrolmentFailure,
  enrolmentProblem,
  refuseEnrolment,
  type EnrolmentRefusal,
} from '../../contracts/enrolment-refusal.ts';
import type { LastZTold } from '../../contracts/end-of-day.ts';
import type { TillIdentity } from '../../contracts/ipc.ts';
import { parse } from '../../contracts/parse.ts';
import { newerRegion, openRegion, type TrustedRegion } from '../../contracts/read-token.ts';
import { RegionTrust, type TillCredential } from '../../contracts/region.ts';
import { sayIdentity, sayNoRegion } from '../../contracts/say-identity.ts';
import { EnrolAnswer } from '../../contracts/wire.ts';
import type { StoreProfile } from '../../contracts/store-profile.ts';
import { fetchDial } from './fetch-dial.ts';
import { storageFailure, type HostDb } from './host-db.ts';
import { newWebTillKey, signWith, webTokenTools, type WebTillKey } from './web-keys.ts';

/** An enrolled browser till, ready to sign. */
export type BrowserTill = {
  region: TrustedRegion;
  credential: TillCredential;
  credentialToken: string;
  profile: StoreProfile;
  lastZ: LastZTold | undefined;
  key: CryptoKey;
};

export type BrowserSession = {
  current(): BrowserTill | undefined;
  identity(): TillIdentity;
  enrol(
    typed: string,
  ): Promise<{ ok: true; identity: TillIdentity } | { ok: false; kind: string; next: string }>;
  /** Takes a newer region file of the same issuer (D18); anything else changes nothing. */
  applyRegionFile(token: string): Promise<void>;
};

/** Where the page's own origin serves the region file, as an installer would put it beside a till. */
const REGION_PATH = '/region.json';
/** A person waits, ms. */
const ENROL_MS = { firstByteMs: 10_000, totalMs: 20_000 };
const KEY = 'till-key';
const IDENTITY = 'identity';
const TRUST = 'region-trust';

export async function openBrowserSession(db: HostDb): Promise<BrowserSession> {
  const found = await findRegion(db);
  let region = typeof found === 'string' ? undefined : found;
  let till = region === undefined ? undefined : await restore(db, region);
  region = till?.region ?? region;
  const identity = (): TillIdentity =>
    region === undefined
      ? sayNoRegion(typeof found === 'string' ? found : 'bad-region-file')
      : sayIdentity(region, till);
  return {
    current: () => till,
    identity,
    async enrol(typed) {
      if (region === undefined) return refuseEnrolment('unknown-site');
      const done = await enrol(db, region, till, typed);
      if (!done.ok) return done;
      till = done.till;
      region = till.region;
      return { ok: true, identity: identity() };
    },
    async applyRegionFile(token) {
      if (till === undefined) return;
      const newer = await newerRegion(webTokenTools, till.region, token);
      if (newer === till.region) return;
      const next = { ...till, region: newer };
      await db.put(IDENTITY, kept(next));
      till = next;
      region = newer;
    },
  };
}

/** Fetched once and then kept: a till must start while its origin is away. */
async function findRegion(
  db: HostDb,
): Promise<TrustedRegion | 'no-region-file' | 'bad-region-file'> {
  const held = parse(RegionTrust, await db.get(TRUST));
  const trust = held ?? (await fetchTrust());
  if (trust === undefined) return 'no-region-file';
  const region = await openRegion(webTokenTools, trust);
  if (region === undefined) return 'bad-region-file';
  if (held === undefined) await db.put(TRUST, trust);
  return region;
}

async function fetchTrust(): Promise<RegionTrust | undefined> {
  try {
    const answer = await fetch(REGION_PATH, { cache: 'no-store', redirect: 'error' });
    return answer.ok ? parse(RegionTrust, await answer.json()) : undefined;
  } catch {
    return undefined;
  }
}

async function restore(db: HostDb, installed: TrustedRegion): Promise<BrowserTill | undefined> {
  const was = parse(EnrolAnswer, await db.get(IDENTITY));
  const key = (await db.get(KEY)) as WebTillKey | undefined;
  if (was === undefined || key === undefined) return undefined;
  const region = await newerRegion(webTokenTools, installed, was.region_file);
  const credential = await readCredential(webTokenTools, region, was.credential);
  if (credential?.key !== key.publicKey) return undefined;
  const { credential: credentialToken, profile, last_z: lastZ } = was;
  return { region, credential, credentialToken, profile, lastZ, key: key.privateKey };
}

/** Kept in the very form of the answer that brought it, so that it proves itself at each start. */
function kept({ region, credentialToken, profile, lastZ }: BrowserTill) {
  const told = lastZ === undefined ? {} : { last_z: lastZ };
  return { region_file: region.token, credential: credentialToken, profile, ...told };
}

async function enrol(
  db: HostDb,
  region: TrustedRegion,
  before: BrowserTill | undefined,
  typed: string,
): Promise<{ ok: true; till: BrowserTill } | EnrolmentRefusal> {
  const code = readEnrolmentCode(typed);
  if (code === undefined) return refuseEnrolment('code-mistyped');
  const site = region.file.sites.find(({ id }) => id === code.site);
  if (site === undefined) return refuseEnrolment('unknown-site');
  try {
    const key = await keptKey(db);
    const proof = await signWith(key.privateKey, 'enrol', `${code.code}\n${key.publicKey}`);
    const ask = { code: code.code, key: key.publicKey, proof };
    const answer = await fetchDial({
      url: `${site.url.replace(/\/+$/, '')}/v1/enrol`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify(ask)),
      ...ENROL_MS,
    });
    if (!answer.ok) return enrolmentFailure(answer.failure);
    const body = new TextDecoder().decode(answer.body);
    if (answer.status !== 200) return enrolmentProblem(answer.status, body);
    const checked = await checkEnrolAnswer(webTokenTools, region, key.publicKey, body);
    if (!checked.ok) return refuseEnrolment(checked.kind);
    const till = { ...checked.enrolment, key: key.privateKey };
    if (before !== undefined && before.credential.till_id !== till.credential.till_id)
      return refuseEnrolment('other-till');
    await db.put(IDENTITY, kept(till));
    return { ok: true, till };
  } catch (error) {
    return refuseEnrolment(storageFailure(error) === 'disk-full' ? 'disk-full' : 'disk-failed');
  }
}

/** On disk before the site hears of it: a lost answer is asked for again with the same key. */
async function keptKey(db: HostDb): Promise<WebTillKey> {
  const held = (await db.get(KEY)) as WebTillKey | undefined;
  if (held !== undefined) return held;
  const made = await newWebTillKey();
  await db.put(KEY, made);
  return made;
}
