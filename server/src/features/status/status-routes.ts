import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type, type Static } from 'typebox';
import { dayMs } from '../../calendar-day.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { siteStatus } from '../admin/site-status.ts';
import { storeDay } from '../closing/store-day.ts';
import { doubleReturns } from '../documents/double-returns.ts';
import { mailStatus } from '../mail/mail-status.ts';
import { unprovenReturns } from '../returns/unproven-returns.ts';
import { lostValue } from '../stored-value/lost-value.ts';
import { dayFragment } from './day-page.ts';
import { DocumentQuery, findDocuments } from './find-documents.ts';
import { documentsFragment, statusFragment, statusFrame, type Quarantined } from './status-page.ts';

const ASSETS = join(import.meta.dirname, 'assets');
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const MOST_QUARANTINED = 200;
/** So many of each till come before any till's others: one that sends rubbish hides nobody's. */
const QUARANTINED_OF_EACH = 10;

const DayQuery = Type.Object({
  store: Type.String({ pattern: '^[0-9]{4}$' }),
  day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
});

function guarded(reply: FastifyReply, type: string): FastifyReply {
  return reply
    .header('content-security-policy', POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .type(type);
}

async function quarantined(site: SiteContext): Promise<Quarantined[]> {
  const found = await site.pool.query<Quarantined>(
    `SELECT till_id, seq, reason
       FROM (SELECT s.till_id, q.seq, q.reason,
                    row_number() OVER (PARTITION BY s.till_id ORDER BY q.seq) AS nth
               FROM projection.quarantine q JOIN stream_state s USING (stream_id)) ranked
      ORDER BY nth > ${QUARANTINED_OF_EACH}, till_id, seq LIMIT ${MOST_QUARANTINED}`,
  );
  return found.rows;
}

/** A page for people at head office. The frame is open; what it shows wants the admin token. */
export function statusRoutes(app: FastifyInstance, site: SiteContext): void {
  const html = 'text/html; charset=utf-8';
  const assets = [
    ['/status/page.js', 'page.js', 'text/javascript; charset=utf-8'],
    ['/status/page.css', 'page.css', 'text/css; charset=utf-8'],
  ] as const;
  for (const [path, file, type] of assets) {
    const bytes = readFileSync(join(ASSETS, file));
    app.get(path, { schema: { hide: true } }, (_request, reply) =>
      guarded(reply, type).send(bytes),
    );
  }
  app.get('/', { schema: { hide: true } }, (_request, reply) =>
    guarded(reply, html).send(statusFrame(site.config.site, site.config.region)),
  );
  app.get(
    '/status/live',
    { config: { access: 'status' }, schema: { hide: true } },
    async (_request, reply) =>
      guarded(reply, html).send(
        statusFragment(
          await siteStatus(site),
          await quarantined(site),
          await doubleReturns(site.pool),
          await lostValue(site.pool),
          await unprovenReturns(site.pool),
          await mailStatus(site.pool),
        ),
      ),
  );
  app.get<{ Querystring: Static<typeof DayQuery> }>(
    '/status/day',
    { config: { access: 'status' }, schema: { hide: true, querystring: DayQuery } },
    async (request, reply) => {
      const { store, day } = request.query;
      if (dayMs(day) === undefined) throw new ProblemError('malformed-request', 'day is no day');
      const { region, peer } = site.config;
      const found = await storeDay(site.pool, { region, store, day, peer: peer?.id });
      return guarded(reply, html).send(dayFragment({ store, day, ...found }, peer?.id));
    },
  );
  app.get<{ Querystring: DocumentQuery }>(
    '/status/documents',
    { config: { access: 'status' }, schema: { hide: true, querystring: DocumentQuery } },
    async (request, reply) => {
      const isSearch = Object.values(request.query).some((value) => value !== '');
      const found = await findDocuments(site.pool, request.query);
      return guarded(reply, html).send(documentsFragment(found, isSearch));
    },
  );
}
