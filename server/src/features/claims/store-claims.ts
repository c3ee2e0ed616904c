import type { Static } from 'typebox';
import type { PeerClaimsAnswer } from '../../../../src/contracts/wire.ts';
import type { Head } from '../../../../src/domain/oplog/advance-heads.ts';
import { CHANNELS } from '../../db/listener.ts';
import { transaction } from '../../db/transaction.ts';
import { idBytes } from '../../ids.ts';
import type { SiteContext } from '../../site-context.ts';

type Answer = Static<typeof PeerClaimsAnswer>;

/** Stream ids that fit one NOTIFY payload (8000 bytes); more are announced as `*`. */
const NAMED_STREAMS = 300;

/** Heads by stream; the first of each is the longest, as the peer sorts them. */
function byStream(answer: Answer): Map<string, Head[]> {
  const streams = new Map<string, Head[]>();
  for (const c of answer.claims) {
    const head = { seq: c.contiguous, opId: c.contiguous_op_id };
    const known = streams.get(c.stream);
    if (known === undefined) streams.set(c.stream, [head]);
    else known.push(head);
  }
  return streams;
}

/** Writes down what the peer claims and pokes the tills concerned; says how many streams moved. */
export async function storeClaims(
  site: Pick<SiteContext, 'pool'>,
  answer: Answer,
): Promise<number> {
  const streams = [...byStream(answer)].sort(([a], [b]) => (a < b ? -1 : 1));
  const tips = streams.map(([stream, [tip, ...more]]) => {
    if (tip === undefined) throw new Error('a stream without heads');
    return { stream, tip, heads: more.length === 0 ? null : JSON.stringify([tip, ...more]) };
  });
  return transaction(site.pool, async (tx) => {
    const known = await tx.query(
      `WITH over AS (SELECT 1 FROM left_lives WHERE incarnation = $2),
            leave AS (INSERT INTO left_lives (incarnation)
                      SELECT incarnation FROM peer_state
                       WHERE site = $1 AND incarnation <> $2 AND NOT EXISTS (SELECT FROM over)
                          ON CONFLICT DO NOTHING)
       INSERT INTO peer_state (site, incarnation, recovering, seen)
       SELECT $1, $2, $3, now() WHERE NOT EXISTS (SELECT FROM over)
       ON CONFLICT (site) DO UPDATE SET incarnation = excluded.incarnation,
         recovering = excluded.recovering, seen = excluded.seen`,
      [answer.site, answer.incarnation, answer.recovering],
    );
    // An old primary that was started again: nothing it says counts, and nobody subscribes to it.
    if (known.rowCount === 0)
      throw new Error(`peer answers from a life it left: ${answer.incarnation}`);
    if (tips.length === 0) return 0;
    const moved = await tx.query<{ stream: string }>(
      `INSERT INTO peer_claims AS c
         (stream_id, site, incarnation, contiguous, contiguous_op_id, heads, observed)
       SELECT s, $1, $2, q, o, h::jsonb, now()
         FROM unnest($3::bytea[], $4::bigint[], $5::bytea[], $6::text[]) AS t (s, q, o, h)
       ON CONFLICT (stream_id) DO UPDATE SET site = excluded.site,
         incarnation = excluded.incarnation, contiguous = excluded.contiguous,
         contiguous_op_id = excluded.contiguous_op_id, heads = excluded.heads,
         observed = excluded.observed
       WHERE (c.incarnation, c.contiguous_op_id) IS DISTINCT FROM
             (excluded.incarnation, excluded.contiguous_op_id)
          OR c.heads IS DISTINCT FROM excluded.heads
       RETURNING rtrim(translate(encode(stream_id, 'base64'), '+/', '-_'), '=') AS stream`,
      [
        answer.site,
        answer.incarnation,
        tips.map((t) => idBytes(t.stream)),
        tips.map((t) => t.tip.seq),
        tips.map((t) => idBytes(t.tip.opId)),
        tips.map((t) => t.heads),
      ],
    );
    const names = moved.rows.map((row) => row.stream);
    if (names.length > 0) {
      const payload = names.length > NAMED_STREAMS ? '*' : names.join(',');
      await tx.query('SELECT pg_notify($1, $2)', [CHANNELS.claims, payload]);
    }
    return names.length;
  });
}
