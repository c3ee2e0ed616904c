import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import {
  ConsoleReleaseAct,
  ReleaseId,
  ReleaseList,
  ReleaseView,
} from '../../../../src/contracts/release.ts';
import { personOf } from '../../plugins/console-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { actOnRelease, listReleases } from '../releases/release-desk.ts';

const GUARDED = { access: 'console' } as const;
const Params = Type.Object({ id: ReleaseId });

/** Releases for IT. Who acts is who is signed in, so that a second person is one. */
export function releaseRoutes(app: FastifyInstance, site: SiteContext): void {
  app.get(
    '/console/api/releases',
    {
      config: GUARDED,
      schema: { summary: 'Every release, for IT', response: { 200: ReleaseList } },
    },
    // A manager's stores follow releases; which, is IT's.
    async (request): Promise<ReleaseList> =>
      personOf(request).role === 'it' ? listReleases(site) : { releases: [] },
  );
  app.post<{ Params: Static<typeof Params>; Body: ConsoleReleaseAct }>(
    '/console/api/releases/:id/act',
    {
      config: GUARDED,
      schema: {
        summary: 'Act on a release, as IT',
        params: Params,
        body: ConsoleReleaseAct,
        response: { 200: ReleaseView },
      },
    },
    (request) => actOnRelease(site, request.params.id, { ...request.body, who: itOf(request) }),
  );
}

function itOf(request: FastifyRequest): string {
  const { role, subject } = personOf(request);
  if (role !== 'it') throw new ProblemError('not-found');
  return subject;
}
