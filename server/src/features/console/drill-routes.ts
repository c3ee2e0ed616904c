import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { DrillId } from '../../../../src/contracts/line-drill.ts';
import {
  DrillList,
  DrillStart,
  DrillStop,
  DrillView,
} from '../../../../src/contracts/outage-drill.ts';
import { personOf } from '../../plugins/console-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { listDrills, startDrill, stopDrill, type DrillActor } from '../line-drills/drill-desk.ts';

const config = { access: 'console' } as const;
const Params = Type.Object({ id: DrillId });
const response = { 200: DrillView };

/** Outage drills for IT: the line of a group of stores is taken away, and what became of each till. */
export function drillRoutes(app: FastifyInstance, site: SiteContext): void {
  app.get(
    '/console/api/drills',
    { config, schema: { summary: 'Outage drills, for IT', response: { 200: DrillList } } },
    async (request): Promise<DrillList> =>
      personOf(request).role === 'it' ? listDrills(site) : { now_ms: site.now(), drills: [] },
  );
  app.post<{ Body: DrillStart }>(
    '/console/api/drills',
    {
      config,
      schema: { summary: 'Take the line of stores away, as IT', body: DrillStart, response },
    },
    (request) => startDrill(site, request.body, actorOf(request)),
  );
  app.post<{ Params: Static<typeof Params>; Body: DrillStop }>(
    '/console/api/drills/:id/stop',
    {
      config,
      schema: { summary: 'Stop an outage drill, as IT', params: Params, body: DrillStop, response },
    },
    (request) => stopDrill(site, request.params.id, request.body.why, actorOf(request)),
  );
}

function actorOf(request: FastifyRequest): DrillActor {
  const { role, subject, name } = personOf(request);
  if (role !== 'it') throw new ProblemError('not-found');
  return { who: name === '' ? subject : name, author: `console:${subject}` };
}
