import type { FastifyInstance } from 'fastify';
import { HARD_BODY_BYTES } from '../../../../src/contracts/op.ts';
import { OpsAnswer } from '../../../../src/contracts/wire.ts';
import { tillOf } from '../../plugins/till-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { plainBody } from './plain-body.ts';
import { readBatch } from './read-batch.ts';
import { pushStore } from './store-push.ts';

export function opsRoute(app: FastifyInstance, site: SiteContext): void {
  const store = pushStore(site);
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
      const body = await plainBody(request);
      const batch = readBatch(body, { tillId: till.tillId, nowMs: site.now() });
      if (batch.header.stream !== till.stream) {
        throw new ProblemError('wrong-stream', 'header names another stream than the request');
      }
      request.pushed = batch;
      return store({ till, batch });
    },
  );
}
