import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import {
  BUILD_MANIFESTS,
  BuildAsk,
  BuildHash,
  type BuildFile,
  type BuildPlatform,
} from '../../../../src/contracts/build-feed.ts';
import { tillOf, type Till } from '../../plugins/till-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { bytesOf, isHere } from './build-parts.ts';
import { choiceOf, sharedBook, type BuildBook } from './build-book.ts';
import { signedManifest } from './build-manifest.ts';
import { byteRange } from './byte-range.ts';

const ManifestParams = Type.Object({
  manifest: Type.Union(Object.values(BUILD_MANIFESTS).map((name) => Type.Literal(name))),
});
const FileParams = Type.Object({ hash: BuildHash });
type OfManifest = { Params: Static<typeof ManifestParams>; Querystring: Static<typeof BuildAsk> };
type OfFile = { Params: Static<typeof FileParams> };

const platformOf = (manifest: string): BuildPlatform =>
  manifest === BUILD_MANIFESTS.win32 ? 'win32' : 'linux';

/** What a till says with its question; its failure keeps the moment at which it was first told, each why its own. */
async function noteAsk(site: SiteContext, till: Till, ask: BuildAsk): Promise<void> {
  await site.pool.query(
    `INSERT INTO build_asks AS b (till_id, store, build, failed, why, refuses, held_up, failed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $4::text IS NULL THEN NULL ELSE now() END)
     ON CONFLICT (till_id) DO UPDATE SET store = excluded.store, build = excluded.build,
       asked_at = now(), refuses = excluded.refuses, held_up = excluded.held_up,
       failed = coalesce(excluded.failed, b.failed),
       why = CASE WHEN excluded.failed IS NULL THEN b.why ELSE excluded.why END,
       failed_at = CASE WHEN excluded.failed IS NULL
                          OR (excluded.failed IS NOT DISTINCT FROM b.failed
                              AND excluded.why IS NOT DISTINCT FROM b.why)
                        THEN b.failed_at ELSE now() END`,
    [
      till.tillId,
      till.store,
      ask.build,
      ask.failed ?? null,
      ask.why ?? null,
      ask.refuses ?? null,
      ask.held_up ?? null,
    ],
  );
}

type Read = () => Promise<BuildBook>;

/** Which build the asking till's own store should run (BLD2). 404: nobody ever said, so it stays as it is. */
function manifestRoute(app: FastifyInstance, site: SiteContext, read: Read): void {
  app.get<OfManifest>(
    '/v1/store/builds/:manifest',
    {
      config: { access: 'pull' },
      schema: {
        summary: "The build that a till's own store should run",
        params: ManifestParams,
        querystring: BuildAsk,
      },
    },
    async (request, reply) => {
      const till = tillOf(request);
      reply.header('cache-control', 'no-store');
      await noteAsk(site, till, request.query).catch((error: unknown) =>
        site.log.warn({ err: String(error) }, 'a question for a build was not noted'),
      );
      const platform = platformOf(request.params.manifest);
      const book = await read();
      const choice = await choiceOf(site.pool, book, till.store);
      const row = choice === undefined ? undefined : book.builds.get(choice.build);
      const file = row?.files.find((one) => one.platform === platform);
      if (choice === undefined || row === undefined || file === undefined)
        throw new ProblemError('not-found', 'no build for this store');
      const { region, site: name } = site.config;
      const { nonce } = request.query;
      const { release } = choice;
      const text = signedManifest(site, row, {
        region,
        site: name,
        store: till.store,
        till_id: till.tillId,
        platform,
        nonce,
        sequence: book.sequence,
        ...(release === undefined ? {} : { release }),
        file,
      });
      return reply.type('text/yaml').send(text);
    },
  );
}

/** A file of the build that the asking till's store should run; any piece of it. */
function fileRoute(app: FastifyInstance, site: SiteContext, read: Read): void {
  app.get<OfFile>(
    '/v1/store/builds/files/:hash',
    {
      config: { access: 'pull' },
      schema: { summary: 'Bytes of a build', params: FileParams },
    },
    async (request, reply) => {
      const { hash } = request.params;
      const file = await fileFor(site, await read(), tillOf(request).store, hash);
      if (file === undefined || !(await isHere(site.pool, file)))
        throw new ProblemError('not-found', 'that file is not of this store’s build, or not here');
      reply.header('cache-control', 'no-store').header('accept-ranges', 'bytes');
      reply.header('etag', `"${hash}"`).type('application/octet-stream');
      const range = byteRange(request.headers.range, file.size);
      if (range.kind === 'none')
        return reply.code(416).header('content-range', `bytes */${file.size}`).send();
      const { from, to } = range.kind === 'part' ? range : { from: 0, to: file.size - 1 };
      if (range.kind === 'part')
        reply.code(206).header('content-range', `bytes ${from}-${to}/${file.size}`);
      reply.header('content-length', to - from + 1);
      return reply.send(Readable.from(bytesOf(site.pool, hash, from, to)));
    },
  );
}

async function fileFor(
  site: SiteContext,
  book: BuildBook,
  store: string,
  hash: string,
): Promise<BuildFile | undefined> {
  const choice = await choiceOf(site.pool, book, store);
  const row = choice === undefined ? undefined : book.builds.get(choice.build);
  return row?.files.find((one) => one.hash === hash);
}

export function storeBuildsRoutes(app: FastifyInstance, site: SiteContext): void {
  const read = sharedBook(site.pool, () => performance.now());
  manifestRoute(app, site, read);
  fileRoute(app, site, read);
}
