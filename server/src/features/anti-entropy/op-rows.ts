import { deriveOpId } from '../../../../src/domain/oplog/op-id.ts';
import type { Pool } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { idBytes, idText } from '../../ids.ts';
import { sha256 } from '../../keys/ed25519.ts';
import type { SiteContext } from '../../site-context.ts';
import { advanceStreams, type LogRow } from '../replication/advance-copy.ts';
import type { OpLogRow } from './peer-answers.ts';

const COLUMNS =
  'incarnation, till_id, stream_id, seq, prev_op_id, op_id, stands_for, form, kind, ' +
  'business_date, raw, sig, flags, received_at';
/** Bytes of ops in one answer. */
const ANSWER_BYTES = 4 * 1024 * 1024;

/** Rows of the ids held here, each once, with the site whose log holds them. */
export async function readOpRows(
  site: SiteContext,
  peerId: string,
  ids: readonly string[],
): Promise<OpLogRow[]> {
  const { ownOps, copyOps } = site.tables;
  const found = await site.pool.query<{ row: OpLogRow; bytes: number }>(
    `SELECT DISTINCT ON (op_id) to_jsonb(o) - 'local_ord' - 'local_xid' AS row, length(raw) AS bytes
       FROM (SELECT $2 AS origin, * FROM ${ownOps} WHERE op_id = ANY ($1::bytea[])
             UNION ALL
             SELECT $3 AS origin, * FROM ${copyOps} WHERE op_id = ANY ($1::bytea[])) o
      ORDER BY op_id, origin`,
    [ids.map(idBytes), site.config.site, peerId],
  );
  const rows: OpLogRow[] = [];
  let bytes = 0;
  for (const one of found.rows) {
    bytes += one.bytes;
    if (rows.length > 0 && bytes > ANSWER_BYTES) break;
    rows.push(one.row);
  }
  return rows;
}

/** Bytes of a `bytea` as PostgreSQL's JSON has it. */
export const bytesOf = (hex: string): Buffer => Buffer.from(hex.slice(2), 'hex');

/** A row says what it is: its id is the hash of its own bytes. Another site's fault must not spread. */
function isGenuine(row: OpLogRow): boolean {
  const derived = deriveOpId(
    sha256,
    idText(bytesOf(row.prev_op_id)),
    idText(bytesOf(row.stream_id)),
    row.seq,
    bytesOf(row.raw),
  );
  return idBytes(derived).equals(bytesOf(row.op_id));
}

/**
 * Puts fetched rows where they belong: what this site once wrote goes back into its own log, under
 * the incarnation and time it was written with, the peer's into the copy. Says how many were new.
 * Their echo at the peer is a harmless duplicate (H1).
 */
export async function storeOpRows(site: SiteContext, rows: readonly OpLogRow[]): Promise<number> {
  const genuine = rows.filter(isGenuine);
  if (genuine.length < rows.length) {
    site.log.error({ rows: rows.length - genuine.length }, 'peer sent ops that are not their id');
  }
  const own = genuine.filter((row) => row.origin === site.config.site);
  const theirs = genuine.filter((row) => row.origin !== site.config.site);
  return (await storeOwn(site, own)) + (await storeCopy(site.pool, site.tables.copyOps, theirs));
}

async function storeOwn(site: SiteContext, rows: readonly OpLogRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const table = site.tables.ownOps;
  return transaction(site.pool, async (tx) => {
    const added = await tx.query<LogRow>(
      `INSERT INTO ${table} (${COLUMNS})
       SELECT ${COLUMNS} FROM json_populate_recordset(NULL::${table}, $1::json)
       ON CONFLICT DO NOTHING
       RETURNING stream_id, till_id, seq, prev_op_id AS prev, coalesce(stands_for, op_id) AS link`,
      [JSON.stringify(rows)],
    );
    if (added.rows.length > 0) await advanceStreams(tx, added.rows);
    return added.rows.length;
  });
}

/** The copy's heads are moved by its one named worker, as for replicated rows (D7). */
async function storeCopy(pool: Pool, table: string, rows: readonly OpLogRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const added = await pool.query(
    `INSERT INTO ${table} (${COLUMNS})
     SELECT ${COLUMNS} FROM json_populate_recordset(NULL::${table}, $1::json) r
      WHERE NOT EXISTS (SELECT 1 FROM ${table} c WHERE c.op_id = r.op_id)`,
    [JSON.stringify(rows)],
  );
  return added.rowCount ?? 0;
}
