import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { Id128 } from '../../../../src/contracts/ids.ts';
import { idBytes } from '../../ids.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { replayStream } from '../projection/replay-stream.ts';
import { SiteStatus } from '../../../../src/contracts/site-status.ts';
import { siteStatus } from './site-status.ts';

const Replay = Type.Object({ stream: Id128 });
const Done = Type.Object({ ok: Type.Literal(true) });

export function statusAdmin(app: FastifyInstance, site: SiteContext): void {
  app.get(
    '/v1/admin/status',
    {
      config: { access: 'admin' },
      schema: { summary: 'State of this site', response: { 200: SiteStatus } },
    },
    () => siteStatus(site),
  );
  app.post<{ Body: Static<typeof Replay> }>(
    '/v1/admin/quarantine/replay',
    {
      config: { access: 'admin' },
      schema: { summary: 'Project a whole stream again', body: Replay, response: { 200: Done } },
    },
    async (request) => {
      const stream = idBytes(request.body.stream);
      if (!(await replayStream(site, stream))) throw new ProblemError('not-found');
      return { ok: true };
    },
  );
}
