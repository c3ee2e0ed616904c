import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { HARD_BODY_BYTES, MAX_BATCH_BYTES, MAX_BATCH_OPS } from '../../../../src/contracts/op.ts';
import { nonceText } from '../../../../src/contracts/signed-token.ts';
import { HelloAnswer, HelloRequest } from '../../../../src/contracts/wire.ts';
import { idBytes } from '../../ids.ts';
import { signText } from '../../keys/ed25519.ts';
import { tillOf, type Till } from '../../plugins/till-auth.ts';
import type { SiteContext } from '../../site-context.ts';
import { healthBook } from '../health/health-book.ts';
import { streamEvidence } from '../ops/stream-evidence.ts';
import { contactBook } from './contact-book.ts';
import { spreadPushes } from './spread-pushes.ts';
import { streamReader, type StreamNews } from './stream-reader.ts';

type Request = Static<typeof HelloRequest>;
type Answer = Static<typeof HelloAnswer>;

const HELLO_BODY_BYTES = 4096;
/** Polling beside events; losing every poke costs only this much latency, ms. */
const POLL_MS = 15_000;
/** Stream that no till can own: stands for "none yet" in a hello without a stream. */
const NO_STREAM = Buffer.alloc(16);

/** The stream a hello is about, in bytes. */
const streamOf = (till: Till): Buffer =>
  till.stream === undefined ? NO_STREAM : idBytes(till.stream);

async function answerHello(
  site: SiteContext,
  stream: Buffer,
  { state, peers, changesVec }: StreamNews,
  ask: Request,
  pushAfterMs: number,
): Promise<Answer> {
  const { config, identity, region } = site;
  const { incarnation, recovering } = identity.current;
  const named = { nonce: ask.nonce, region: config.region, site: config.site, incarnation };
  return {
    nonce_sig: signText(site.siteKey, 'nonce', nonceText(named)),
    region: config.region,
    site: config.site,
    incarnation,
    server_ms: site.now(),
    ...(ask.region_number < region.file.number ? { region_file: region.token } : {}),
    stream: await streamEvidence(site.pool, stream, state, {
      seq: ask.stream.head_seq,
      opId: ask.stream.head_op_id,
    }),
    peers,
    limits: { max_ops: MAX_BATCH_OPS, max_bytes: MAX_BATCH_BYTES, hard_bytes: HARD_BODY_BYTES },
    push_after_ms: pushAfterMs,
    poll_ms: POLL_MS,
    draining: false,
    recovering,
    changes_vec: changesVec,
  };
}

export function helloRoute(app: FastifyInstance, site: SiteContext): void {
  const pushAfter = spreadPushes(site.now, Math.random);
  const readStream = streamReader(site);
  const noteContact = contactBook(site.pool, (error) =>
    site.log.warn({ err: error }, 'contacts of tills were not written down'),
  );
  const noteHealth = healthBook(site.pool, (error) =>
    site.log.warn({ err: error }, 'health of tills was not written down'),
  );
  app.post<{ Body: Request }>(
    '/v1/sync/hello',
    {
      config: { access: 'push' },
      bodyLimit: HELLO_BODY_BYTES,
      schema: { summary: 'Probe and evidence', body: HelloRequest, response: { 200: HelloAnswer } },
    },
    async (request) => {
      const { body } = request;
      const till = tillOf(request);
      const stream = streamOf(till);
      if (till.stream !== undefined)
        noteContact({ stream: till.stream, tillId: till.tillId, ask: body });
      const { health, backlog } = body;
      // A revoked till may say what it likes of itself, but it steers no pilot.
      if (health !== undefined && till.standing === 'good')
        noteHealth({ tillId: till.tillId, store: till.store, health, backlog });
      const news = await readStream(stream);
      return answerHello(site, stream, news, body, pushAfter(body.backlog.waiting));
    },
  );
}
