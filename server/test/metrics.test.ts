import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAppServer } from '../../tools/region/app-server.ts';
import { freePort } from '../../tools/region/free-port.ts';
import type { SiteProcess } from '../../tools/region/site-process.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { scrape } from './scrape.ts';
import { newTill, pair } from './shared-pair.ts';
import { sell } from './test-sales.ts';

/** A second app server of site A, on the same database. */
let second: SiteProcess;
let metricsPort: number;

beforeAll(async () => {
  metricsPort = await freePort();
  const env = { EVERTILL_METRICS_PORT: String(metricsPort), EVERTILL_DRAIN_MS: '50' };
  second = await startAppServer(pair.dir, 'A', { port: await freePort(), webWorkers: 2, env });
});
afterAll(() => second.stop());

/** Samples of one name over all web workers. */
async function total(name: string, labels: Record<string, string>): Promise<number> {
  const samples = await scrape(metricsPort);
  const of = (worker: string): number => samples.value(name, { ...labels, worker }) ?? 0;
  return of('web-1') + of('web-2');
}

test('MT1: pushes, ops and refusals are counted by route template and closed kind', async () => {
  const till = newTill();
  const ops = sell(till, 5);
  expect((await till.push(second.url, ops)).status).toBe(200);
  expect((await till.push(second.url, ops)).status).toBe(200);
  expect((await till.push(second.url, ops, { prev_op_id: 'x' })).status).toBe(400);
  expect((await fetch(`${second.url}/secret-path-${till.stream}`)).status).toBe(404);
  await fetch(`${second.url}/livez`);
  const route = '/v1/sync/ops';
  // Counted once the answer is out, which its reader may see a moment sooner.
  await waitUntil('every answer to be counted', 8000, async () =>
    (await total('evertill_http_requests_total', { route: 'unknown', status: '404' })) === 1 &&
    (await total('evertill_http_requests_total', { route, method: 'POST', status: '400' })) === 1
      ? true
      : undefined,
  );
  expect(await total('evertill_http_requests_total', { route, status: '200' })).toBe(2);
  expect(await total('evertill_http_request_seconds_count', { route })).toBe(3);
  expect(await total('evertill_ops_acknowledged_total', { outcome: 'new' })).toBe(5);
  expect(await total('evertill_ops_acknowledged_total', { outcome: 'dup' })).toBe(5);
  expect(await total('evertill_refusals_total', { route, reason: 'malformed-request' })).toBe(1);
});

test('MT2: no till, stream, path, credential or secret is in what is shown', async () => {
  const till = newTill();
  await till.push(second.url, sell(till, 1));
  const { text } = await scrape(metricsPort);
  for (const secret of [
    pair.adminToken,
    till.identity.credential,
    till.identity.tillId,
    till.stream,
    'secret-path',
    'postgresql:',
  ])
    expect(text).not.toContain(secret);
});

test('MT3: metrics have a port of their own; no route of the site shows them', async () => {
  const answer = await fetch(`${second.url}/metrics`);
  expect(answer.status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${metricsPort}/v1/admin/status`)).status).toBe(404);
});

test('MT4: an open event stream is shown as long as it is open', async () => {
  const till = newTill();
  const stop = new AbortController();
  const path = '/v1/sync/events';
  const answer = await fetch(new URL(path, second.url), {
    headers: till.headers('GET', path, new Uint8Array()),
    signal: stop.signal,
  });
  expect(answer.status).toBe(200);
  expect(await total('evertill_event_streams', {})).toBe(1);
  stop.abort();
  await waitUntil('the stream to be gone', 8000, async () =>
    (await total('evertill_event_streams', {})) === 0 ? true : undefined,
  );
});

test('MT5: each worker shows its own memory and event-loop delay', async () => {
  const samples = await scrape(metricsPort);
  for (const worker of ['web-1', 'web-2', 'background']) {
    expect(samples.value('nodejs_eventloop_lag_p99_seconds', { worker })).toBeDefined();
    expect(samples.value('process_resident_memory_bytes', { worker })).toBeGreaterThan(0);
  }
  expect(samples.value('evertill_workers_alive', { role: 'web' })).toBe(2);
});

test('MT6 D7: a second app server of a site stands by with its background work', async () => {
  const samples = await scrape(metricsPort);
  expect(samples.value('evertill_background_leader', { worker: 'background' })).toBe(0);
  // Numbers of the whole site are shown by whoever leads, once.
  expect(samples.value('evertill_streams')).toBeUndefined();
});

test('MT9: an app server whose metrics port is taken serves without one', async () => {
  const env = { EVERTILL_METRICS_PORT: String(metricsPort), EVERTILL_DRAIN_MS: '50' };
  const third = await startAppServer(pair.dir, 'A', { port: await freePort(), webWorkers: 1, env });
  try {
    const till = newTill();
    expect((await till.push(third.url, sell(till, 1))).status).toBe(200);
  } finally {
    await third.stop();
  }
});
