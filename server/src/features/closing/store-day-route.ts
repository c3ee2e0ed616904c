import type { FastifyInstance } from 'fastify';
import { DayPicturesAnswer } from '../../../../src/contracts/day-pictures.ts';
import { StoreDayAnswer, StoreDayQuery } from '../../../../src/contracts/store-day.ts';
import { dayMs } from '../../calendar-day.ts';
import { tillOf } from '../../plugins/till-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { storeProfile } from '../changes/store-profile.ts';
import { dayPictures } from './day-pictures.ts';
import { storeDay } from './store-day.ts';

/** The end of a day of the asking till's own store: what is closed, and whether all of it is here. */
export function storeDayRoute(app: FastifyInstance, site: SiteContext): void {
  const { region, site: name, peer } = site.config;
  app.get<{ Querystring: StoreDayQuery }>(
    '/v1/store/day',
    {
      config: { access: 'pull' },
      schema: {
        summary: "End of day of a till's own store",
        querystring: StoreDayQuery,
        response: { 200: StoreDayAnswer },
      },
    },
    async (request, reply): Promise<StoreDayAnswer> => {
      const { day } = request.query;
      if (dayMs(day) === undefined) throw new ProblemError('malformed-request', 'day is no day');
      const { store } = tillOf(request);
      reply.header('cache-control', 'no-store');
      const found = await storeDay(site.pool, { region, store, day, peer: peer?.id });
      return { region, site: name, store, day, ...found };
    },
  );
  app.get<{ Querystring: StoreDayQuery }>(
    '/v1/store/day/pictures',
    {
      config: { access: 'pull' },
      schema: {
        summary: "A day of a till's own store in figures for charts",
        querystring: StoreDayQuery,
        response: { 200: DayPicturesAnswer },
      },
    },
    async (request, reply): Promise<DayPicturesAnswer> => {
      const { day } = request.query;
      if (dayMs(day) === undefined) throw new ProblemError('malformed-request', 'day is no day');
      const { store } = tillOf(request);
      const profile = await storeProfile(site.pool, store);
      reply.header('cache-control', 'no-store');
      // A store is enrolled with a profile; were it taken away since, its hours are those of UTC.
      const of = { region, store, day, timeZone: profile?.time_zone ?? 'UTC' };
      return { region, site: name, store, day, pictures: await dayPictures(site.pool, of) };
    },
  );
}
