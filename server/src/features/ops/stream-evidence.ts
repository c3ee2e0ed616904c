import type { Static } from 'typebox';
import { GENESIS_OP_ID } from '../../../../src/contracts/ids.ts';
import type { PeerClaim, StreamEvidence } from '../../../../src/contracts/wire.ts';
import type { Head } from '../../../../src/domain/oplog/advance-heads.ts';
import type { Db } from '../../db/pool.ts';
import { idText } from '../../ids.ts';
import { holdsAskersHead } from './asker-head.ts';
import type { ChainState } from './next-heads.ts';

type Evidence = Static<typeof StreamEvidence>;
export type Peers = Record<string, Static<typeof PeerClaim>>;

/** Missing ranges named in one answer; the rest shows itself once these are filled. */
const WANT_LIMIT = 20;

async function missingRanges(db: Db, stream: Buffer, from: number): Promise<[number, number][]> {
  const found = await db.query<{ low: number; high: number }>(
    `SELECT before + 1 AS low, seq - 1 AS high
       FROM (SELECT seq, lag(seq, 1, $2::bigint) OVER (ORDER BY seq) AS before
               FROM (SELECT DISTINCT seq FROM all_ops WHERE stream_id = $1 AND seq > $2) d) g
      WHERE seq > before + 1 ORDER BY seq LIMIT ${WANT_LIMIT}`,
    [stream, from],
  );
  return found.rows.map((row) => [row.low, row.high]);
}

/**
 * What this site may say of a stream: computed from rows held, never remembered from answers (I3).
 * `asker` is the till's own head; it is named too where it is held below our tip.
 */
export async function streamEvidence(
  db: Db,
  stream: Buffer,
  state: ChainState,
  asker: Head,
): Promise<Evidence> {
  const tip = state.heads[0];
  const contiguous = tip?.seq ?? 0;
  const known = state.receivedMax > 0;
  const named = state.forked ? [...state.heads] : [];
  if (await holdsAskersHead(db, stream, state, asker)) named.push(asker);
  return {
    status: state.forked ? 'forked' : known ? 'open' : 'unknown',
    contiguous,
    contiguous_op_id: tip?.opId ?? GENESIS_OP_ID,
    received_max: state.receivedMax,
    want: state.receivedMax > contiguous ? await missingRanges(db, stream, contiguous) : [],
    ...(named.length > 0 ? { heads: named.map((h) => ({ seq: h.seq, op_id: h.opId })) } : {}),
  };
}

type ClaimRow = {
  stream: Buffer;
  site: string;
  incarnation: string;
  contiguous: number;
  op: Buffer;
  observed_ms: number;
  heads: Head[] | null;
};

/** The peer's claims by stream, from the incarnation it has now; older words are void (D4). */
export async function readPeerClaims(
  db: Db,
  streams: readonly Buffer[],
): Promise<Map<string, Peers>> {
  const found = await db.query<ClaimRow>({
    name: 'peer-claims',
    text: `SELECT c.stream_id AS stream, c.site, c.incarnation, c.contiguous,
                  c.contiguous_op_id AS op, c.heads,
                  (extract(epoch FROM c.observed) * 1000)::bigint AS observed_ms
             FROM peer_claims c JOIN peer_state p USING (site, incarnation)
            WHERE c.stream_id = ANY ($1::bytea[]) AND NOT p.recovering`,
    values: [streams],
  });
  const byStream = Map.groupBy(found.rows, (row) => idText(row.stream));
  return new Map([...byStream].map(([id, rows]) => [id, peersOf(rows)]));
}

function peersOf(rows: readonly ClaimRow[]): Peers {
  const peers: Peers = {};
  for (const row of rows) {
    peers[row.site] = {
      incarnation: row.incarnation,
      contiguous: row.contiguous,
      contiguous_op_id: idText(row.op),
      observed_ms: row.observed_ms,
      ...(row.heads === null
        ? {}
        : { heads: row.heads.map((h) => ({ seq: h.seq, op_id: h.opId })) }),
    };
  }
  return peers;
}
