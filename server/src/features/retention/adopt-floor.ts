import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { advanceHeads } from '../../../../src/domain/oplog/advance-heads.ts';
import type { Db } from '../../db/pool.ts';
import { transaction } from '../../db/transaction.ts';
import { idBytes } from '../../ids.ts';
import { askPeer, type PeerAddress } from '../../peer-request.ts';
import type { SiteContext } from '../../site-context.ts';
import { loadChainRows, lockStream, saveChainState } from '../ops/stream-store.ts';
import { READ_MODELS } from '../projection/write-rows.ts';
import { saveFloor, type Floor } from './floors.ts';

const Rows = Type.Array(Type.Record(Type.String(), Type.Unknown()));
export const PrunedRows = Type.Object({
  till_id: Type.String(),
  /** Base64url; a site of before it was kept does not say it. */
  first_op: Type.Optional(Type.String()),
  /** By read model. */
  tables: Type.Record(Type.String(), Rows),
});
const check = Compile(PrunedRows);
const ANSWER_MS = 60_000;

const bytesOf = (text: string | undefined): Buffer | undefined =>
  text === undefined ? undefined : Buffer.from(text, 'base64url');

/** What dropped ops of a stream had added to the read models, for a site that never saw them. */
export async function prunedRowsOf(db: Db, stream: string): Promise<object> {
  const tables: Record<string, unknown> = {};
  for (const table of READ_MODELS) {
    const found = await db.query<{ rows: unknown }>(
      `SELECT coalesce(json_agg(p), '[]') AS rows FROM pruned.${table} p WHERE stream_id = $1`,
      [idBytes(stream)],
    );
    tables[table] = found.rows[0]?.rows ?? [];
  }
  const known = await db.query<{ till_id: string; raw: Buffer | null }>(
    'SELECT till_id, raw FROM first_ops WHERE stream_id = $1',
    [idBytes(stream)],
  );
  const [row] = known.rows;
  const first = row?.raw?.toString('base64url');
  return {
    till_id: row?.till_id ?? '',
    ...(first === undefined ? {} : { first_op: first }),
    tables,
  };
}

/** Streams whose ops the peer dropped further than this site ever held them. */
export async function beyondUs(
  db: Db,
  floors: ReadonlyMap<string, Floor>,
): Promise<[string, Floor][]> {
  const found = await db.query<{ id: string; seq: number }>(
    `SELECT rtrim(translate(encode(stream_id, 'base64'), '+/', '-_'), '=') AS id, max(seq) AS seq
       FROM stream_heads WHERE stream_id = ANY ($1::bytea[]) GROUP BY stream_id`,
    [[...floors.keys()].map(idBytes)],
  );
  const heads = new Map(found.rows.map((row) => [row.id, row.seq]));
  return [...floors].filter(([stream, floor]) => (heads.get(stream) ?? 0) < floor.seq);
}

/**
 * Takes up the peer's floor for a stream that this site lacks the beginning of: an empty site, or one
 * restored from before. The chain then begins there, and the read models of what was dropped come
 * from the peer.
 */
export async function adoptFloor(
  site: SiteContext,
  peer: PeerAddress,
  stream: string,
  floor: Floor,
): Promise<void> {
  const path = `/v1/peer/pruned?stream=${stream}`;
  const pruned = await askPeer(site, peer, path, check, ANSWER_MS);
  const id = idBytes(stream);
  await transaction(site.pool, async (tx) => {
    await lockStream(tx, id, pruned.till_id);
    await saveFloor(tx, id, floor, bytesOf(pruned.first_op));
    for (const table of READ_MODELS) {
      await tx.query(`DELETE FROM pruned.${table} WHERE stream_id = $1`, [id]);
      await tx.query(
        `INSERT INTO pruned.${table}
         SELECT * FROM json_populate_recordset(NULL::pruned.${table}, $1::json) r
          WHERE r.stream_id = $2`,
        [JSON.stringify(pruned.tables[table] ?? []), id],
      );
    }
    const rows = await loadChainRows(tx, id, floor.seq + 1);
    const heads = advanceHeads([{ seq: floor.seq, opId: floor.opId }], rows);
    const receivedMax = rows.reduce((max, row) => Math.max(max, row.seq), floor.seq);
    await saveChainState(tx, id, { heads, forked: false, receivedMax });
    await tx.query('UPDATE stream_state SET replay = true WHERE stream_id = $1', [id]);
  });
}
