import type { FastifyInstance } from 'fastify';
import { AuditAsk, AuditPage } from '../../../../src/contracts/audit.ts';
import { personOf } from '../../plugins/console-auth.ts';
import type { SiteContext } from '../../site-context.ts';
import { readAudit } from '../audit/read-audit.ts';

/** Who did what, when and why: releases, flags, closes, operations set aside, sign-ins. */
export function auditRoutes(app: FastifyInstance, site: SiteContext): void {
  app.get<{ Querystring: AuditAsk }>(
    '/console/api/audit',
    {
      config: { access: 'console' },
      schema: {
        summary: 'Who did what at head office',
        querystring: AuditAsk,
        response: { 200: AuditPage },
      },
    },
    (request): Promise<AuditPage> => readAudit(site.pool, personOf(request), request.query),
  );
}
