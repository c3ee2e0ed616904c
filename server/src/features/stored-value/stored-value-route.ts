import type { FastifyInstance } from 'fastify';
import { ValueAnswer, ValueAsk } from '../../../../src/contracts/stored-value.ts';
import { tillOf } from '../../plugins/till-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { askAccount } from './value-account.ts';
import { UnknownCards } from './unknown-cards.ts';

const BODY_BYTES = 4096;

/** What is on a card that holds value, and a short hold on it while a sale is paid (G1). */
export function storedValueRoute(app: FastifyInstance, site: SiteContext): void {
  const { region, site: name } = site.config;
  const unknown = new UnknownCards();
  app.post<{ Body: ValueAsk }>(
    '/v1/store/stored-value',
    {
      bodyLimit: BODY_BYTES,
      config: { access: 'pull' },
      schema: {
        summary: 'What is on a card that holds value; keeps some of it for a sale being paid',
        body: ValueAsk,
        response: { 200: ValueAnswer },
      },
    },
    async (request, reply): Promise<ValueAnswer> => {
      const { tillId } = tillOf(request);
      const nowMs = site.now();
      const waits = (waitS: number | undefined): void => {
        if (waitS === undefined) return;
        reply.header('retry-after', String(waitS));
        throw new ProblemError('overloaded');
      };
      waits(unknown.waitS(tillId, nowMs));
      const account = await askAccount(site.pool, request.body, tillId, nowMs);
      if (!account.known) waits(unknown.met(tillId, request.body.code, nowMs));
      reply.header('cache-control', 'no-store');
      return { region, site: name, ...account };
    },
  );
}
