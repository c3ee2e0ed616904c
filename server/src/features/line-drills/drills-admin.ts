import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { DrillId } from '../../../../src/contracts/line-drill.ts';
import {
  DrillList,
  DrillStart,
  DrillStop,
  DrillView,
} from '../../../../src/contracts/outage-drill.ts';
import type { SiteContext } from '../../site-context.ts';
import { listDrills, startDrill, stopDrill } from './drill-desk.ts';

const Params = Type.Object({ id: DrillId });
const Who = Type.Object({ who: DrillStop.properties.why });
const Start = Type.Intersect([Who, DrillStart]);
const Stop = Type.Intersect([Who, DrillStop]);

/** Outage drills, for the command and other tools. */
export function drillsAdmin(app: FastifyInstance, site: SiteContext): void {
  const config = { access: 'admin' } as const;
  const response = { 200: DrillView };
  app.get(
    '/v1/admin/drills',
    { config, schema: { summary: 'The newest outage drills', response: { 200: DrillList } } },
    () => listDrills(site),
  );
  app.post<{ Body: Static<typeof Start> }>(
    '/v1/admin/drills',
    { config, schema: { summary: 'Take the line of stores away', body: Start, response } },
    ({ body: { who, ...asked } }) => startDrill(site, asked, { who, author: who }),
  );
  app.post<{ Params: Static<typeof Params>; Body: Static<typeof Stop> }>(
    '/v1/admin/drills/:id/stop',
    {
      config,
      schema: { summary: 'Stop an outage drill', params: Params, body: Stop, response },
    },
    ({ params, body: { who, why } }) => stopDrill(site, params.id, why, { who, author: who }),
  );
}
