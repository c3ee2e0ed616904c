import pg from 'pg';
import { inject } from 'vitest';
import type { SiteStatus } from '../../src/contracts/site-status.ts';
import { must } from '../../src/domain/assert.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import type { SharedSite } from './region-setup.ts';
import { makeTill, readAnswer, type Answer, type TestTill } from './test-till.ts';

const pairs = inject('pairs');
// Vitest numbers its workers from 1.
const worker = Number(process.env['VITEST_POOL_ID']) - 1;
export const pair = must(pairs[worker], `no pair for worker ${worker}`);
export const { a, b } = pair;

let tills = 0;

/** A fresh till of its own store-and-number, with a credential from site A. */
export function newTill(store = '0417'): TestTill {
  tills += 1;
  const till = String(tills).padStart(2, '0');
  return makeTill(a.keyFile, { store, till });
}

export async function admin<T>(
  site: { url: string },
  path: string,
  body?: unknown,
  token = pair.adminToken,
): Promise<Answer<T>> {
  const answer = await fetch(new URL(path, site.url), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return readAnswer<T>(answer);
}

export async function status(site: { url: string }): Promise<SiteStatus> {
  return (await admin<SiteStatus>(site, '/v1/admin/status')).body;
}

/** Runs SQL as the site's owner. */
export async function sql<R extends pg.QueryResultRow>(
  site: Pick<SharedSite, 'databaseUrl'>,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: site.databaseUrl });
  await client.connect();
  try {
    return (await client.query<R>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Resolves once the site's own evidence for the till's stream reaches its head. */
export async function reaches(site: { url: string }, till: TestTill, seq = till.head.seq) {
  return waitUntil(`${till.identity.tillId} at ${seq}`, 18_000, async () => {
    const { body } = await till.hello(site.url);
    return body.stream.contiguous >= seq ? body : undefined;
  });
}

/** Resolves once the site has projected the till's stream up to `seq`. */
export async function projected(site: { url: string }, till: TestTill, seq = till.head.seq) {
  await waitUntil(`projection of ${till.identity.tillId}`, 18_000, async () => {
    const { streams } = await status(site);
    return streams.some((s) => s.stream === till.stream && s.projected >= seq) ? true : undefined;
  });
}

/** Resolves once every app server of the site knows that the till is revoked: eight asks at once are spread over all. */
export async function cutOff(site: { url: string }, till: TestTill): Promise<void> {
  await waitUntil(`${till.identity.tillId} cut off`, 18_000, async () => {
    const asks = Array.from({ length: 8 }, () => till.get(site.url, '/v1/sync/changes'));
    const answers = await Promise.all(asks);
    return answers.every((answer) => problem(answer) === 'credential-revoked') ? true : undefined;
  });
}

export const problem = (answer: Answer): string => {
  const { body } = answer;
  return typeof body === 'object' && body !== null && 'type' in body
    ? String(body.type).replace('urn:evertill:problem:', '')
    : `no problem: ${answer.status}`;
};
