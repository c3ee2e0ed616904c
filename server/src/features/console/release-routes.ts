import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import {
  ConsoleNewRelease,
  ConsoleReleaseAct,
  ReleaseChoices,
  ReleaseId,
  ReleaseList,
  ReleasePreview,
  ReleasePreviewAsk,
  ReleaseView,
} from '../../../../src/contracts/release.ts';
import { personOf } from '../../plugins/console-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { previewRelease, releaseChoices } from '../releases/preview-release.ts';
import { actOnRelease, createRelease, listReleases } from '../releases/release-desk.ts';

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

/** A new release: what it can name, whom it would reach, and its first row. */
export function newReleaseRoutes(app: FastifyInstance, site: SiteContext): void {
  app.get(
    '/console/api/release-choices',
    {
      config: GUARDED,
      schema: { summary: 'What a new release can name', response: { 200: ReleaseChoices } },
    },
    async (request): Promise<ReleaseChoices> => {
      itOf(request);
      return releaseChoices(site);
    },
  );
  app.post<{ Body: ReleasePreviewAsk }>(
    '/console/api/releases/preview',
    {
      config: GUARDED,
      schema: {
        summary: 'Whom a release would reach',
        body: ReleasePreviewAsk,
        response: { 200: ReleasePreview },
      },
    },
    async (request): Promise<ReleasePreview> => {
      itOf(request);
      return previewRelease(site, request.body);
    },
  );
  app.post<{ Body: ConsoleNewRelease }>(
    '/console/api/releases',
    {
      config: GUARDED,
      schema: {
        summary: 'Create a release, as IT',
        body: ConsoleNewRelease,
        response: { 200: ReleaseView },
      },
    },
    async (request): Promise<ReleaseView> => {
      const who = itOf(request);
      const { start_at_ms: start, cutoff_ms: cutoff } = request.body.release;
      if ([start, cutoff].some((ms) => ms !== undefined && ms <= site.now()))
        throw new ProblemError('malformed-request', 'a time that was named is over');
      return createRelease(site, { ...request.body, who });
    },
  );
}

function itOf(request: FastifyRequest): string {
  const { role, subject } = personOf(request);
  if (role !== 'it') throw new ProblemError('not-found');
  return subject;
}
