import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { cacheGuardSource } from './cache-guard.ts';
import { honest, NotPlayed } from './honest.ts';
import { toHttpUrl, toSchemeUrl } from './scheme-url.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type Protocol = Pick<
  Electron.Protocol,
  'handle' | 'unhandle' | 'isProtocolHandled' | 'registerSchemesAsPrivileged'
>;

/** Schemes registered as privileged; fixed once the app is ready. */
export const schemes = new Set<string>();
const handlers = new Map<string, Handler>();
let isFixed = false;

/** Asked before a document answers with a redirect; true = the app prevented it. */
type RedirectGuard = (to: string) => boolean;
let redirectGuard: RedirectGuard = () => false;

export function setRedirectGuard(guard: RedirectGuard): void {
  redirectGuard = guard;
}

const plain: Protocol = {
  registerSchemesAsPrivileged(list) {
    if (isFixed)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    if (schemes.size > 0)
      throw new NotPlayed('a second call of protocol.registerSchemesAsPrivileged');
    for (const { scheme, privileges } of list) {
      if (!privileges?.standard || !privileges.secure || !privileges.supportFetchAPI)
        throw new NotPlayed(`scheme '${scheme}' that is not standard, secure and fetchable`);
      if (privileges.bypassCSP) throw new NotPlayed('privileges.bypassCSP');
      schemes.add(scheme);
    }
  },
  handle(scheme, handler) {
    if (!schemes.has(scheme))
      throw new NotPlayed(`protocol.handle('${scheme}') of an unprivileged scheme`);
    if (handlers.has(scheme)) throw new Error('Failed to register protocol: ' + scheme);
    handlers.set(scheme, handler);
  },
  unhandle(scheme) {
    if (!handlers.delete(scheme)) throw new Error('Failed to unhandle protocol: ' + scheme);
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
};

/** `protocol` and `session.defaultSession.protocol`. */
export const protocol = honest('protocol', plain);

/** Opens the loopback server behind every privileged scheme and names it to Chromium. */
export async function openSchemes(): Promise<{ resolverRules: string; server: Server }> {
  isFixed = true;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const resolverRules = [...schemes].map((s) => `MAP *.${s}.localhost 127.0.0.1:${port}`).join(',');
  return { resolverRules, server };
}

/** A handler that throws becomes a failed request, as on Electron. */
async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = toSchemeUrl(`http://${incoming.headers.host ?? ''}${incoming.url ?? '/'}`, schemes);
  const scheme = new URL(url).protocol.slice(0, -1);
  const handler = handlers.get(scheme);
  if (!handler) return void outgoing.destroy();
  const response = await handler(toRequest(url, incoming));
  const headers = Object.fromEntries(response.headers);
  const location = headers['location'];
  if (location && response.status >= 300 && response.status < 400) {
    const target = new URL(location, url).href;
    const isDocument = incoming.headers['sec-fetch-dest'] === 'document';
    // 204 leaves the page where it is, which is what a prevented redirect does.
    if (isDocument && redirectGuard(target)) return void outgoing.writeHead(204).end();
    headers['location'] = toHttpUrl(target, schemes) ?? target;
  }
  await send(outgoing, response, headers, guardFor(incoming, scheme));
}

function toRequest(url: string, incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (typeof value === 'string' && name !== 'host' && name !== 'connection')
      headers.set(name, /^(origin|referer)$/.test(name) ? toSchemeUrl(value, schemes) : value);
  const method = incoming.method ?? 'GET';
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  const body = Readable.toWeb(incoming) as unknown as BodyInit;
  return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit);
}

/** Scripts of workers get the Cache guard in front; pages get it with the preload. */
function guardFor(incoming: IncomingMessage, scheme: string): string {
  const destination = incoming.headers['sec-fetch-dest'] ?? '';
  return destination.endsWith('worker') ? cacheGuardSource(scheme) : '';
}

async function send(
  outgoing: ServerResponse,
  response: Response,
  headers: Record<string, string>,
  prefix: string,
): Promise<void> {
  delete headers['content-length'];
  delete headers['content-encoding'];
  // Responses of a custom scheme never enter Chromium's HTTP cache.
  headers['cache-control'] = 'no-store';
  outgoing.writeHead(response.status, headers);
  outgoing.write(prefix);
  if (response.body)
    await pipeline(Readable.fromWeb(response.body as unknown as ReadableStream), outgoing);
  else outgoing.end();
}
