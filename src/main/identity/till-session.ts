import type { KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { LastZTold } from '../../contracts/end-of-day.ts';
import type { IpcAnswer, TillIdentity } from '../../contracts/ipc.ts';
import {
  checkEnrolAnswer,
  readCredential,
  type Enrolment,
} from '../../contracts/check-enrolment.ts';
import { readEnrolmentCode } from '../../contracts/enrolment-code.ts';
import {
  enrolmentFailure,
  enrolmentProblem,
  refuseEnrolment,
  type EnrolmentRefusal,
} from '../../contracts/enrolment-refusal.ts';
import { newerRegion, type TrustedRegion } from '../../contracts/read-token.ts';
import type { TillCredential } from '../../contracts/region.ts';
import type { SigningPurpose } from '../../contracts/signed-token.ts';
import type { StoreProfile } from '../../contracts/store-profile.ts';
import { describeFailure, type WriteResult } from '../durable-file.ts';
import type { Log } from '../log.ts';
import { publicKeyText, signText } from './ed25519.ts';
import type { IdentityFile } from './identity-file.ts';
import type { PostEnrol } from './post-enrol.ts';
import type { RegionFound } from './region-trust.ts';
import { sayIdentity, sayNoRegion } from '../../contracts/say-identity.ts';
import type { TillKey } from './till-key.ts';
import { nodeTokenTools } from './token-tools.ts';

/** An enrolled till, ready to sign. */
export type EnrolledTill = {
  region: TrustedRegion;
  tillId: string;
  credential: TillCredential;
  credentialToken: string;
  profile: StoreProfile;
  lastZ: LastZTold | undefined;
  sign(purpose: SigningPurpose, text: string): string;
};

/** Who this till is; the one place in main that holds its key. */
export type TillSession = {
  region(): TrustedRegion | undefined;
  current(): EnrolledTill | undefined;
  identity(): TillIdentity;
  enrol(typed: string): Promise<IpcAnswer<'identity.enrol'>>;
  /** Takes a newer region file of the same issuer (D18); anything else changes nothing. */
  applyRegionFile(token: string): Promise<boolean>;
};

export type TillSessionDeps = {
  folder: string;
  found: RegionFound;
  key: TillKey;
  file: {
    load(): Promise<IdentityFile | undefined>;
    save(identity: IdentityFile): Promise<WriteResult>;
  };
  post: PostEnrol;
  log: Log;
};

/** The disk fails to give what it holds: another enrolment would only hide that. */
const UNREADABLE: TillIdentity = {
  state: 'unusable',
  reason: 'state-unreadable',
  next: 'This machine cannot read its own files. Nothing is lost; call support.',
};

export async function openTillSession(deps: TillSessionDeps): Promise<TillSession> {
  const { found, log } = deps;
  let region = found.ok ? found.region : undefined;
  let isReadable = true;
  let till = region === undefined ? undefined : await restore(deps, region).catch(unreadable);
  region = till?.region ?? region;
  if (!found.ok) log.error('identity.no-region', { reason: found.reason });

  function unreadable(error: unknown): undefined {
    isReadable = false;
    log.error('identity.unreadable', { code: describeFailure(error).detail });
  }
  const identity = (): TillIdentity => {
    if (!isReadable) return UNREADABLE;
    return region === undefined
      ? sayNoRegion(found.ok ? 'bad-region-file' : found.reason)
      : sayIdentity(region, till);
  };
  let busy: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = busy.then(run);
    busy = mine.catch(() => undefined);
    return mine;
  };
  return {
    region: () => region,
    current: () => till,
    identity,
    enrol: (typed) =>
      inTurn(async () => {
        if (region === undefined) return refuseEnrolment('unknown-site');
        // A key that cannot be read now may be read tomorrow: never write over it.
        if (!isReadable) return refuseDisk('io');
        const done = await enrol(deps, region, till, typed);
        if (!done.ok) {
          log.warn('identity.not-enrolled', { kind: done.kind });
          return done;
        }
        till = done.till;
        region = till.region;
        log.info('identity.enrolled', { till: till.tillId });
        return { ok: true, identity: identity() };
      }),
    applyRegionFile: (token) =>
      inTurn(async () => {
        if (till === undefined || region === undefined) return false;
        const newer = await newerRegion(nodeTokenTools, region, token);
        if (newer === region) return false;
        const next = { ...till, region: newer };
        const saved = await deps.file.save(fileOf(next));
        if (!saved.ok) return false;
        region = newer;
        till = next;
        log.info('identity.region-file', { number: newer.file.number });
        return true;
      }),
  };
}

/** The till as it was enrolled; undefined where any part of it is missing or does not prove itself. */
async function restore(
  { file, key, log }: TillSessionDeps,
  installed: TrustedRegion,
): Promise<EnrolledTill | undefined> {
  const kept = await file.load();
  if (kept === undefined) return undefined;
  const region = await newerRegion(nodeTokenTools, installed, kept.region_file);
  const credential = await readCredential(nodeTokenTools, region, kept.credential);
  const held = await key.load();
  if (held === undefined || credential?.key !== publicKeyText(held)) {
    log.error('identity.lost', { key: held !== undefined, credential: credential !== undefined });
    return undefined;
  }
  return enrolled({ region, credential, ...ofFile(kept) }, held);
}

type Enrolled = { ok: true; till: EnrolledTill } | EnrolmentRefusal;

async function enrol(
  deps: TillSessionDeps,
  region: TrustedRegion,
  before: EnrolledTill | undefined,
  typed: string,
): Promise<Enrolled> {
  const code = readEnrolmentCode(typed);
  if (code === undefined) return refuseEnrolment('code-mistyped');
  const site = region.file.sites.find(({ id }) => id === code.site);
  if (site === undefined) return refuseEnrolment('unknown-site');
  await mkdir(deps.folder, { recursive: true, mode: 0o700 });
  // On disk before the site hears of it: a lost answer is asked for again with the same key.
  const known = await deps.key.load();
  const made = known === undefined ? await deps.key.create() : undefined;
  if (made?.written.ok === false) return refuseDisk(made.written.kind);
  const key = known ?? made?.key;
  if (key === undefined) return refuseDisk('io');
  const publicKey = publicKeyText(key);
  const proof = signText(key, 'enrol', `${code.code}\n${publicKey}`);
  const answer = await deps.post(site.url, { code: code.code, key: publicKey, proof });
  if (!answer.ok) return enrolmentFailure(answer.failure);
  const body = Buffer.from(answer.body).toString();
  if (answer.status !== 200) return enrolmentProblem(answer.status, body);
  const checked = await checkEnrolAnswer(nodeTokenTools, region, publicKey, body);
  if (!checked.ok) return refuseEnrolment(checked.kind);
  const { credential } = checked.enrolment;
  if (before !== undefined && before.tillId !== credential.till_id)
    return refuseEnrolment('other-till');
  const till = enrolled(checked.enrolment, key);
  const saved = await deps.file.save(fileOf(till));
  return saved.ok ? { ok: true, till } : refuseDisk(saved.kind);
}

function refuseDisk(kind: 'disk-full' | 'io'): EnrolmentRefusal {
  return refuseEnrolment(kind === 'io' ? 'disk-failed' : kind);
}

function enrolled(enrolment: Enrolment, key: KeyObject): EnrolledTill {
  return {
    ...enrolment,
    tillId: enrolment.credential.till_id,
    sign: (purpose, text) => signText(key, purpose, text),
  };
}

function fileOf({ region, credentialToken, profile, lastZ }: EnrolledTill): IdentityFile {
  const told = lastZ === undefined ? {} : { last_z: lastZ };
  return { v: 1, region_file: region.token, credential: credentialToken, profile, ...told };
}

function ofFile({ credential: credentialToken, profile, last_z: lastZ }: IdentityFile) {
  return { credentialToken, profile, lastZ };
}
