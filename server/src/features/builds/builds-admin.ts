import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import {
  BUILD_PART_BYTES,
  BuildHash,
  BuildsView,
  LARGEST_BUILD_BYTES,
  MakeChampion,
  PublishBuild,
} from '../../../../src/contracts/build-feed.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { keepPart } from './build-parts.ts';
import { buildsView, makeChampion, publishBuild } from './build-desk.ts';

const PartParams = Type.Object({
  hash: BuildHash,
  n: Type.Integer({ minimum: 0, maximum: LARGEST_BUILD_BYTES / BUILD_PART_BYTES - 1 }),
});
type OfPart = { Params: Static<typeof PartParams> };
const PartKept = Type.Object({ hash: BuildHash, n: Type.Integer() });

/** Builds, for the command that publishes them: parts of files, the build, the champion, who runs what. */
export function buildsAdmin(app: FastifyInstance, site: SiteContext): void {
  const config = { access: 'admin' } as const;
  const answers = { 200: BuildsView };
  app.get(
    '/v1/admin/builds',
    { config, schema: { summary: 'Builds, and which till runs which', response: answers } },
    () => buildsView(site),
  );
  app.post<OfPart>(
    '/v1/admin/builds/files/:hash/:n',
    {
      config,
      schema: { summary: 'Keep a part of a file', params: PartParams, response: { 200: PartKept } },
    },
    async ({ params, rawBody }) => {
      if (rawBody === undefined || rawBody.length === 0 || rawBody.length > BUILD_PART_BYTES)
        throw new ProblemError('malformed-request', `a part has 1 to ${BUILD_PART_BYTES} bytes`);
      await keepPart(site.pool, params.hash, params.n, rawBody);
      return params;
    },
  );
  app.post<{ Body: PublishBuild }>(
    '/v1/admin/builds',
    { config, schema: { summary: 'Publish a build', body: PublishBuild, response: answers } },
    async ({ body }) => publishBuild(site, body),
  );
  app.post<{ Body: MakeChampion }>(
    '/v1/admin/builds/champion',
    {
      config,
      schema: { summary: 'What stores outside pilots run', body: MakeChampion, response: answers },
    },
    async ({ body }) => makeChampion(site, body),
  );
}
