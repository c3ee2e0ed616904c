import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { installCors } from './cors.ts';

const TILL = 'https://till.example';

async function app(origins: string[]) {
  const site = Fastify();
  installCors(site, origins);
  site.addHook('onRequest', async (request, reply) =>
    request.url === '/v1/refused' ? reply.code(503).send({}) : undefined,
  );
  site.post('/v1/sync/ops', () => ({ ok: true }));
  await site.ready();
  return site;
}
const preflight = (origin: string) =>
  ({
    method: 'OPTIONS',
    url: '/v1/sync/ops',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'sync-till',
    },
  }) as const;

test('D24: the till’s own origin may ask, and read refusals too', async () => {
  const site = await app([TILL]);
  const asked = await site.inject(preflight(TILL));
  expect(asked.statusCode).toBe(204);
  expect(asked.headers).toMatchObject({
    'access-control-allow-origin': TILL,
    'access-control-allow-methods': 'GET, POST',
    vary: 'origin',
  });
  for (const name of ['sync-signature', 'sync-credential', 'content-encoding', 'content-type'])
    expect(asked.headers['access-control-allow-headers']).toContain(name);
  const refused = await site.inject({ url: '/v1/refused', headers: { origin: TILL } });
  expect(refused.headers['access-control-allow-origin']).toBe(TILL);
  expect(refused.headers['access-control-expose-headers']).toContain('retry-after');
});

test('D24: no other origin gets a header, and without origins nobody does', async () => {
  const cases: [string[], string][] = [
    [[TILL], 'https://elsewhere.example'],
    [[TILL], `${TILL}.elsewhere.example`],
    [[], TILL],
  ];
  for (const [origins, origin] of cases) {
    const answer = await (await app(origins)).inject(preflight(origin));
    expect(answer.statusCode).toBe(404);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  }
});
