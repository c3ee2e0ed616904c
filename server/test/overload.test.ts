import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPair, type SitePair } from '../../tools/region/site-pair.ts';
import { sell } from './test-sales.ts';
import { problem, sql } from './shared-pair.ts';
import { makeTill, type TestTill } from './test-till.ts';

const MOST_PUSHES = 2;
const HEAD_MS = 500;
const REQUEST_MS = 1500;
const MB = 1024 * 1024;

let pair: SitePair;
let dir: string;
let tills = 0;

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'evertill-overload-'));
  // mkdtemp makes it private; PostgreSQL may run as another account (never as root).
  chmodSync(dir, 0o755);
  const env = {
    EVERTILL_MAX_PUSHES: String(MOST_PUSHES),
    EVERTILL_HEAD_TIMEOUT_MS: String(HEAD_MS),
    EVERTILL_REQUEST_TIMEOUT_MS: String(REQUEST_MS),
    EVERTILL_DRAIN_MS: '50',
  };
  pair = await startPair(dir, { env, webWorkers: 1 });
});
afterAll(async () => {
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
});

function newTill(): TestTill {
  tills += 1;
  return makeTill(pair.a.keyFile, { store: '0500', till: String(tills).padStart(2, '0') });
}

/** Holds a lock that every push needs, so that pushes stay inside for as long as the test wants. */
async function holdPushes(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: pair.a.postgres.url });
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE stream_heads IN EXCLUSIVE MODE');
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}

async function rowsOf(till: TestTill): Promise<number[]> {
  const found = await sql<{ seq: number }>(
    { databaseUrl: pair.a.postgres.url },
    'SELECT seq::int FROM all_ops WHERE stream_id = $1 ORDER BY seq',
    [Buffer.from(till.stream, 'base64url')],
  );
  return found.map((r) => r.seq);
}

test('EP5, OV1, OV3: more pushes than a worker takes are told 429 and when to come back; what was acknowledged stays', async () => {
  const { url } = pair.a;
  const all = Array.from({ length: 12 }, newTill);
  const early = newTill();
  expect((await early.push(url, sell(early, 2))).status).toBe(200);
  const release = await holdPushes();
  const pushes = all.map((till) => ({ till, answer: till.push(url, sell(till, 3)) }));
  // The refused are answered while the others still wait: nobody queues without end.
  const answered = pushes.map((p) => p.answer);
  const refused = await firstAnswers(answered, all.length - MOST_PUSHES);
  for (const answer of refused) {
    expect(problem(answer)).toBe('overloaded');
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(3);
  }
  await release();
  const answers = await Promise.all(answered);
  expect(answers.filter((x) => x.status === 200)).toHaveLength(MOST_PUSHES);
  for (const [i, { till }] of pushes.entries())
    expect(await rowsOf(till)).toEqual(answers[i]?.status === 200 ? [1, 2, 3] : []);
  expect(await rowsOf(early)).toEqual([1, 2]);
  // The same batches again, one after the other: room for all, each op once.
  for (const { till } of pushes) expect((await till.push(url)).status).toBe(200);
  for (const { till } of pushes) expect(await rowsOf(till)).toEqual([1, 2, 3]);
});

test('EP5, OV2: a hello is answered while every place for a push is taken', async () => {
  const { url } = pair.a;
  const release = await holdPushes();
  const held = Array.from({ length: MOST_PUSHES }, () => {
    const till = newTill();
    return till.push(url, sell(till, 1));
  });
  const third = newTill();
  while ((await third.push(url, [third.add('{}')])).status !== 429) third.ops.length = 0;
  const answer = await third.hello(url);
  expect(answer.status).toBe(200);
  await release();
  expect((await Promise.all(held)).map((x) => x.status)).toEqual([200, 200]);
});

test('OV1: a till that gives up keeps its place until its work is over, and no longer', async () => {
  const { url } = pair.a;
  const release = await holdPushes();
  const quitters = Array.from({ length: MOST_PUSHES }, newTill);
  const stop = new AbortController();
  const given = quitters.map((till) => {
    const body = till.frame(sell(till, 1));
    const headers = { ...till.headers('POST', OPS, body), 'content-type': 'application/x-ndjson' };
    const ask = { method: 'POST', headers, body: Buffer.from(body), signal: stop.signal };
    return fetch(new URL(OPS, url), ask).catch(() => 'gone');
  });
  const late = newTill();
  sell(late, 1);
  while ((await late.push(url)).status !== 429);
  stop.abort();
  expect(await Promise.all(given)).toEqual(['gone', 'gone']);
  expect((await late.push(url)).status).toBe(429);
  await release();
  while ((await late.push(url)).status !== 200);
  for (const till of quitters) expect(await rowsOf(till)).toEqual([1]);
});
const OPS = '/v1/sync/ops';

test.each([
  { name: 'a head that never ends', text: 'POST /v1/sync/ops HTTP/1.1\r\nhost: x\r\n' },
  {
    name: 'a body that never comes',
    text: 'POST /v1/sync/ops HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-ndjson\r\ncontent-length: 1000\r\n\r\n{',
  },
])('OV4: slow-loris: $name is cut off, and the places are free again', async ({ text }) => {
  const sockets = await Promise.all(Array.from({ length: 20 }, () => openSocket(text)));
  const ends = await Promise.all(sockets.map((s) => s.ended));
  // Cut off, or told that there is no place: never a word that could be held against a batch.
  for (const said of ends) expect(said === '' || said.startsWith('HTTP/1.1 429 ')).toBe(true);
  const till = newTill();
  expect((await till.push(pair.a.url, sell(till, 1))).status).toBe(200);
});

test('OV5: a body larger than allowed is refused by its head, before any of it was sent', async () => {
  const head = `POST /v1/sync/ops HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-ndjson\r\ncontent-length: ${1024 * MB}\r\n\r\n`;
  const { first } = await openSocket(head);
  expect(await first).toMatch(/^HTTP\/1\.1 413 .*too-large/s);
});

test('OV5: a small body that unfolds without end is refused after a bounded part of it', async () => {
  const till = newTill();
  const bomb = gzipSync(Buffer.alloc(64 * MB));
  expect(bomb.length).toBeLessThan(MB);
  const answer = await till.pushBytes(pair.a.url, bomb, { 'content-encoding': 'gzip' });
  expect(problem(answer)).toBe('too-large');
});

/** The first so many of the promises to settle, in that order. */
async function firstAnswers<T>(promises: readonly Promise<T>[], count: number): Promise<T[]> {
  const { promise, resolve, reject } = Promise.withResolvers<T[]>();
  const found: T[] = [];
  const note = async (one: Promise<T>): Promise<void> => {
    found.push(await one);
    if (found.length === count) resolve(found);
  };
  for (const one of promises) note(one).catch(reject);
  return promise;
}

/** A raw connection that sends `text` and then nothing. */
async function openSocket(
  text: string,
): Promise<{ first: Promise<string>; ended: Promise<string> }> {
  const { promise: first, resolve: heard } = Promise.withResolvers<string>();
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();
  const { promise: open, resolve: opened, reject } = Promise.withResolvers<Socket>();
  const socket = connect(Number(new URL(pair.a.url).port), '127.0.0.1', () => opened(socket));
  let said = '';
  socket.on('data', (part) => {
    said += part.toString();
    heard(said);
    if (said.startsWith('HTTP/1.1 429 ')) socket.destroy();
  });
  // A cut is a reset to us, and just what we wait for.
  socket.on('error', reject);
  socket.on('close', () => end(said));
  await open;
  socket.write(text);
  return { first, ended };
}
