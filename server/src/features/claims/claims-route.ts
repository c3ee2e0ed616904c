import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { PeerClaimsAnswer } from '../../../../src/contracts/wire.ts';
import { CHANNELS } from '../../db/listener.ts';
import { idText } from '../../ids.ts';
import { answerPeer } from '../../peer-request.ts';
import type { Drain } from '../../plugins/drain.ts';
import type { PokeHub } from '../../poke-hub.ts';
import type { SiteContext } from '../../site-context.ts';

type Answer = Static<typeof PeerClaimsAnswer>;

/** Polling beside the poke while a peer waits, ms. */
const POLL_MS = 250;
const LONGEST_WAIT_MS = 30_000;

const Query = Type.Object({
  cursor: Type.String({ maxLength: 80 }),
  wait_ms: Type.Integer({ minimum: 0, maximum: LONGEST_WAIT_MS }),
});

/**
 * Claims changed since the cursor. The cursor is a snapshot's xmin, never a sequence: a slow
 * transaction can then not slip behind it (H4), and reading a claim twice is harmless. All heads
 * of a stream come together, so that a fork is never half told.
 */
async function readClaims(site: SiteContext, cursor: string): Promise<Answer> {
  const { incarnation, recovering } = site.identity.current;
  const [ofIncarnation, xid] = cursor.split(':');
  const since = ofIncarnation === incarnation && /^\d{1,18}$/.test(xid ?? '') ? xid : '0';
  const found = await site.pool.query<{
    xmin: string;
    stream: Buffer | null;
    op: Buffer;
    seq: number;
  }>({
    name: 'claims-since',
    text: `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin,
                  h.stream_id AS stream, h.op_id AS op, h.seq
             FROM (SELECT) one LEFT JOIN stream_heads h
               ON h.stream_id IN (SELECT stream_id FROM stream_heads WHERE changed_xid >= $1::xid8)
            ORDER BY h.stream_id, h.seq DESC, h.op_id`,
    values: [since],
  });
  const claims: Answer['claims'] = [];
  for (const row of found.rows) {
    if (row.stream === null) continue;
    claims.push({
      stream: idText(row.stream),
      contiguous: row.seq,
      contiguous_op_id: idText(row.op),
    });
  }
  return {
    site: site.config.site,
    incarnation,
    recovering,
    cursor: `${incarnation}:${found.rows[0]?.xmin ?? '0'}`,
    claims,
  };
}

/** Long poll of the other site: what we hold, flushed and gap-free (D2, D21). */
export function claimsRoute(
  app: FastifyInstance,
  site: SiteContext,
  hub: PokeHub,
  drain: Drain,
): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/v1/peer/claims',
    {
      config: { access: 'peer' },
      schema: {
        summary: 'Claims for the peer',
        querystring: Query,
        response: { 200: PeerClaimsAnswer },
      },
    },
    async (request, reply) => {
      const end = Date.now() + request.query.wait_ms;
      let answer = await readClaims(site, request.query.cursor);
      const waits = (): boolean =>
        answer.claims.length === 0 &&
        Date.now() < end &&
        !request.socket.destroyed &&
        !drain.draining;
      while (waits()) {
        await hub.wait(CHANNELS.heads, Math.min(POLL_MS, Math.max(1, end - Date.now())));
        answer = await readClaims(site, request.query.cursor);
      }
      return answerPeer(site, request, reply, answer);
    },
  );
}
