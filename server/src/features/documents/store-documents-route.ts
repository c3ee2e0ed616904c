import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import {
  DocumentAnswer,
  DocumentsAnswer,
  DocumentsQuery,
} from '../../../../src/contracts/documents.ts';
import { findTextProblem } from '../../../../src/domain/after/find-text.ts';
import { dayMs } from '../../calendar-day.ts';
import { tillOf } from '../../plugins/till-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { findInStore } from './find-in-store.ts';
import { openInStore } from './open-in-store.ts';

const Params = Type.Object({ number: Type.String({ pattern: '^[A-Za-z0-9-]{1,60}$' }) });

/**
 * Documents of the asking till's own store, from any of its tills: for a customer whose receipt is of
 * the till next to this one. The store is the one that was authenticated, never one that was named.
 */
export function storeDocumentsRoutes(app: FastifyInstance, site: SiteContext): void {
  const { region, site: name } = site.config;
  app.get<{ Querystring: DocumentsQuery }>(
    '/v1/store/documents',
    {
      config: { access: 'pull' },
      schema: {
        summary: "Documents of a till's own store",
        querystring: DocumentsQuery,
        response: { 200: DocumentsAnswer },
      },
    },
    async (request, reply): Promise<DocumentsAnswer> => {
      const { query } = request;
      // The 30th of February has the shape of a date, and the database would refuse it.
      if (query.day !== undefined && dayMs(query.day) === undefined) {
        throw new ProblemError('malformed-request', 'day is no day');
      }
      const problem = findTextProblem(query.by, query.text?.trim() ?? '');
      // Nothing of the text is told: it may be a card's number (dom-Y2).
      if (problem !== undefined) throw new ProblemError('malformed-request', problem);
      reply.header('cache-control', 'no-store');
      const found = await findInStore(site.pool, tillOf(request).store, query);
      return { region, site: name, ...found };
    },
  );
  app.get<{ Params: Static<typeof Params> }>(
    '/v1/store/documents/:number',
    {
      config: { access: 'pull' },
      schema: {
        summary: "One document of a till's own store, with what came back of it",
        params: Params,
        response: { 200: DocumentAnswer },
      },
    },
    async (request, reply): Promise<DocumentAnswer> => {
      const found = await openInStore(site.pool, tillOf(request).store, request.params.number);
      if (found === undefined) throw new ProblemError('not-found');
      reply.header('cache-control', 'no-store');
      return { region, site: name, ...found };
    },
  );
}
