import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { APP_ORIGIN, makeAppHandler } from '../../src/main/app-scheme.ts';
import { CONTENT_SECURITY_POLICY } from '../../src/main/security-headers.ts';

export type TillPage = { url: string; close(): Promise<void> };

/** The shell's policy, but the browser till calls its sites itself (D24). */
function policyFor(siteUrls: readonly string[]): string {
  const own = "connect-src 'self'";
  return CONTENT_SECURITY_POLICY.replace(own, [own, ...siteUrls].join(' '));
}

/**
 * Serves the built renderer for browsers from one origin that is no site, as the shell's own scheme
 * does, and `/region.json` as an installer would put it beside a till.
 */
export async function serveTillPage(options: {
  renderer: string;
  port: number;
  siteUrls: readonly string[];
  trustFile: string;
}): Promise<TillPage> {
  const answer = makeAppHandler(options.renderer);
  const policy = policyFor(options.siteUrls);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://till.invalid');
    const isRegion = pathname === '/region.json';
    const ask = new Request(`${APP_ORIGIN}${pathname}`, { method: plainMethod(request.method) });
    void (isRegion ? Promise.resolve(regionFile(options.trustFile)) : answer(ask)).then(
      (found) => send(response, found, pathname, policy, request.method === 'HEAD'),
      () => response.writeHead(500).end(),
    );
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(options.port, '127.0.0.1', resolve);
  await promise;
  return { url: `http://127.0.0.1:${options.port}/`, close: () => closed(server) };
}

/** Methods that `Request` cannot carry are answered like any other that is not GET. */
function plainMethod(method = 'GET'): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'].includes(method)
    ? method
    : 'POST';
}

function regionFile(trustFile: string): Response {
  return new Response(readFileSync(trustFile), {
    headers: { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' },
  });
}

/** Names that change with their bytes; all else is asked for again each time. */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;

async function send(
  response: ServerResponse,
  found: Response,
  pathname: string,
  policy: string,
  headOnly: boolean,
): Promise<void> {
  const bytes = Buffer.from(await found.arrayBuffer());
  const isWorker = found.ok && pathname === '/sw.js';
  const body = isWorker ? Buffer.concat([headersNamed(policy), bytes]) : bytes;
  response.writeHead(found.status, {
    ...Object.fromEntries(found.headers),
    'content-length': String(body.length),
    'content-security-policy': policy,
    'cache-control':
      found.ok && HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(headOnly ? undefined : body);
}

/** A page kept offline keeps its policy, which names the sites: where it changes, so must the worker. */
function headersNamed(policy: string): Buffer {
  const name = createHash('sha256').update(policy).digest('hex').slice(0, 16);
  return Buffer.from(`self.PAGE_HEADERS=${JSON.stringify(name)};\n`);
}

async function closed(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}
