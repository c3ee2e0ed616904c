import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Value } from 'typebox/value';
import { OpsAnswer } from '../../src/contracts/wire.ts';
import { importExport } from '../../tools/demo/import-export.ts';
import { signText } from '../src/keys/ed25519.ts';
import {
  a,
  admin,
  b,
  cutOff,
  newTill,
  pair,
  problem,
  projected,
  reaches,
  sql,
} from './shared-pair.ts';
import { exported, fileOf, tools } from './export-of-till.ts';
import { saleLine, sell, TODAY } from './test-sales.ts';
import { makeTill, readAnswer, type Answer, type TestTill } from './test-till.ts';

const NDJSON = { 'content-type': 'application/x-ndjson' };

/** Another till hands it in. */
const handIn = (by: TestTill, site: typeof a, body: Uint8Array): Promise<Answer<OpsAnswer>> =>
  by.send<OpsAnswer>(site.url, 'POST', '/v1/sync/import', body, NDJSON);

/** Head office hands it in. */
async function asHeadOffice(site: typeof a, body: Uint8Array, token = pair.adminToken) {
  const headers = { ...NDJSON, authorization: `Bearer ${token}` };
  const url = new URL('/v1/admin/import', site.url);
  return readAnswer<OpsAnswer>(
    await fetch(url, { method: 'POST', headers, body: Buffer.from(body) }),
  );
}

async function held(site: typeof a, till: TestTill) {
  const rows = await sql<{ seq: string; till_id: string; n: string; flags: string[] | null }>(
    site,
    `SELECT seq, min(till_id) AS till_id, count(*) AS n, max(flags) AS flags FROM all_ops
      WHERE stream_id = $1 GROUP BY seq ORDER BY seq`,
    [Buffer.from(till.stream, 'base64url')],
  );
  return rows.map((row) => ({ ...row, seq: Number(row.seq), n: Number(row.n) }));
}

async function sums(site: typeof a, till: TestTill) {
  return sql(
    site,
    `SELECT business_date::text AS day, documents, gross, tax, qty_milli FROM projection.day_sums
      WHERE stream_id = $1`,
    [Buffer.from(till.stream, 'base64url')],
  );
}

describe('a till died with sales that head office never saw', () => {
  test('EX3 EX4 peers-18 its file arrives once, handed in twice, at both sites, and when it comes back', async () => {
    const [dead, other] = [newTill(), newTill()];
    sell(dead, 5, 600);
    await dead.push(a.url, dead.ops.slice(0, 2));
    const bodies = await exported(dead, dead.ops.slice(2));
    for (const body of bodies) {
      const first = await handIn(other, a, body);
      expect(Value.Errors(OpsAnswer, first.body)).toEqual([]);
      expect(first.body).toMatchObject({ new: 3, dup: 0, flagged: [] });
      expect(first.body.stream).toMatchObject({ contiguous: 5, status: 'open' });
      expect((await handIn(other, a, body)).body).toMatchObject({ new: 0, dup: 3 });
      expect((await asHeadOffice(b, body)).status).toBe(200);
    }
    await reaches(b, dead);
    // It was only ill: it finds everything there, and sends it again for good measure.
    expect((await dead.hello(a.url)).body.stream.contiguous).toBe(5);
    expect((await dead.push(a.url)).body).toMatchObject({ new: 0, dup: 5 });
    await dead.push(b.url);
    sell(dead, 1, 700);
    await dead.push(a.url, dead.ops.slice(5));
    for (const site of [a, b]) {
      await projected(site, dead);
      const rows = await held(site, dead);
      expect(rows.map(({ seq, till_id }) => [seq, till_id])).toEqual(
        dead.ops.map((op) => [op.seq, dead.identity.tillId]),
      );
      expect(await sums(site, dead)).toMatchObject([{ day: TODAY, documents: '6' }]);
    }
    const [one] = await sums(a, dead);
    expect((await sums(b, dead))[0]).toEqual(one);
    const told = dead.ops.map(
      (op) => (JSON.parse(tools.text(op.raw)) as { body: { totals: { gross: number } } }).body,
    );
    expect(Number(one?.['gross'])).toBe(told.reduce((sum, { totals }) => sum + totals.gross, 0));
  });
  test('EX3 what lies above a hole is taken, and the hole is named', async () => {
    const [dead, other] = [newTill(), newTill()];
    sell(dead, 4);
    const [body = new Uint8Array()] = await exported(dead, dead.ops.slice(2));
    const answer = await handIn(other, a, body);
    expect(answer.body.stream).toMatchObject({ contiguous: 0, received_max: 4, want: [[1, 2]] });
  });
  test('EX3 an op that only a void stands for comes back whole, and the void has no effect (D9)', async () => {
    const [dead, other] = [newTill(), newTill()];
    const [first, parked] = sell(dead, 3, 600);
    if (first === undefined || parked === undefined) throw new Error('no ops');
    await dead.push(a.url, [first]);
    const line = JSON.stringify({ op_id: parked.opId, reason: 'refused' });
    const header = dead.frame([parked], { form: 'void' }).toString().split('\n')[0] ?? '';
    await dead.pushBytes(a.url, Buffer.from(`${header}\n${line}\n`));
    await dead.push(a.url, dead.ops.slice(2));
    await projected(a, dead);
    expect(await sums(a, dead)).toMatchObject([{ documents: '2' }]);
    const [body = new Uint8Array()] = await exported(dead, [parked]);
    expect((await handIn(other, a, body)).body).toMatchObject({ new: 1 });
    await expect.poll(() => sums(a, dead), { timeout: 18_000 }).toMatchObject([{ documents: '3' }]);
  });
  test('EX3 bytes with a line end in them travel sealed and arrive as they were', async () => {
    const [dead, other] = [newTill(), newTill()];
    dead.add(Buffer.from('{"torn\n"'));
    sell(dead, 1);
    const [body = new Uint8Array()] = await exported(dead);
    expect((await handIn(other, a, body)).body).toMatchObject({ new: 2, flagged: [] });
    expect((await dead.hello(a.url)).body.stream.contiguous_op_id).toBe(dead.head.opId);
  });
});

describe('npm run import-export', () => {
  const desk = {
    region: 'eu',
    site: { id: 'A', url: a.url },
    adminToken: pair.adminToken,
  } as const;

  test('EX4 peers-18 head office takes the file as it is, twice, and a wrong code takes nothing', async () => {
    const dead = newTill();
    sell(dead, 3);
    const folder = await mkdtemp(join(tmpdir(), 'evertill-export-'));
    try {
      const path = join(folder, 'carried.evertill');
      const { bytes, code } = await fileOf(dead, dead.ops);
      await writeFile(path, bytes);
      const spoilt = join(folder, 'spoilt.evertill');
      await writeFile(spoilt, bytes.subarray(0, -1));
      await expect(importExport(desk, path, code.replace(/^./, '!'))).rejects.toThrow(/20 letters/);
      await expect(importExport(desk, spoilt, code)).rejects.toThrow(/damaged/);
      await expect(importExport(desk, join(folder, 'none'), code)).rejects.toThrow(/no file/);
      await expect(importExport({ ...desk, region: 'na' }, path, code)).rejects.toThrow(/region/);
      expect(await held(a, dead)).toEqual([]);
      const name = dead.identity.tillId;
      expect([await importExport(desk, path, code), await importExport(desk, path, code)]).toEqual([
        `3 records of till ${name} are at site A; 3 were new there`,
        `3 records of till ${name} are at site A; 0 were new there`,
      ]);
      await reaches(b, dead);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
  test('EX3 what head office does not take is named, and does not keep the rest out', async () => {
    const [dead, foreign] = [newTill(), newTill()];
    sell(dead, 2);
    const folder = await mkdtemp(join(tmpdir(), 'evertill-export-'));
    try {
      const path = join(folder, 'carried.evertill');
      const sigs = dead.ops.map((op, i) =>
        signText((i === 0 ? foreign : dead).identity.key, 'op', op.opId),
      );
      const { bytes, code } = await fileOf(dead, dead.ops, sigs);
      await writeFile(path, bytes);
      await expect(importExport(desk, path, code)).rejects.toThrow(
        /did not take 1 to 1 \(signature of the exporting till\)/,
      );
      expect((await held(a, dead)).map(({ seq }) => seq)).toEqual([2]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('what no site takes', () => {
  const refusal = async (body: Uint8Array, by = newTill()): Promise<string> =>
    problem(await handIn(by, a, body));
  /** The lines of one import, to be spoilt. */
  async function linesOf(till: TestTill): Promise<string[]> {
    const [body = new Uint8Array()] = await exported(till);
    return tools.text(body).trimEnd().split('\n');
  }
  const joined = (lines: readonly unknown[]): Uint8Array =>
    Buffer.from(lines.map((l) => `${typeof l === 'string' ? l : JSON.stringify(l)}\n`).join(''));

  test('EX3 a changed line, a missing line, an end that the till did not sign: nothing is stored', async () => {
    const dead = newTill();
    sell(dead, 3);
    const [head = '', header = '', ...ops] = await linesOf(dead);
    const named = JSON.parse(header) as Record<string, unknown>;
    const { last_sig: _, ...unsigned } = named;
    const other = newTill();
    const foreign = { ...named, last_sig: signText(other.identity.key, 'op', dead.head.opId) };
    const cheaper = ops.map((line) => line.replaceAll('601', '1'));
    expect([
      await refusal(joined([head, header, ...cheaper])),
      await refusal(joined([head, header, ...ops.slice(1)])),
      await refusal(joined([head, unsigned, ...ops])),
      await refusal(joined([head, foreign, ...ops])),
    ]).toEqual(['chain-mismatch', 'chain-mismatch', 'not-authentic', 'not-authentic']);
    expect(await held(a, dead)).toEqual([]);
  });
  test('EX3 a stand-in: another cannot void what a till sold, not even with its true signature', async () => {
    const dead = newTill();
    const [op] = sell(dead, 1);
    const [head = '', header = ''] = await linesOf(dead);
    const named = { ...(JSON.parse(header) as object), form: 'void' };
    expect(await refusal(joined([head, named, { op_id: op?.opId, reason: 'x' }]))).toBe(
      'chain-mismatch',
    );
    expect(await held(a, dead)).toEqual([]);
  });
  test('EX3 another stream, another region, a credential nobody signed, another salt', async () => {
    const [dead, other] = [newTill(), newTill()];
    sell(dead, 1);
    sell(other, 1);
    const abroad = makeTill(a.keyFile, { region: 'na', store: '0417', till: '01' });
    sell(abroad, 1);
    const forged = makeTill(b.keyFile, { site: 'A', store: '0417', till: '01' });
    sell(forged, 1);
    const [head = '', ...frame] = await linesOf(dead);
    const [otherHead = ''] = await linesOf(other);
    const { credential } = JSON.parse(head) as { credential: string };
    expect([
      await refusal(joined([otherHead, ...frame])),
      await refusal(joined(await linesOf(abroad))),
      await refusal(joined(await linesOf(forged))),
      await refusal(joined([{ credential, salt: other.salt }, ...frame])),
      await refusal(joined(frame)),
      await refusal(Buffer.from('no line')),
    ]).toEqual([
      'wrong-stream',
      'wrong-region',
      'not-authentic',
      'wrong-stream',
      'malformed-request',
      'malformed-request',
    ]);
  });
  test('EX3 neither stranger nor a wrong admin token is let in', async () => {
    const dead = newTill();
    sell(dead, 1);
    const [body = new Uint8Array()] = await exported(dead);
    expect(problem(await asHeadOffice(a, body, 'guessed'))).toBe('not-authentic');
    const bare = await fetch(new URL('/v1/sync/import', a.url), {
      method: 'POST',
      headers: NDJSON,
      body: Buffer.from(body),
    });
    expect(problem(await readAnswer(bare))).toBe('malformed-request');
    expect(await held(a, dead)).toEqual([]);
  });
});

test('EX3 ops of a till that was cut off are taken and marked (D19)', async () => {
  const dead = newTill();
  sell(dead, 1);
  const { status } = await admin(a, '/v1/admin/tills/revoke', { till_id: dead.identity.tillId });
  expect(status).toBe(200);
  const [body = new Uint8Array()] = await exported(dead);
  await cutOff(a, dead);
  expect((await asHeadOffice(a, body)).body).toMatchObject({
    new: 1,
    flagged: [{ seq: 1, type: 'after-revocation' }],
  });
});

test('EX3 both doors stand in the OpenAPI description', async () => {
  const { paths } = (await (await fetch(new URL('/openapi.json', a.url))).json()) as {
    paths: Record<string, unknown>;
  };
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/v1/sync/import', '/v1/admin/import']),
  );
});

test('EX4 sent at once by many, to both sites: one effect', async () => {
  const dead = newTill();
  dead.add(saleLine(dead, 900));
  const [body = new Uint8Array()] = await exported(dead);
  const by = newTill();
  await Promise.all([
    handIn(by, a, body),
    handIn(by, b, body),
    asHeadOffice(a, body),
    dead.push(b.url),
  ]);
  for (const site of [a, b]) {
    await reaches(site, dead);
    await projected(site, dead);
    expect(await sums(site, dead)).toMatchObject([{ documents: '1', gross: '900' }]);
  }
});
