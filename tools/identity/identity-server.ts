import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Provider, type AdapterConstructor, type Configuration } from 'oidc-provider';
import { Door, type Person } from './people.ts';
import { SIGN_IN_STYLE, signInPage } from './sign-in-page.ts';

export type IdentityOptions = {
  port: number;
  people: readonly Person[];
  client: { id: string; secret: string; redirectUris: readonly string[] };
  now?: () => number;
};
export type IdentityServer = { issuer: string; close(): Promise<void> };

/** The library's own, without types; named here so that it does not warn that it forgets. */
const { createMemoryAdapter } = createRequire(import.meta.url)(
  'oidc-provider/lib/adapters/memory_adapter.js',
) as { createMemoryAdapter: (clockToleranceS: number) => AdapterConstructor };

const MOST_BODY = 4096;
const SESSION_S = 8 * 3600;

/**
 * A small OpenID Connect provider on loopback, for the demo and for tests: a certified library, people
 * out of a file, password and one-time code. It remembers nothing after its end: people sign in again.
 */
export async function startIdentity(options: IdentityOptions): Promise<IdentityServer> {
  const issuer = `http://127.0.0.1:${options.port}`;
  const door = new Door(options.people, options.now ?? Date.now);
  const provider = new Provider(issuer, configuration(options, door));
  const answer = provider.callback();
  const server = createServer((request, response) => {
    const asked = /^\/interaction\/([\w-]+)$/.exec(new URL(request.url ?? '/', issuer).pathname);
    if (asked === null) return void answer(request, response);
    signIn({ provider, door, request, response }, asked[1] ?? '').catch(() => {
      // The address of a sign-in that is over: the console begins a new one.
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('This sign-in is over. Go back to the console and try again.');
    });
  });
  await listening(server, options.port);
  return {
    issuer,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function configuration({ client }: IdentityOptions, door: Door): Configuration {
  return {
    adapter: createMemoryAdapter(0),
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [...client.redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: { openid: ['sub'], profile: ['name'], evertill: ['evertill_role', 'evertill_stores'] },
    scopes: ['openid', 'profile', 'evertill'],
    // Who somebody is stands in the token itself: the console asks nothing more.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: { Session: SESSION_S, Grant: SESSION_S, Interaction: 900, IdToken: 300, AccessToken: 300 },
    findAccount(_context, sub) {
      const person = door.person(sub);
      if (person === undefined) return undefined;
      const { name, role, stores } = person;
      return {
        accountId: sub,
        claims: () => ({ sub, name, evertill_role: role, evertill_stores: [...stores] }),
      };
    },
    // One client, which is ours: nobody is asked whether it may know their name.
    async loadExistingGrant(context) {
      const { client: asking, session, provider } = context.oidc;
      if (asking === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile evertill');
      await grant.save();
      return grant;
    },
  };
}

function signingKey(): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: '1' };
}

type Asked = {
  provider: Provider;
  door: Door;
  request: IncomingMessage;
  response: ServerResponse;
};

async function signIn({ provider, door, request, response }: Asked, uid: string): Promise<void> {
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return show(response, signInPage(uid));
  const form = new URLSearchParams(await readBody(request));
  const [user, password, code] = ['user', 'password', 'code'].map((name) => form.get(name) ?? '');
  const tried = door.try(user ?? '', password ?? '', code ?? '');
  if (!tried.ok) return show(response, signInPage(uid, tried.why));
  await provider.interactionFinished(
    request,
    response,
    { login: { accountId: tried.person.user } },
    { mergeWithLastSubmission: false },
  );
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) {
    text += String(part);
    if (text.length > MOST_BODY) throw new Error('too long');
  }
  return text;
}

function show(response: ServerResponse, page: string): void {
  const style = createHash('sha256').update(SIGN_IN_STYLE).digest('base64');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; frame-ancestors 'none'`,
  });
  response.end(page);
}

async function listening(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
}
