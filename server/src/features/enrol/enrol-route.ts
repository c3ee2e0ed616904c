import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { EnrolAnswer, EnrolRequest } from '../../../../src/contracts/wire.ts';
import type { SiteContext } from '../../site-context.ts';
import { redeemCode } from './redeem-code.ts';

export function enrolRoute(app: FastifyInstance, site: SiteContext): void {
  app.post<{ Body: Static<typeof EnrolRequest> }>(
    '/v1/enrol',
    {
      bodyLimit: 4096,
      schema: { summary: 'Redeem a code', body: EnrolRequest, response: { 200: EnrolAnswer } },
    },
    (request, reply) => {
      reply.header('cache-control', 'no-store');
      return redeemCode(site, request.body);
    },
  );
}
