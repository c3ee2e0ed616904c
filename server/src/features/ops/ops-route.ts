import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { HARD_BODY_BYTES } from '../../../../src/contracts/op.ts';
import { OpsAnswer } from '../../../../src/contracts/wire.ts';
import { tillOf } from '../../plugins/till-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { readBatch } from './read-batch.ts';
import { storeBatch } from './store-batch.ts';

const inflate = promisify(gunzip);

/** The body as it was before gzip, bounded: a small body must not unfold without end. */
async function plainBody(body: Uint8Array, encoding: string | undefined): Promise<Uint8Array> {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip') throw new ProblemError('malformed-request', 'unknown content encoding');
  try {
    return await inflate(body, { maxOutputLength: HARD_BODY_BYTES });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new ProblemError('too-large');
    throw new ProblemError('malformed-request', 'body is not gzip');
  }
}

export function opsRoute(app: FastifyInstance, site: SiteContext): void {
  app.post(
    '/v1/sync/ops',
    {
      config: { access: 'push' },
      bodyLimit: HARD_BODY_BYTES,
      schema: { summary: 'Push ops: NDJSON, header line first', response: { 200: OpsAnswer } },
    },
    async (request) => {
      const till = tillOf(request);
      if (till.stream === undefined) throw new ProblemError('wrong-stream', 'no stream named');
      const body = await plainBody(
        request.rawBody ?? new Uint8Array(),
        request.headers['content-encoding'],
      );
      const batch = readBatch(body, { tillId: till.tillId, nowMs: site.now() });
      if (batch.header.stream !== till.stream) {
        throw new ProblemError('wrong-stream', 'header names another stream than the request');
      }
      return storeBatch(site, till, batch);
    },
  );
}
