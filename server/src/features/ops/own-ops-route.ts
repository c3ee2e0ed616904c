import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { Id128, SeqOrZero } from '../../../../src/contracts/ids.ts';
import { Op, StreamOpenedBody } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import { OwnStreamsAnswer } from '../../../../src/contracts/wire.ts';
import { idBytes, idText } from '../../ids.ts';
import { tillOf } from '../../plugins/till-auth.ts';
import type { SiteContext } from '../../site-context.ts';
import { FORM } from './op-row.ts';

const Query = Type.Object({ stream: Id128, from: SeqOrZero });
const PAGE_ROWS = 500;
/** Bytes of ops in one page, so that an answer stays below what a till takes. */
const PAGE_BYTES = 512 * 1024;

type Row = { seq: number; op_id: Buffer; prev: Buffer; sig: Buffer | null; raw: Buffer };

function line(row: Row): string {
  return `${JSON.stringify({
    seq: row.seq,
    op_id: idText(row.op_id),
    prev: idText(row.prev),
    ...(row.sig === null ? {} : { sig: idText(row.sig) }),
    raw: row.raw.toString('base64url'),
  })}\n`;
}

/** A till that lost its store gets its own ops back (D12, D26): NDJSON, by seq, paged by `from`. */
export function ownOpsRoutes(app: FastifyInstance, site: SiteContext): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/v1/sync/own-ops',
    { config: { access: 'pull' }, schema: { summary: "A till's own ops", querystring: Query } },
    async (request, reply) => {
      const found = await site.pool.query<Row>(
        `SELECT seq, op_id, prev, sig, raw
           FROM (SELECT *, sum(length(raw)) OVER (ORDER BY seq, op_id) AS total
                   FROM (SELECT DISTINCT ON (seq, op_id) seq, op_id, prev_op_id AS prev, sig, raw
                           FROM all_ops
                          WHERE stream_id = $1 AND till_id = $2 AND seq >= $3 AND stands_for IS NULL
                          ORDER BY seq, op_id, sig NULLS LAST LIMIT ${PAGE_ROWS}) d) t
          WHERE total <= ${PAGE_BYTES} OR total = length(raw) ORDER BY seq, op_id`,
        [idBytes(request.query.stream), tillOf(request).tillId, request.query.from],
      );
      reply.header('cache-control', 'no-store').type('application/x-ndjson');
      return reply.send(found.rows.map(line).join(''));
    },
  );
  app.get(
    '/v1/sync/own-streams',
    {
      config: { access: 'pull' },
      schema: { summary: "A till's own streams", response: { 200: OwnStreamsAnswer } },
    },
    async (request, reply): Promise<OwnStreamsAnswer> => {
      const found = await site.pool.query<StreamRow>(OWN_STREAMS, [tillOf(request).tillId]);
      reply.header('cache-control', 'no-store');
      return {
        streams: found.rows.flatMap(ownStream),
        credentials: await credentialsOf(site, tillOf(request).credential),
      };
    },
  );
}

/** As long as a till keeps its released ops (sync 2.4 rule 4). */
const KEPT_DAYS = 30;
const OWN_STREAMS = `
  SELECT s.stream_id AS id, s.received_max, s.status, opened.raw,
         coalesce(recent.first, s.received_max + 1) AS first,
         ARRAY(SELECT DISTINCT v.seq || ' ' || encode(v.stands_for, 'hex') FROM all_ops v
                WHERE v.stream_id = s.stream_id AND v.form = ${FORM.void} AND NOT EXISTS (
                      SELECT 1 FROM all_ops o WHERE o.op_id = v.stands_for AND o.form <> ${FORM.void})
                ORDER BY 1) AS voided
    FROM stream_state s
    JOIN first_ops opened ON opened.stream_id = s.stream_id AND opened.raw IS NOT NULL
    JOIN LATERAL (SELECT min(seq) AS first FROM all_ops
                   WHERE stream_id = s.stream_id AND business_date >= current_date - ${KEPT_DAYS}) recent
      ON true
   WHERE s.till_id = $1 AND s.received_max > 0 ORDER BY s.last_seen DESC NULLS LAST LIMIT 200`;

type StreamRow = {
  id: Buffer;
  received_max: number;
  status: string;
  raw: Buffer;
  first: number;
  voided: string[];
};

/** What this site enrolled this till with, earlier machines too: their keys prove what comes back (D12). */
async function credentialsOf(
  site: SiteContext,
  { store, till }: { store: string; till: string },
): Promise<string[]> {
  const given = await site.pool.query<{ credential: string }>(
    `SELECT credential FROM enrolment_codes
      WHERE store = $1 AND till = $2 AND credential IS NOT NULL ORDER BY redeemed_at`,
    [store, till],
  );
  return given.rows.map((row) => row.credential);
}

/** A stream tells its salt and series in its first op; one that does not cannot be gone on with. */
function ownStream(row: StreamRow): OwnStreamsAnswer['streams'] {
  const body = parse(StreamOpenedBody, parseJson(Op, row.raw.toString())?.body);
  if (body === undefined) return [];
  const { salt, series } = body;
  const { received_max, status, first, voided } = row;
  return [
    {
      stream: idText(row.id),
      salt,
      series,
      first,
      received_max,
      status,
      voided: voided.map(place),
    },
  ];
}

/** `<seq> <hex op id>`, as the query tells it. */
function place(text: string): { seq: number; op_id: string } {
  const [seq = '', opId = ''] = text.split(' ');
  return { seq: Number(seq), op_id: idText(Buffer.from(opId, 'hex')) };
}
