import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  CloseDayAsk,
  ConsoleDay,
  ConsoleDayPath,
  ConsoleStorePath,
  ConsoleToday,
  ConsoleSite,
  FleetAnswer,
} from '../../../../src/contracts/console.ts';
import type { StoreProfile } from '../../../../src/contracts/store-profile.ts';
import { dayMs } from '../../calendar-day.ts';
import { needStore, personOf } from '../../plugins/console-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { SiteStatus } from '../../../../src/contracts/site-status.ts';
import { siteStatus } from '../admin/site-status.ts';
import { storeProfile } from '../changes/store-profile.ts';
import { tellConsoleClose } from '../closing/console-closes.ts';
import { dayPictures } from '../closing/day-pictures.ts';
import { storeDay } from '../closing/store-day.ts';
import { readFleet } from './fleet.ts';

const GUARDED = { access: 'console' } as const;

/** What the console's page asks for; each answer is for the person who is signed in. */
export function consoleRoutes(app: FastifyInstance, site: SiteContext): void {
  app.addHook('onSend', async (request, reply) => {
    if (request.routeOptions.config.access === 'console') reply.header('cache-control', 'no-store');
  });
  app.get(
    '/console/api/me',
    {
      config: GUARDED,
      schema: { summary: 'Who is signed in, and where', response: { 200: ConsoleSite } },
    },
    (request): ConsoleSite => {
      const { region, site: name } = site.config;
      return { region, site: name, me: personOf(request) };
    },
  );
  app.get(
    '/console/api/fleet',
    {
      config: GUARDED,
      schema: { summary: 'Every till of the asker', response: { 200: FleetAnswer } },
    },
    async (request): Promise<FleetAnswer> => {
      const server_ms = site.now();
      return { server_ms, tills: await readFleet(site.pool, personOf(request), server_ms) };
    },
  );
  app.get(
    '/console/api/site',
    {
      config: GUARDED,
      schema: { summary: 'State of this site', response: { 200: SiteStatus } },
    },
    async (request): Promise<SiteStatus> => {
      const { role, stores } = personOf(request);
      return siteStatus(site, role === 'it' ? undefined : stores);
    },
  );
  dayRoutes(app, site);
}

function dayRoutes(app: FastifyInstance, site: SiteContext): void {
  app.get<{ Params: ConsoleStorePath }>(
    '/console/api/stores/:store/today',
    {
      config: GUARDED,
      schema: {
        summary: 'The business day that it is in a store',
        params: ConsoleStorePath,
        response: { 200: ConsoleToday },
      },
    },
    async (request): Promise<ConsoleToday> => {
      const { store } = request.params;
      needStore(personOf(request), store);
      const { time_zone: timeZone } = await readProfile(site, store);
      return { day: storeDate(site.now(), timeZone) };
    },
  );
  app.get<{ Params: ConsoleDayPath }>(
    '/console/api/stores/:store/days/:day',
    {
      config: GUARDED,
      schema: {
        summary: "A store's end of day",
        params: ConsoleDayPath,
        response: { 200: ConsoleDay },
      },
    },
    (request) => readDay(site, request),
  );
  app.post<{ Params: ConsoleDayPath; Body: CloseDayAsk }>(
    '/console/api/stores/:store/days/:day/close',
    {
      config: GUARDED,
      schema: {
        summary: "Close a store's day at head office",
        params: ConsoleDayPath,
        body: CloseDayAsk,
        response: { 200: ConsoleDay },
      },
    },
    async (request) => {
      await closeDay(site, request, request.body);
      return readDay(site, request);
    },
  );
}

type OfDay = FastifyRequest<{ Params: ConsoleDayPath }>;

async function readDay(site: SiteContext, request: OfDay): Promise<ConsoleDay> {
  const { store, day } = dayOf(request);
  const { region, site: name, peer } = site.config;
  const profile = await readProfile(site, store);
  const of = { region, store, day };
  const found = await storeDay(site.pool, { ...of, peer: peer?.id });
  const pictures = await dayPictures(site.pool, { ...of, timeZone: profile.time_zone });
  return { day: { region, site: name, store, day, ...found }, store_name: profile.name, pictures };
}

/**
 * Nothing of the day is changed by it: it is one more fact (dom-Z11). Who closes has seen which tills are
 * missing; where that is no longer so, they look again first.
 */
async function closeDay(site: SiteContext, request: OfDay, ask: CloseDayAsk): Promise<void> {
  const { store, day } = dayOf(request);
  const { time_zone: timeZone } = await readProfile(site, store);
  if (day > storeDate(site.now(), timeZone))
    throw new ProblemError('malformed-request', 'the day has not begun in the store');
  const { region, peer } = site.config;
  const { tills, closes } = await storeDay(site.pool, { region, store, day, peer: peer?.id });
  if (closes.some(({ close_id: id }) => id === ask.close_id)) return;
  if (closes.length !== ask.closes)
    throw new ProblemError('head-office-conflict', 'the day was closed since you looked');
  const missing = tills.filter(({ state }) => state !== 'closed').map(({ till }) => till);
  if (missing.toSorted().join() !== ask.missing.toSorted().join())
    throw new ProblemError('head-office-conflict', 'other tills are missing than you were shown');
  const zs = tills.flatMap(({ shifts }) => shifts.flatMap(({ closings }) => closings));
  const isProven = ({ proof }: (typeof zs)[number]): boolean =>
    proof.state === 'whole' || proof.state === 'archived';
  const { subject, name } = personOf(request);
  const { close_id, note } = ask;
  await tellConsoleClose(
    site,
    { store, day },
    {
      close_id,
      till: '00',
      at: 'head-office',
      at_ms: site.now(),
      closed_by: name,
      missing,
      proven: zs.length > 0 && zs.every(isProven),
      ...(note === undefined || note.trim() === '' ? {} : { note: note.trim() }),
    },
    `console:${subject}`,
  );
}

/** The calendar date on the store's own clock. */
function storeDate(ms: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return format.format(ms);
}

function dayOf(request: OfDay): ConsoleDayPath {
  const { store, day } = request.params;
  needStore(personOf(request), store);
  if (dayMs(day) === undefined) throw new ProblemError('malformed-request', 'day is no day');
  return { store, day };
}

/** The store's newest profile; a number that is no store's is not there. */
async function readProfile(site: SiteContext, store: string): Promise<StoreProfile> {
  const profile = await storeProfile(site.pool, store);
  if (profile === undefined) throw new ProblemError('not-found', 'no such store');
  return profile;
}
