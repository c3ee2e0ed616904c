import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPair, type SitePair } from '../../tools/region/site-pair.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { reaches, sql } from './shared-pair.ts';
import type { StoreDayAnswer, ZProof } from '../../src/contracts/store-day.ts';
import { ShiftOfTill } from './shift-of-till.ts';
import { sell, TODAY } from './test-sales.ts';
import { makeTill, readAnswer, type TestTill } from './test-till.ts';

let dir = '';
let pair: SitePair;
let tills = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'evertill-crash-'));
  chmodSync(dir, 0o755);
  pair = await startPair(dir, { env: { EVERTILL_DRAIN_MS: '200' }, webWorkers: 1 });
});
afterAll(async () => {
  await pair.stop();
  rmSync(dir, { recursive: true, force: true });
});

function newTill(): TestTill {
  tills += 1;
  return makeTill(pair.a.keyFile, { store: '0300', till: String(tills).padStart(2, '0') });
}

/** Pushes sale after sale until told to stop; remembers what was acknowledged. */
function keepSelling(till: TestTill, url: string): { stop(): Promise<number> } {
  let acked = 0;
  const signal = new AbortController();
  const running = (async () => {
    while (!signal.signal.aborted) {
      if (acked === till.head.seq) sell(till, 3);
      const answer = await till.push(url, till.ops.slice(acked)).catch(() => undefined);
      if (answer?.status === 200) acked = Math.max(acked, answer.body.stream.contiguous);
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    async stop() {
      signal.abort();
      await running;
      return acked;
    },
  };
}

const database = (site: SitePair['a']) => ({ databaseUrl: site.postgres.url });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Apply errors and conflicts of a site. Lost connections count as errors too. */
async function applyTrouble(site: SitePair['a']): Promise<{ errors: number; conflicts: number }> {
  const rows = await sql<{ errors: number; conflicts: number }>(
    database(site),
    `SELECT coalesce(sum(apply_error_count), 0)::int AS errors,
            coalesce(sum(confl_insert_exists + confl_update_exists + confl_multiple_unique_conflicts
                         + confl_update_missing + confl_delete_missing), 0)::int AS conflicts
       FROM pg_stat_subscription_stats`,
  );
  return rows[0] ?? { errors: -1, conflicts: -1 };
}

describe('faults for real', () => {
  test('I1 I6 a database killed during pushes loses nothing it acknowledged', async () => {
    const selling = Array.from({ length: 3 }, () => {
      const till = newTill();
      return { till, run: keepSelling(till, pair.a.url) };
    });
    for (let crash = 0; crash < 2; crash++) {
      await pause(300);
      await pair.a.postgres.kill();
      await pair.a.postgres.start();
    }
    await pause(300);
    for (const { till, run } of selling) {
      const acked = await run.stop();
      expect(acked).toBeGreaterThan(0);
      const rows = await sql<{ op_id: Buffer }>(
        database(pair.a),
        'SELECT op_id FROM ops_a WHERE stream_id = $1 ORDER BY seq',
        [Buffer.from(till.stream, 'base64url')],
      );
      const held = new Set(rows.map((r) => r.op_id.toString('base64url')));
      const lost = till.ops.slice(0, acked).filter((op) => !held.has(op.opId));
      expect(lost).toEqual([]);
      await till.push(pair.a.url);
      await reaches(pair.b, till);
    }
  });
  test('D6 a dead peer keeps no site down, and it catches up when it is back', async () => {
    const till = newTill();
    await pair.b.process.kill();
    await pair.b.postgres.kill();
    expect((await fetch(`${pair.a.url}/readyz`)).status).toBe(200);
    const { body } = await till.push(pair.a.url, sell(till, 20));
    expect(body.stream.contiguous).toBe(20);
    await pair.b.postgres.start();
    await pair.b.start();
    await reaches(pair.b, till);
    await waitUntil('claim of B', 8000, async () => {
      const { body: hello } = await till.hello(pair.a.url);
      return hello.peers['B']?.contiguous === 20 ? true : undefined;
    });
  });
  test('a database that is away is 503 `unavailable`: switch, do not give up', async () => {
    const till = newTill();
    await pair.b.postgres.stop();
    const answer = await till.push(pair.b.url, sell(till, 1));
    expect([answer.status, (answer.body as unknown as { action: string }).action]).toEqual([
      503,
      'switch_site',
    ]);
    expect((await fetch(`${pair.b.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${pair.b.url}/livez`)).status).toBe(200);
    await pair.b.postgres.start();
    await waitUntil('site B to take sales again', 8000, async () =>
      (await till.push(pair.b.url)).status === 200 ? true : undefined,
    );
  });
  test('a worker that dies is replaced', async () => {
    const children = await readAnswer(await fetch(`${pair.a.url}/livez`));
    expect(children.status).toBe(200);
    const till = newTill();
    await till.push(pair.a.url, sell(till, 1));
    await pair.a.process.kill();
    await pair.a.start();
    expect((await till.push(pair.a.url)).body).toMatchObject({ new: 0, dup: 1 });
  });
  test('SIGTERM drains: events say so, new requests get 503 `draining`, then the process ends', async () => {
    const till = newTill();
    const path = '/v1/sync/events';
    const events = await fetch(`${pair.a.url}${path}`, {
      headers: till.headers('GET', path, new Uint8Array()),
    });
    const stopped = pair.a.process.stop();
    expect(await events.text()).toContain('event: drain');
    const refused = await till.push(pair.a.url, sell(till, 1)).catch(() => undefined);
    if (refused !== undefined) expect(refused.status).toBe(503);
    await stopped;
    await pair.a.start();
    expect((await till.push(pair.a.url)).status).toBe(200);
  });
  test('D4 D5 D6 a restored site gets back what only its peer still holds, under a new incarnation', async () => {
    const till = newTill();
    const before = await till.push(pair.a.url, sell(till, 30));
    await reaches(pair.b, till);
    await pair.a.process.stop();
    const id = Buffer.from(till.stream, 'base64url');
    // What a restore from an older backup looks like: rows, heads and state are of before.
    for (const table of ['ops_a', 'stream_heads', 'stream_state', 'projection.streams']) {
      await sql(database(pair.a), `DELETE FROM ${table} WHERE stream_id = $1`, [id]);
    }
    await pair.a.markRestored();
    await pair.a.start();
    const hello = await waitUntil('site A to have recovered', 40_000, async () => {
      const { body } = await till.hello(pair.a.url);
      return body.recovering || body.stream.contiguous < 30 ? undefined : body;
    });
    expect(hello.incarnation).not.toBe(before.body.incarnation);
    sell(till, 1);
    await till.push(pair.a.url, till.ops.slice(30));
    await reaches(pair.b, till);
    const { body } = await till.push(pair.b.url, till.ops.slice(30));
    expect(body.stream).toMatchObject({ contiguous: 31, status: 'open' });
    await waitUntil('claim of the new incarnation', 8000, async () => {
      const { body: atB } = await till.hello(pair.b.url);
      return atB.peers['A']?.incarnation === hello.incarnation ? true : undefined;
    });
  });
  test('I12 no row ever conflicted, and with the outages over no apply error is added', async () => {
    const before = [await applyTrouble(pair.a), await applyTrouble(pair.b)];
    expect(before.map((t) => t.conflicts)).toEqual([0, 0]);
    for (const [here, there] of [
      [pair.a, pair.b],
      [pair.b, pair.a],
    ] as const) {
      const till = newTill();
      await till.push(here.url, sell(till, 5));
      await reaches(there, till);
    }
    expect([await applyTrouble(pair.a), await applyTrouble(pair.b)]).toEqual(before);
  });

  test('CLO3 a site lost between a Z and its confirmation: the Z waits, says for what, and is whole later', async () => {
    const till = newTill();
    const shift = new ShiftOfTill(till, 'lost-site');
    shift.sell(500);
    await till.push(pair.a.url);
    await Promise.all([reaches(pair.a, till), reaches(pair.b, till)]);
    const proofAt = async (site: SitePair['a']): Promise<ZProof | undefined> => {
      const path = `/v1/store/day?day=${TODAY}`;
      const { body } = await till.get<StoreDayAnswer>(site.url, path);
      const mine = body.tills.find((one) => one.till === till.identity.till);
      return mine?.shifts[0]?.closings[0]?.proof;
    };
    const confirmed = till.head.seq;
    await waitUntil('B to have confirmed the sale', 18_000, async () => {
      const { body } = await till.hello(pair.a.url);
      return (body.peers['B']?.contiguous ?? 0) >= confirmed ? true : undefined;
    });
    await pair.b.process.kill();
    await pair.b.postgres.kill();
    shift.sell(700);
    shift.close();
    await till.push(pair.a.url);
    const proof = await waitUntil('the Z at A', 18_000, () => proofAt(pair.a));
    expect(proof).toMatchObject({ state: 'waiting', documents: 2, differences: [], faults: [] });
    const { stream } = till;
    expect(proof.waiting).toEqual([
      { stream, from_seq: confirmed + 1, to_seq: confirmed + 1 },
      { stream, from_seq: confirmed + 2, to_seq: confirmed + 2 },
    ]);
    await pair.b.postgres.start();
    await pair.b.start();
    for (const site of [pair.a, pair.b])
      await waitUntil(`the Z whole at ${site.id}`, 30_000, async () =>
        (await proofAt(site))?.state === 'whole' ? true : undefined,
      );
  });
});
