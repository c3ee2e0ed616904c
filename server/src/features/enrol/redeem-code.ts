import { randomBytes } from 'node:crypto';
import type { Static } from 'typebox';
import { TillCredential } from '../../../../src/contracts/region.ts';
import type { EnrolAnswer, EnrolRequest } from '../../../../src/contracts/wire.ts';
import type { Db } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { publicKeyFromText, verifyText } from '../../keys/ed25519.ts';
import { makeToken, peekToken } from '../../keys/signed-token.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { appendChanges } from '../changes/append-changes.ts';
import { currentRows } from '../changes/read-changes.ts';
import { storeProfile } from '../changes/store-profile.ts';
import { codeHash } from './enrolment-code.ts';
import { nextEnrolmentSeries } from './enrolment-series.ts';
import { lastZOf } from './last-z.ts';

type Request = Static<typeof EnrolRequest>;
type CodeRow = {
  store: string;
  till: string;
  expired: boolean;
  revoked: boolean;
  redeemed_key: string | null;
  credential: string | null;
};

const DAY_MS = 86_400_000;

/** After every word on this till number that this site knows: no clock may revoke it at birth. */
function issue(
  site: SiteContext,
  row: CodeRow,
  key: string,
  series: string,
  voidUntilMs: number | undefined,
): string {
  const { region, site: id, credentialDays } = site.config;
  const now = Math.max(site.now(), (voidUntilMs ?? 0) + 1);
  const credential: TillCredential = {
    v: 1,
    region,
    store: row.store,
    till: row.till,
    till_id: tillIdOf(site, row),
    key,
    site: id,
    issued_ms: now,
    expires_ms: now + credentialDays * DAY_MS,
    serial: randomBytes(16).toString('base64url'),
    series,
  };
  return makeToken(site.siteKey, 'credential', credential);
}

function tillIdOf(site: SiteContext, { store, till }: { store: string; till: string }): string {
  return `${site.config.region}-${store}-${till}`;
}

/** Until when credentials of this till are void, as far as this site knows; ms. */
async function revokedMs(db: Db, tillId: string): Promise<number | undefined> {
  const [row] = await currentRows(db, 'revocation', tillId, 1);
  return row?.v == null ? undefined : (JSON.parse(row.v) as { at_ms: number }).at_ms;
}

/** The code's row, locked; each way it can be no good has its own kind. */
async function usableCode(tx: Db, ask: Request): Promise<CodeRow> {
  const found = await tx.query<CodeRow>(
    `SELECT store, till, expires_at <= now() AS expired, revoked_at IS NOT NULL AS revoked,
            redeemed_key, credential
       FROM enrolment_codes WHERE code_hash = $1 FOR UPDATE`,
    [codeHash(ask.code)],
  );
  const row = found.rows[0];
  if (row === undefined) throw new ProblemError('enrolment-unknown');
  if (row.revoked) throw new ProblemError('enrolment-revoked');
  if (row.redeemed_key !== null && row.redeemed_key !== ask.key) {
    throw new ProblemError('enrolment-used');
  }
  // Redeemed in time by this very key: its answer was lost on the way.
  if (row.expired && row.redeemed_key === null) throw new ProblemError('enrolment-expired');
  return row;
}

/**
 * One code → one key → one credential. The same key may ask again and gets the same credential, so
 * an answer lost on its way does not cost a walk to head office.
 */
export async function redeemCode(
  site: SiteContext,
  ask: Request,
): Promise<Static<typeof EnrolAnswer>> {
  if (!ask.code.startsWith(`${site.config.site}-`)) throw new ProblemError('wrong-site');
  const key = publicKeyFromText(ask.key);
  if (key === undefined || !verifyText(key, 'enrol', `${ask.code}\n${ask.key}`, ask.proof)) {
    throw new ProblemError('not-authentic', 'proof');
  }
  const { answer, place } = await transaction(site.pool, async (tx) => {
    const row = await usableCode(tx, ask);
    const profile = await storeProfile(tx, row.store);
    if (profile === undefined)
      throw new ProblemError('unavailable', 'store has no profile here yet');
    const credential =
      row.credential ??
      issue(
        site,
        row,
        ask.key,
        await nextEnrolmentSeries(tx, site, row),
        await revokedMs(tx, tillIdOf(site, row)),
      );
    await tx.query(
      `UPDATE enrolment_codes SET redeemed_key = $2, credential = $3,
              redeemed_at = coalesce(redeemed_at, now()) WHERE code_hash = $1`,
      [codeHash(ask.code), ask.key, credential],
    );
    const lastZ = await lastZOf(tx, tillIdOf(site, row));
    const told = lastZ === undefined ? {} : { last_z: lastZ };
    return { answer: { region_file: site.region.token, credential, profile, ...told }, place: row };
  });
  await revokeBefore(site, place, answer.credential);
  return answer;
}

/**
 * One till number, one machine: what was issued for it before this credential pulls nothing any more.
 * Also with an answer that is only given again, since the first try may have ended before this; never
 * backwards.
 */
async function revokeBefore(
  site: SiteContext,
  row: { store: string; till: string },
  token: string,
): Promise<void> {
  const issued = peekToken(TillCredential, token)?.issued_ms;
  if (issued === undefined) throw new Error('a credential just issued cannot be read');
  const at = issued - 1;
  const tillId = tillIdOf(site, row);
  const known = await revokedMs(site.pool, tillId);
  if (known !== undefined && known >= at) return;
  const v = JSON.stringify({ at_ms: at });
  await appendChanges(site, [{ ds: 'revocation', k: tillId, op: 'put', v }], 'enrolment');
}
