import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import {
  NewRelease,
  ReleaseAct,
  ReleaseId,
  ReleaseList,
  ReleaseView,
} from '../../../../src/contracts/release.ts';
import type { SiteContext } from '../../site-context.ts';
import { actOnRelease, createRelease, listReleases, oneRelease } from './release-desk.ts';

const Params = Type.Object({ id: ReleaseId });
type OfOne = { Params: Static<typeof Params> };

/**
 * Releases, for the command and other tools: list, look, create, act. Every step is a row of this
 * site's change log; the rows are the audit.
 */
export function releasesAdmin(app: FastifyInstance, site: SiteContext): void {
  const config = { access: 'admin' } as const;
  const answers = { 200: ReleaseView };
  app.get(
    '/v1/admin/releases',
    { config, schema: { summary: 'Every release', response: { 200: ReleaseList } } },
    () => listReleases(site),
  );
  app.get<OfOne>(
    '/v1/admin/releases/:id',
    { config, schema: { summary: 'One release', params: Params, response: answers } },
    (request) => oneRelease(site, request.params.id),
  );
  app.post<{ Body: NewRelease }>(
    '/v1/admin/releases',
    { config, schema: { summary: 'Create a release', body: NewRelease, response: answers } },
    (request) => createRelease(site, request.body),
  );
  app.post<OfOne & { Body: ReleaseAct }>(
    '/v1/admin/releases/:id/act',
    {
      config,
      schema: { summary: 'Act on a release', params: Params, body: ReleaseAct, response: answers },
    },
    (request) => actOnRelease(site, request.params.id, request.body),
  );
}
