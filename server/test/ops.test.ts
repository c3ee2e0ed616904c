import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { Value } from 'typebox/value';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { HelloAnswer, OpsAnswer } from '../../src/contracts/wire.ts';
import { HEADERS } from '../../src/contracts/wire.ts';
import { nonceText } from '../../src/contracts/signed-token.ts';
import { publicKeyFromText, verifyText } from '../src/keys/ed25519.ts';
import { peekToken } from '../src/keys/signed-token.ts';
import { RegionFile } from '../../src/contracts/region.ts';
import { a, b, newTill, problem, reaches, sql, status } from './shared-pair.ts';
import { makeTill } from './test-till.ts';
import { saleLine, sell } from './test-sales.ts';

const stored = async (site: typeof a, stream: string): Promise<number> => {
  const rows = await sql<{ n: string }>(
    site,
    'SELECT count(*) AS n FROM all_ops WHERE stream_id = $1',
    [Buffer.from(stream, 'base64url')],
  );
  return Number(rows[0]?.n);
};

afterAll(async () => {
  for (const site of [a, b]) {
    expect((await status(site)).replication.apply_errors, 'I12').toBe(0);
  }
});

describe('what a site answers', () => {
  test('hello proves our site by its nonce signature and has the contract shape', async () => {
    const till = newTill();
    const nonce = 'AQEBAQEBAQEBAQEBAQEBAQ';
    const { body } = await till.hello(a.url, { nonce, region_number: 0 });
    expect(Value.Errors(HelloAnswer, body)).toEqual([]);
    const region = peekToken(RegionFile, body.region_file ?? '');
    const key = publicKeyFromText(region?.sites.find((s) => s.id === 'A')?.key ?? '');
    const text = nonceText({ nonce, region: 'eu', site: 'A', incarnation: body.incarnation });
    expect(key !== undefined && verifyText(key, 'nonce', text, body.nonce_sig)).toBe(true);
    expect(body.stream).toEqual({
      status: 'unknown',
      contiguous: 0,
      contiguous_op_id: 'AAAAAAAAAAAAAAAAAAAAAA',
      received_max: 0,
      want: [],
    });
  });
  test('I3 peers-8 peers-9 an answer lost after commit is given again: the same evidence, nothing stored twice', async () => {
    const till = newTill();
    const ops = sell(till, 3);
    const first = await till.push(a.url, ops);
    const again = await till.push(a.url, ops);
    expect(Value.Errors(OpsAnswer, first.body)).toEqual([]);
    expect(again.body.stream).toEqual(first.body.stream);
    expect([first.body.new, first.body.dup, again.body.new, again.body.dup]).toEqual([3, 0, 0, 3]);
    expect(again.body.stream.contiguous_op_id).toBe(till.head.opId);
  });
  test('I3 peers-10 one batch sent many times at once, to both sites, some lines cut: one effect', async () => {
    const till = newTill();
    sell(till, 20);
    const body = till.frame(till.ops);
    const headers = till.headers('POST', '/v1/sync/ops', body, {
      'content-type': 'application/x-ndjson',
    });
    const send = async (site: typeof a, cutAfterMs?: number): Promise<void> => {
      const signal = cutAfterMs === undefined ? null : AbortSignal.timeout(cutAfterMs);
      const url = new URL('/v1/sync/ops', site.url);
      await fetch(url, { method: 'POST', headers, body, signal }).catch(() => undefined);
    };
    await Promise.all([a, b, a, b].flatMap((site) => [send(site), send(site, 1), send(site, 5)]));
    await till.push(a.url);
    await reaches(b, till);
    for (const site of [a, b]) {
      const rows = await sql<{ op_id: Buffer }>(
        site,
        'SELECT DISTINCT op_id FROM all_ops WHERE stream_id = $1',
        [Buffer.from(till.stream, 'base64url')],
      );
      expect(rows).toHaveLength(20);
      await waitUntil('projected once', 20_000, async () => {
        const [sum] = await sql<{ n: string }>(
          site,
          'SELECT count(*) AS n FROM projection.documents WHERE stream_id = $1',
          [Buffer.from(till.stream, 'base64url')],
        );
        return sum?.n === '20' || undefined;
      });
    }
  });
  test('gzip bodies are taken; the signature covers the bytes as sent', async () => {
    const till = newTill();
    sell(till, 5);
    const body = gzipSync(till.frame(till.ops));
    const answer = await till.pushBytes(a.url, body, { 'content-encoding': 'gzip' });
    expect(answer.body.stream.contiguous).toBe(5);
  });
  test('peers-11 a hole is named in `want`; filled, the watermark passes what lay above', async () => {
    const till = newTill();
    sell(till, 6);
    const above = await till.push(a.url, till.ops.slice(3));
    expect(above.body.stream).toMatchObject({ contiguous: 0, received_max: 6, want: [[1, 3]] });
    const filled = await till.push(a.url, till.ops.slice(0, 3));
    expect(filled.body.stream).toMatchObject({ contiguous: 6, want: [] });
  });
});

describe('damage on the way stores nothing', () => {
  test('a batch cut within a line', async () => {
    const till = newTill();
    const body = till.frame(sell(till, 3));
    const answer = await till.pushBytes(a.url, body.subarray(0, body.length - 5));
    expect([answer.status, problem(answer)]).toEqual([422, 'chain-mismatch']);
    expect(await stored(a, till.stream)).toBe(0);
  });
  test('a wrong chain: the end is not the end the till named', async () => {
    const till = newTill();
    const ops = sell(till, 2);
    const answer = await till.push(a.url, ops, { last_op_id: ops[0]?.opId });
    expect(problem(answer)).toBe('chain-mismatch');
    expect(problem(await till.push(a.url, ops, { count: 1 }))).toBe('chain-mismatch');
    expect(await stored(a, till.stream)).toBe(0);
  });
});

describe('whose stream it is (D20)', () => {
  test("another till's stream is refused, named in the request or only in the batch", async () => {
    const [mine, other] = [newTill(), newTill()];
    const ops = sell(other, 1);
    const stream = `${other.stream}.${other.salt}`;
    const named = await mine.pushBytes(a.url, other.frame(ops), { [HEADERS.stream]: stream });
    expect(problem(named)).toBe('wrong-stream');
    expect(problem(await mine.pushBytes(a.url, other.frame(ops)))).toBe('wrong-stream');
    expect(await stored(a, other.stream)).toBe(0);
  });
  test("another region's till gets 421", async () => {
    const till = makeTill(a.keyFile, { region: 'na', store: '0417', till: '01' });
    const answer = await till.push(a.url, sell(till, 1));
    expect([answer.status, problem(answer)]).toEqual([421, 'wrong-region']);
    const masked = await till.pushBytes(a.url, till.frame(till.ops), { [HEADERS.region]: 'eu' });
    expect(problem(masked)).toBe('wrong-region');
  });
  test('a credential by a key the region file does not name is not authentic', async () => {
    const till = makeTill(b.keyFile, { site: 'A', store: '0417', till: '01' });
    expect(problem(await till.push(a.url, sell(till, 1)))).toBe('not-authentic');
  });
  test('a body that was changed after signing is not authentic', async () => {
    const till = newTill();
    const body = till.frame(sell(till, 1));
    const headers = till.headers('POST', '/v1/sync/ops', body);
    body[body.length - 3] = 33;
    const answer = await fetch(`${a.url}/v1/sync/ops`, { method: 'POST', headers, body });
    expect(answer.status).toBe(401);
  });
  test('D20 a sale that names another till is stored and flagged', async () => {
    const till = newTill();
    till.add(saleLine(till, 100, { body: { till: '99' } }));
    const { body } = await till.push(a.url);
    expect(body.flagged.map((f) => f.type)).toEqual(['wrong-till-claim']);
    expect(body.stream.contiguous).toBe(1);
  });
  test('a bad signature over the last op is stored and flagged', async () => {
    const till = newTill();
    const { body } = await till.push(a.url, sell(till, 1), { last_sig: 'A'.repeat(86) });
    expect(body.flagged.map((f) => f.type)).toEqual(['bad-signature']);
  });
});

describe('a site never refuses a sale', () => {
  test('D19 expired tills push, flagged; their pulls are refused; clocks matter to pulls alone', async () => {
    const now = Date.now();
    const old = makeTill(a.keyFile, { store: '0417', till: '71' }, { expires_ms: now - 1 });
    const { body } = await old.push(a.url, sell(old, 1));
    expect(body.flagged.map((f) => f.type)).toEqual(['after-revocation']);
    expect(problem(await old.get(a.url, '/v1/sync/changes'))).toBe('credential-expired');
    const till = newTill();
    const wrongClock = { [HEADERS.time]: String(now - 3_600_000) };
    const pushed = await till.pushBytes(a.url, till.frame(sell(till, 1)), wrongClock);
    expect(pushed.status).toBe(200);
    const skewed = await till.get<{ server_ms: number }>(a.url, '/v1/sync/changes', wrongClock);
    expect([skewed.status, problem(skewed)]).toEqual([401, 'clock-skew']);
    expect(skewed.body.server_ms).toBeGreaterThan(now - 5000);
  });
  test('D1 NUL bytes, torn UTF-8, no JSON at all: stored as they are, at both sites', async () => {
    const till = newTill();
    till.add(Buffer.from([0, 1, 2, 0xc3, 0x28, 0xff]));
    till.add(saleLine(till, 100).replace('"Thing"', '"Th\\u0000ing"'));
    till.add(Buffer.from('{"kind":"sale","business_date":"2026-13-77","v":'));
    till.add(saleLine(till, 100, { kind: 'a\u0000b', business_date: '9999-01-01' }));
    till.add(saleLine(till, 100, { business_date: '0001-01-01' }));
    const { body } = await till.push(a.url);
    expect(body.stream.contiguous).toBe(5);
    await reaches(b, till);
    const rows = await sql<{ raw: Buffer; kind: string; day: string }>(
      b,
      `SELECT raw, kind, business_date::text AS day FROM ops_a WHERE stream_id = $1 ORDER BY seq`,
      [Buffer.from(till.stream, 'base64url')],
    );
    expect(rows.map((r) => r.raw)).toEqual(till.ops.map((op) => Buffer.from(op.raw)));
    expect(rows.map((r) => r.kind)).toEqual(['?', 'sale', '?', '?', 'sale']);
    expect(rows.filter((r) => r.day === '0001-01-01')).toHaveLength(4);
  });
  test('D9 peers-42 a fork keeps both branches, says so, and goes on taking either', async () => {
    const till = newTill();
    sell(till, 3);
    await till.push(a.url);
    const twin = till.clone(2);
    sell(twin, 2, 9900);
    const { body } = await twin.push(a.url, twin.ops.slice(2));
    expect(body.stream.status).toBe('forked');
    expect(body.stream.heads).toEqual([
      { seq: 4, op_id: twin.head.opId },
      { seq: 3, op_id: till.head.opId },
    ]);
    sell(till, 1);
    const more = await till.push(a.url, till.ops.slice(3));
    expect(new Set(more.body.stream.heads?.map((h) => h.op_id))).toEqual(
      new Set([till.head.opId, twin.head.opId]),
    );
    expect(await stored(a, till.stream)).toBe(6);
  });
  test('D12 a till that went back in time is told that what it still knows is held', async () => {
    const till = newTill();
    sell(till, 5);
    await till.push(a.url);
    const older = till.clone(3);
    const { body } = await older.hello(a.url);
    expect(body.stream).toMatchObject({ contiguous: 5, contiguous_op_id: till.head.opId });
    expect(body.stream.heads).toEqual([{ seq: 3, op_id: older.head.opId }]);
  });
  test('D9 an envelope stands for the damaged op; the chain goes on from the id it stands for', async () => {
    const till = newTill();
    const [whole, next] = sell(till, 2);
    if (whole === undefined || next === undefined) throw new Error('no ops');
    const line = (bytes: Uint8Array) =>
      Buffer.from(
        `${JSON.stringify({ op_id: whole.opId, bytes: Buffer.from(bytes).toString('base64') })}\n`,
      );
    const header = {
      stream: till.stream,
      from_seq: 1,
      prev_op_id: whole.prev,
      count: 1,
      last_op_id: whole.opId,
      form: 'envelope',
    };
    const body = Buffer.concat([
      Buffer.from(`${JSON.stringify(header)}\n`),
      line(Buffer.from('torn')),
    ]);
    const sealed = await till.pushBytes(a.url, body);
    expect(sealed.body.flagged.map((f) => f.type)).toEqual(['chain-broken']);
    expect(sealed.body.stream).toMatchObject({ contiguous: 1, contiguous_op_id: whole.opId });
    const { body: after } = await till.push(a.url, [next]);
    expect(after.stream).toMatchObject({ contiguous: 2, status: 'open' });
  });
});

describe('two sites', () => {
  test('D19 a till with a credential from A works at B at once', async () => {
    const till = newTill();
    const { body } = await till.push(b.url, sell(till, 2));
    expect(body).toMatchObject({ site: 'B', new: 2 });
  });
  test('D3 a stream pushed half to each site is gap-free at both', async () => {
    const till = newTill();
    sell(till, 10);
    await till.push(a.url, till.ops.slice(0, 5));
    await till.push(b.url, till.ops.slice(5));
    for (const site of [a, b]) expect((await reaches(site, till)).stream.status).toBe('open');
  });
  test('H1 rows lost at A and sent again reach a B that has them: no apply error', async () => {
    const till = newTill();
    sell(till, 5);
    await till.push(a.url);
    await reaches(b, till);
    const id = Buffer.from(till.stream, 'base64url');
    await sql(a, 'DELETE FROM ops_a WHERE stream_id = $1', [id]);
    const { body } = await till.push(a.url);
    expect(body.new).toBe(5);
    sell(till, 1);
    await till.push(a.url, till.ops.slice(5));
    await reaches(b, till);
    const copies = await sql(b, 'SELECT 1 FROM ops_a WHERE stream_id = $1', [id]);
    expect(copies).toHaveLength(11);
    expect((await status(b)).replication.apply_errors).toBe(0);
  });
});
