import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HEADERS } from '../../src/contracts/wire.ts';
import { startPair, type SitePair } from '../../tools/region/site-pair.ts';
import { honestTills, idOf, type HonestTills } from './honest-tills.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { compareSites } from '../../tools/site/compare-sites.ts';
import { openPool } from '../src/db/pool.ts';
import { rebuildProjections } from '../src/features/projection/rebuild-projections.ts';
import { openFuzzer } from './fuzz/fuzz-site.ts';
import { openRawClient } from './fuzz/raw-client.ts';
import {
  HEAP_BOUND,
  MB,
  memoryEnv,
  RSS_BOUND,
  siteMemory,
  workerPids,
} from './fuzz/site-memory.ts';
import { problem, sql } from './shared-pair.ts';
import { saleLine, sell, TODAY } from './test-sales.ts';
import { addPoison, hugeSale, tillAt } from './odd-sales.ts';
import { makeTill, TestTill } from './test-till.ts';

/*
 * Head office against those who mean it harm: strangers who send anything at all, and a till with
 * valid credentials. Two honest tills sell at both sites meanwhile; what they and their reports show
 * must be what it would be without any of it.
 */

const SEED = 20_261_121;
const WARM_UP = 1000;
const REQUESTS = 3000;
const HUGE = Number.MAX_SAFE_INTEGER;

let pair: SitePair;
let dir: string;
let memoryFile: string;
let scene: HonestTills;
let hostile: TestTill;

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'evertill-hostile-'));
  // mkdtemp makes it private; PostgreSQL may run as another account (never as root).
  chmodSync(dir, 0o755);
  memoryFile = path.join(dir, 'memory');
  const env = { ...memoryEnv(memoryFile), EVERTILL_DRAIN_MS: '50' };
  pair = await startPair(dir, { webWorkers: 1, env });
  scene = honestTills(pair);
  hostile = makeTill(pair.a.keyFile, { store: '0666', till: '66' });
}, 120_000);
afterAll(async () => {
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
});

const both = () => [pair.a, pair.b];
/** A stream of the hostile till's own, so that each attack can be looked at by itself. */
const ownStream = (): TestTill => new TestTill(hostile.identity);

describe('strangers', () => {
  test('BO4 a large body in head office’s name is refused by its head', async () => {
    const client = openRawClient(Number(new URL(pair.a.url).port), 5000);
    const head = `POST /v1/admin/changes HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: ${60 * MB}\r\n\r\n[`;
    const answer = await client.ask({ bytes: Buffer.from(head), method: 'POST', alone: true });
    expect(answer).toMatchObject({ kind: 'answer', status: 401 });
  });
  test('BO1 any request at all: a problem or an honest answer, no 5xx, no worker dies, memory is flat', async () => {
    await scene.areWell();
    const { pid } = pair.a.process;
    const pids = workerPids(pid);
    const fuzzer = await openFuzzer(pair);
    const warm = await fuzzer.run(SEED, 0, WARM_UP);
    const before = await siteMemory(pid, memoryFile);
    const rest = await fuzzer.run(SEED, WARM_UP, REQUESTS);
    const after = await siteMemory(pid, memoryFile);
    expect([...warm.faults, ...rest.faults], `npm run fuzz -- --seed ${SEED}`).toEqual([]);
    expect(workerPids(pid)).toBe(pids);
    expect(after.heap - before.heap).toBeLessThan(HEAP_BOUND);
    expect(after.rss - before.rss).toBeLessThan(RSS_BOUND);
    await scene.areWell();
  }, 120_000);
});

describe('BO2 a till with valid credentials can harm only its own stream', () => {
  test('D20 another till’s stream, name, credential or export cannot be written with', async () => {
    const [victim] = scene.tills;
    if (victim === undefined) throw new Error('no honest till');
    const [op] = sell(victim.clone(victim.head.seq), 1, 1);
    if (op === undefined) throw new Error('no op');
    const frame = victim.frame([op]);
    const named = { [HEADERS.stream]: `${victim.stream}.${victim.salt}` };
    const push = (over: Record<string, string>) => hostile.pushBytes(pair.a.url, frame, over);
    expect(problem(await push({}))).toBe('wrong-stream');
    expect(problem(await push(named))).toBe('wrong-stream');
    expect(problem(await push({ ...named, [HEADERS.till]: victim.identity.tillId }))).toBe(
      'not-authentic',
    );
    const asVictim = {
      ...named,
      [HEADERS.till]: victim.identity.tillId,
      [HEADERS.credential]: victim.identity.credential,
    };
    expect(problem(await push(asVictim))).toBe('not-authentic');
    const head = { credential: victim.identity.credential, salt: victim.salt };
    const forged = hostile.frame([op], { stream: victim.stream });
    const body = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), forged]);
    const handed = await hostile.send(pair.a.url, 'POST', '/v1/sync/import', body, {
      'content-type': 'application/x-ndjson',
    });
    expect(problem(handed)).toBe('not-authentic');
    await scene.areWell();
  });

  test('D20 sales in the name of another store are its own, flagged, and in no other till’s sums', async () => {
    const till = ownStream();
    for (let seq = 1; seq <= scene.tills.length; seq += 1)
      till.add(saleLine(till, 77, { body: { store: '0417', till: '01', doc_no: `01-A-${seq}` } }));
    const { body } = await till.push(pair.a.url);
    expect(body.flagged.map(({ type }) => type)).toEqual(['wrong-till-claim', 'wrong-till-claim']);
    await scene.settled(till);
    const found = await sql(
      scene.at(pair.b),
      'SELECT DISTINCT till_id, store FROM projection.documents WHERE stream_id = $1',
      [idOf(till)],
    );
    expect(found).toEqual([{ till_id: 'eu-0666-66', store: '0666' }]);
    await scene.areWell();
  });

  test('I11 D9 a stream forked into many branches says so and stops nobody', async () => {
    const till = ownStream();
    sell(till, 3);
    await till.push(pair.a.url);
    for (let i = 0; i < 40; i += 1) {
      const twin = till.clone(1 + (i % 2));
      sell(twin, 2, 10_000 + i * 10);
      const { body } = await twin.push(both()[i % 2]?.url ?? '', twin.ops.slice(1));
      expect(body.stream.status).toBe('forked');
    }
    expect((await till.hello(pair.b.url)).body.stream.status).toBe('forked');
    await scene.areWell();
  });

  test('I8 BO3 poison of every sort is held, set aside and passed by', async () => {
    const till = ownStream();
    addPoison(till);
    till.add(saleLine(till, 250));
    const { body } = await till.push(pair.a.url);
    expect(body.stream.contiguous).toBe(10);
    await scene.settled(till);
    for (const site of both()) {
      expect(await scene.quarantine(site, till)).toHaveLength(8);
      expect((await scene.daySums(site, till)).map(({ gross }) => gross)).toEqual([250 + 1]);
      expect((await scene.ask(site, '/status/documents')).status).toBe(200);
    }
    await scene.areWell();
  });

  test('I4 gaps and sequences at the edge of numbers', async () => {
    const till = ownStream();
    sell(till, 2);
    await till.push(pair.a.url, till.ops.slice(1));
    const far = till.frame(till.ops.slice(0, 1), {
      from_seq: HUGE - 1,
      prev_op_id: till.head.opId,
    });
    expect(problem(await till.pushBytes(pair.a.url, far))).toBe('chain-mismatch');
    const beyond = till.frame(till.ops.slice(0, 1), { from_seq: HUGE });
    expect(problem(await till.pushBytes(pair.a.url, beyond))).toBe('malformed-request');
    const top = tillAt(till, HUGE - 2);
    const { body } = await top.push(pair.a.url, top.ops.slice(-1));
    expect(body.stream).toMatchObject({ contiguous: 0, received_max: HUGE - 1 });
    expect(body.stream.want).toEqual([
      [1, 1],
      [3, HUGE - 2],
    ]);
    const filled = await till.push(pair.b.url, till.ops.slice(0, 1));
    expect(filled.body.stream.status).toBe('open');
    await scene.settled(till);
    await scene.areWell();
  });

  test('I7 BO3 money at the edge of int64, in one sale and summed over many', async () => {
    const till = ownStream();
    const line = (gross: number): string => hugeSale(till, gross);
    till.add(line(HUGE));
    till.add(line(-HUGE));
    till.add(line(HUGE).replaceAll(String(HUGE), '9223372036854775807'));
    for (let i = 0; i < 1100; i += 1) till.add(line(HUGE));
    sell(till, 1, 250);
    for (let from = 0; from < till.ops.length; from += 400)
      await till.push(pair.a.url, till.ops.slice(from, from + 400));
    await scene.settled(till);
    await scene.areWell();
  });

  test('D1 business dates of year 1, 9999 and of no calendar', async () => {
    const till = ownStream();
    for (const day of ['0001-01-01', '9999-12-31', '0000-00-00', '2026-02-30', '2026-11-21T00:00'])
      till.add(saleLine(till, 100).replaceAll(`"${TODAY}"`, `"${day}"`));
    sell(till, 1, 250);
    const { body } = await till.push(pair.a.url);
    expect(body.stream.contiguous).toBe(6);
    await scene.settled(till);
    for (const site of both()) {
      expect(await scene.quarantine(site, till)).toHaveLength(3);
      expect((await scene.daySums(site, till)).map(({ day }) => day)).toEqual(
        ['0001-01-01', TODAY, '9999-12-31'].toSorted(),
      );
    }
    await scene.areWell();
  });

  test('D15 D12 it reads no other store’s rows, no other till’s ops', async () => {
    const [victim] = scene.tills;
    if (victim === undefined) throw new Error('no honest till');
    const { stream } = victim;
    const ops = await hostile.get<string>(pair.a.url, `/v1/sync/own-ops?stream=${stream}&from=0`);
    expect([ops.status, ops.text]).toEqual([200, '']);
    const own = await hostile.get<{ streams: { stream: string }[] }>(
      pair.a.url,
      '/v1/sync/own-streams',
    );
    expect(own.body.streams.map((s) => s.stream)).not.toContain(stream);
    const staff = {
      name: 'Ada',
      role: 'cashier',
      pin: { alg: 'scrypt', n: 16_384, r: 8, p: 1, salt: 's', hash: 'h' },
      expires_ms: HUGE,
    };
    const answer = await fetch(new URL('/v1/admin/changes', pair.a.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${pair.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rows: [{ ds: 'staff', k: '0417/7', op: 'put', v: staff }] }),
    });
    expect(answer.status).toBe(200);
    type Pulled = {
      cursor: string;
      changes: { k: string }[];
      reset?: { ds: string; snapshot: string }[];
    };
    const pull = (till: TestTill, cursor = '') =>
      till.get<Pulled>(pair.a.url, `/v1/sync/changes?datasets=staff${cursor}`);
    const theirs = (await pull(victim)).body;
    const snapshot = theirs.reset?.[0]?.snapshot ?? '';
    const manifest = await victim.get<{ segments: { hash: string }[] }>(
      pair.a.url,
      `/v1/sync/snapshots/staff/${snapshot}`,
    );
    const segment = `/v1/sync/segments/${manifest.body.segments[0]?.hash ?? ''}`;
    expect((await victim.get(pair.a.url, segment)).status).toBe(200);
    expect((await hostile.get(pair.a.url, segment)).status).toBe(404);
    expect((await hostile.get(pair.a.url, `/v1/sync/snapshots/staff/${snapshot}`)).status).toBe(
      404,
    );
    // Another store's cursor starts its reader again, in the reader's own scope.
    const borrowed = await pull(hostile, `&cursor=${theirs.cursor}`);
    expect(borrowed.body.reset?.map((r) => r.snapshot)).not.toContain(snapshot);
    expect((await pull(hostile, `&cursor=${borrowed.body.cursor}`)).body.changes).toEqual([]);
  });

  test('OV1 a flood of hellos and streams: the honest are served and still to be seen', async () => {
    const hellos = Array.from({ length: 800 }, () => ownStream());
    for (let from = 0; from < hellos.length; from += 40)
      await Promise.all(hellos.slice(from, from + 40).map((till) => till.hello(pair.a.url)));
    await scene.areWell();
    const page = await scene.ask(pair.a, '/v1/admin/status');
    const { streams } = (await page.json()) as { streams: { stream: string }[] };
    for (const till of scene.tills) expect(streams.map((s) => s.stream)).toContain(till.stream);
  });
});

describe('afterwards', () => {
  test('I5 I12 D8 both sites hold the same, their reports are equal and equal a rebuild; the harm is to be seen', async () => {
    await scene.areWell();
    const [a, b] = both().map(({ id, postgres }) => ({ id, databaseUrl: postgres.url }));
    if (a === undefined || b === undefined) throw new Error('no sites');
    expect((await compareSites([a, b], 15_000)).differences).toEqual([]);
    const models = async (site: { databaseUrl: string }): Promise<string> => {
      const parts = ['documents', 'sales_by_hour', 'day_sums', 'tills', 'quarantine'].map((table) =>
        sql(
          site,
          `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum, count(*) FROM projection.${table} t`,
        ),
      );
      return JSON.stringify(await Promise.all(parts));
    };
    const same = await waitUntil('equal reports', 20_000, async () => {
      const [ofA, ofB] = await Promise.all([models(a), models(b)]);
      return ofA === ofB ? ofA : undefined;
    });
    const pool = openPool(a.databaseUrl, 1, () => undefined);
    await rebuildProjections(pool);
    await pool.end();
    expect(await models(a)).toBe(same);
    const page = await scene.ask(pair.a, '/status/live');
    const text = await page.text();
    expect(text).toContain('eu-0666-66');
    expect(text).toContain('forked');
    expect(text).toContain('not JSON');
    expect(text).toMatch(/Apply errors<\/dt><dd>0</);
  }, 60_000);
});
