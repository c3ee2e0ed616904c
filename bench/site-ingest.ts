import pg from 'pg';
import type { SiteStatus } from '../src/contracts/site-status.ts';
import { saleLine } from '../server/test/test-sales.ts';
import { makeTill, type TestTill } from '../server/test/test-till.ts';
import { must } from '../src/domain/assert.ts';
import { askAdmin } from '../tools/demo/admin-client.ts';
import { waitUntil } from '../tools/region/wait-until.ts';
import type { BenchRun } from './bench-run.ts';
import { cpuUse, microsAnOp } from './cpu-use.ts';
import { rounded, type Metric } from './metric.ts';

const STREAMS = 4;
const BATCH = 200;
const GOAL = 6000;
const SETTLED_WITHIN_MS = 300_000;

/**
 * Four tills push batches for 30 s, two at each site; the clock stops when every op is replicated to
 * and projected at both sites. Beside it the same bytes as bare multi-row inserts into one database.
 */
export async function siteIngest(run: BenchRun): Promise<Metric[]> {
  const seconds = run.quick ? 5 : 30;
  const { pair } = run;
  const tills = Array.from({ length: STREAMS }, (_, i) =>
    makeTill(pair.a.keyFile, { store: '0418', till: String(51 + i) }),
  );
  const before = cpuUse();
  const began = performance.now();
  const answered = await Promise.all(
    tills.map((till, i) => pushFor(till, i % 2 === 0 ? pair.a.url : pair.b.url, seconds)),
  );
  const pushedMs = performance.now() - began;
  for (const site of [pair.a, pair.b])
    await waitUntil('everything replicated and projected', SETTLED_WITHIN_MS, async () => {
      const { streams } = await askAdmin<SiteStatus>(site.url, pair.adminToken, '/v1/admin/status');
      const done = tills.every((till) =>
        streams.some((s) => s.stream === till.stream && s.projected >= till.head.seq),
      );
      return done ? true : undefined;
    });
  const settledMs = performance.now() - began;
  const ops = answered.reduce((sum, n) => sum + n, 0);
  const cpuMicrosAnOp = microsAnOp(before, cpuUse(), ops);
  const opBytes = tills[0]?.ops.at(-1)?.raw.length ?? 0;
  const value = (ops / settledMs) * 1000;
  const peerValue = await bareInserts(pair.a.postgres.url, opBytes, run.quick ? 3 : 10);
  return [
    {
      name: 'site.ingest',
      value: rounded(value),
      unit: 'op/s',
      goal: `≥ ${GOAL} op/s`,
      holds: value >= GOAL,
      comparedWith: 'raw multi-row INSERT of the same bytes, one database, no checks',
      peerValue: rounded(peerValue),
      ratio: rounded(value / peerValue),
      samples: { opsOfEachStream: answered },
      settings: {
        streams: STREAMS,
        batch: BATCH,
        opBytes,
        cpuMicrosAnOp,
        pushedForMs: rounded(pushedMs),
        untilSettledMs: rounded(settledMs),
        pushedOpsASecond: rounded((ops / pushedMs) * 1000),
        sites:
          'fsync and synchronous_commit on, replication both ways, projection on, two web workers each',
        raw: `${STREAMS} connections, ${BATCH} rows a statement, synchronous_commit on, primary key on the id`,
      },
    },
  ];
}

async function pushFor(till: TestTill, url: string, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let pushed = 0;
  while (performance.now() < end) {
    const ops = Array.from({ length: BATCH }, () => till.add(saleLine(till, 600)));
    const answer = await till.push(url, ops);
    if (answer.status !== 200 || answer.body.new !== BATCH)
      throw new Error(`a push was answered ${answer.status}: ${answer.text}`);
    pushed += BATCH;
    // Only the head matters from here on; a minute of ops would fill the bench's own memory.
    till.ops.splice(0, till.ops.length - 1);
  }
  return pushed;
}

async function bareInserts(url: string, bytes: number, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: STREAMS });
  await pool.query('CREATE TABLE bench_rows (id bigint PRIMARY KEY, raw bytea NOT NULL)');
  const raw = Buffer.alloc(bytes, 'x');
  const began = performance.now();
  let rows = 0;
  let next = 0;
  await Promise.all(
    Array.from({ length: STREAMS }, async () => {
      while (performance.now() - began < seconds * 1000) {
        const ids = Array.from({ length: BATCH }, () => ++next);
        await pool.query(
          `INSERT INTO bench_rows VALUES ${ids.map((_, i) => `($${2 * i + 1}, $${2 * i + 2})`).join(', ')}`,
          ids.flatMap((id) => [id, raw]),
        );
        rows += BATCH;
      }
    }),
  );
  const speed = (rows / (performance.now() - began)) * 1000;
  await pool.query('DROP TABLE bench_rows');
  await pool.end();
  return must(speed, 'a speed');
}
