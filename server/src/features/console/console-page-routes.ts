import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { ProblemError } from '../../problem-error.ts';
import { readConsoleAssets, type Asset, type ConsoleAssets } from './console-assets.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** What a page asks first, by its address: it is on its way while the scripts are. */
const ASKED_FIRST = ['/console/api/me'];
const FLEET_ASKS_FIRST = [...ASKED_FIRST, '/console/api/fleet'];
const early = (paths: readonly string[]): string =>
  paths.map((path) => `<${path}>; rel=preload; as=fetch; crossorigin=anonymous`).join(', ');
/** Names of built files change with their bytes. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const PAGES = [
  '',
  '/fleet',
  '/releases',
  '/drills',
  '/parked',
  '/audit',
  '/sites',
  '/stores/:store',
].map((at) => `/console${at}`);
const HIDDEN = { hide: true } as const;
const FileName = Type.Object({ name: Type.String({ pattern: '^[\\w.-]+$' }) });

/** The console's own page and files. They hold no data and are open; what they show is asked for. */
export function consolePageRoutes(app: FastifyInstance): void {
  let assets = readConsoleAssets();
  // A demo builds the page while its sites start.
  const ready = (): ConsoleAssets => {
    if (assets.page === undefined) assets = readConsoleAssets();
    return assets;
  };
  const page = (reply: FastifyReply, isFleet: boolean): FastifyReply => {
    const { page: file } = ready();
    if (file === undefined)
      throw new ProblemError('unavailable', 'the console is not built: node tools/build/build.ts');
    return guarded(reply, file)
      .header('cache-control', 'no-store')
      .header('link', early(isFleet ? FLEET_ASKS_FIRST : ASKED_FIRST))
      .send(file.bytes);
  };
  // One page whatever the address: it reads there what to show.
  for (const url of PAGES)
    app.get(url, { schema: { ...HIDDEN, summary: 'The console' } }, (_request, reply) =>
      page(reply, url === '/console' || url === '/console/fleet'),
    );
  app.get<{ Params: { name: string } }>(
    '/console/assets/:name',
    { schema: { ...HIDDEN, summary: 'A file of the console', params: FileName } },
    (request, reply) => {
      const file = ready().file(`assets/${request.params.name}`);
      if (file === undefined) throw new ProblemError('not-found');
      return guarded(reply, file).header('cache-control', FOR_EVER).send(file.bytes);
    },
  );
}

function guarded(reply: FastifyReply, { type }: Asset): FastifyReply {
  return reply
    .header('content-security-policy', POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .type(type);
}
