import { DRILL_DATASET } from '../../../../src/contracts/line-drill.ts';
import { changeText } from '../../../../src/contracts/signed-token.ts';
import { CHANNELS } from '../../db/listener.ts';
import type { Db } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { signText } from '../../keys/ed25519.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';

/** An edit ready to be stamped; `v` is JSON text, null for a tombstone. */
export type Edit = {
  ds: string;
  k: string;
  op: 'put' | 'del';
  v: string | null;
  base_hlc?: number;
};
export type Appended = { rows: number; hlc: number; n: number };

/** The stamp row is held for at most this many rows a transaction (D16). */
const ROWS_PER_TRANSACTION = 1000;

/** Groups in which no key comes twice: rows of one transaction share one stamp. */
function groups(edits: readonly Edit[]): Edit[][] {
  const all: Edit[][] = [];
  let current: Edit[] = [];
  let keys = new Set<string>();
  for (const edit of edits) {
    const key = `${edit.ds}\n${edit.k}`;
    if (current.length === ROWS_PER_TRANSACTION || keys.has(key)) {
      all.push(current);
      current = [];
      keys = new Set();
    }
    current.push(edit);
    keys.add(key);
  }
  if (current.length > 0) all.push(current);
  return all;
}

/** Refuses edits made from a row that is no longer the winner. */
async function checkBases(tx: Db, edits: readonly Edit[]): Promise<void> {
  const based = edits.filter((e) => e.base_hlc !== undefined);
  if (based.length === 0) return;
  const found = await tx.query<{ k: string; ok: boolean }>(
    `SELECT e.k, e.base = coalesce((SELECT hlc FROM all_changes c
                                     WHERE c.dataset = e.ds AND c.key = e.k
                                     ORDER BY hlc DESC, origin DESC LIMIT 1), 0) AS ok
       FROM unnest($1::text[], $2::text[], $3::bigint[]) AS e (ds, k, base)`,
    [based.map((e) => e.ds), based.map((e) => e.k), based.map((e) => e.base_hlc)],
  );
  const stale = found.rows.filter((row) => !row.ok).map((row) => row.k);
  if (stale.length > 0) {
    throw new ProblemError(
      'head-office-conflict',
      `changed meanwhile: ${stale.slice(0, 5).join(', ')}`,
    );
  }
}

/** Takes the stamp and the next number under one lock: commit order is number order (H4). */
async function takeStamp(tx: Db, site: SiteContext): Promise<{ hlc: number; n: number }> {
  const locked = await tx.query<{ hlc: number }>('SELECT hlc FROM hlc_state FOR UPDATE');
  const seen = await tx.query<{ hlc: number; n: number }>(
    `SELECT coalesce((SELECT max(hlc) FROM ${site.tables.copyChanges}), 0) AS hlc,
            coalesce((SELECT n FROM change_prefix WHERE origin = $1 AND incarnation = $2), 0) AS n`,
    [site.config.site, site.identity.current.incarnation],
  );
  const hlc = Math.max(site.now(), locked.rows[0]?.hlc ?? 0, seen.rows[0]?.hlc ?? 0) + 1;
  return { hlc, n: seen.rows[0]?.n ?? 0 };
}

/** What acts on its own is signed row by row: a till must be able to trust each alone (D17). */
const SIGNED: readonly string[] = ['flag', 'rank', 'release', 'build', DRILL_DATASET];

function signatureOf(site: SiteContext, edit: Edit, hlc: number): string | null {
  if (!SIGNED.includes(edit.ds)) return null;
  const { ds, k, op, v } = edit;
  return signText(site.siteKey, 'flag', changeText({ ds, k, op, v, hlc, o: site.config.site }));
}

async function appendGroup(
  site: SiteContext,
  edits: readonly Edit[],
  author: string,
  check?: (tx: Db) => Promise<void>,
): Promise<Appended> {
  return transaction(site.pool, async (tx) => {
    const { hlc, n } = await takeStamp(tx, site);
    await checkBases(tx, edits);
    await check?.(tx);
    const { incarnation } = site.identity.current;
    await tx.query(
      `INSERT INTO ${site.tables.ownChanges}
         (origin, incarnation, n, dataset, key, op, value, hlc, author, base_hlc, sig)
       SELECT $1, $2, $3 + r.place, r.ds, r.k, r.op, r.v, $4, $5, r.base, r.sig
         FROM unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::text[])
              WITH ORDINALITY AS r (ds, k, op, v, base, sig, place)`,
      [
        site.config.site,
        incarnation,
        n,
        hlc,
        author,
        edits.map((e) => e.ds),
        edits.map((e) => e.k),
        edits.map((e) => e.op),
        edits.map((e) => e.v),
        edits.map((e) => e.base_hlc ?? null),
        edits.map((e) => signatureOf(site, e, hlc)),
      ],
    );
    const last = n + edits.length;
    await tx.query('UPDATE hlc_state SET hlc = $1', [hlc]);
    await tx.query(
      `INSERT INTO change_prefix (origin, incarnation, n) VALUES ($1, $2, $3)
       ON CONFLICT (origin, incarnation) DO UPDATE SET n = excluded.n`,
      [site.config.site, incarnation, last],
    );
    return { rows: edits.length, hlc, n: last };
  });
}

/**
 * Appends edits to this site's own change log, in order, 1000 rows a transaction. Edits with a
 * `base_hlc` must fit one transaction, so that a conflict leaves nothing half done. `check` runs in each
 * transaction behind the lock that every writer of this site waits for; what it throws writes nothing.
 */
export async function appendChanges(
  site: SiteContext,
  edits: readonly Edit[],
  author: string,
  check?: (tx: Db) => Promise<void>,
): Promise<Appended> {
  const all = groups(edits);
  if (all.length > 1 && edits.some((e) => e.base_hlc !== undefined)) {
    throw new ProblemError('malformed-request', 'edits with base_hlc must fit one transaction');
  }
  let result: Appended = { rows: 0, hlc: 0, n: 0 };
  for (const group of all) {
    const done = await appendGroup(site, group, author, check);
    result = { ...done, rows: result.rows + done.rows };
  }
  site.poker.poke(CHANNELS.changes);
  return result;
}
