import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Drain } from '../plugins/drain.ts';
import { ProblemError } from '../problem-error.ts';
import type { SiteContext } from '../site-context.ts';

const Ok = Type.Object({ ok: Type.Literal(true) });

/** For the balancer. Never looks at the peer: one dead site must not take both out (D6). */
export function healthRoutes(app: FastifyInstance, site: SiteContext, drain: Drain): void {
  app.get('/livez', { schema: { response: { 200: Ok } } }, () => ({ ok: true }));
  app.get('/readyz', { schema: { response: { 200: Ok } } }, async () => {
    if (drain.leaving) throw new ProblemError('draining');
    const found = await site.pool.query<{ standby: boolean }>(
      'SELECT pg_is_in_recovery() AS standby',
    );
    if (found.rows[0]?.standby !== false) throw new ProblemError('unavailable');
    return { ok: true };
  });
}
