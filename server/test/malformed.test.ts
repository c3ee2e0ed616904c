import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { Value } from 'typebox/value';
import { Problem } from '../../src/contracts/problem.ts';
import { HEADERS } from '../../src/contracts/wire.ts';
import { a, newTill, problem, sql } from './shared-pair.ts';
import { sell } from './test-sales.ts';
import { readAnswer, type Answer } from './test-till.ts';

function expectRefusal(answer: Answer): void {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(Value.Errors(Problem, answer.body)).toEqual([]);
}

const ROUTES = [
  ['POST', '/v1/sync/ops'],
  ['POST', '/v1/sync/hello'],
  ['GET', '/v1/sync/changes'],
  ['GET', '/v1/sync/events'],
  ['GET', '/v1/sync/own-ops'],
  ['GET', '/v1/sync/snapshots/price/x'],
  ['POST', '/v1/enrol'],
  ['GET', '/v1/peer/claims'],
  ['POST', '/v1/admin/changes'],
  ['DELETE', '/v1/sync/ops'],
  ['GET', '/no/such/route'],
  ['GET', '/%ff%00'],
] as const;

describe('malformed requests only ever get 4xx problems', () => {
  test('any body, any header, any route: a problem, nothing stored, and a good sale still lands', async () => {
    const till = newTill();
    const names = Object.values(HEADERS);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ROUTES),
        fc.uint8Array({ maxLength: 300 }),
        fc.dictionary(fc.constantFrom(...names), fc.stringMatching(/^[ -~]{0,40}$/)),
        fc.constantFrom('application/json', 'application/x-ndjson', 'text/plain', ''),
        async ([method, path], body, headers, type) => {
          const answer = await fetch(`${a.url}${path}`, {
            method,
            headers: { ...headers, ...(type === '' ? {} : { 'content-type': type }) },
            ...(method === 'POST' ? { body } : {}),
          });
          expectRefusal(await readAnswer(answer));
        },
      ),
      { numRuns: 150 },
    );
    const rows = await sql(a, 'SELECT 1 FROM all_ops WHERE stream_id = $1', [
      Buffer.from(till.stream, 'base64url'),
    ]);
    expect(rows).toEqual([]);
    expect((await till.push(a.url, sell(till, 1))).body.new).toBe(1);
  });
  test('well signed but broken batches: a problem each, nothing stored', async () => {
    const till = newTill();
    const good = till.frame(sell(till, 4));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(good.length - 2),
        async (edits, cut) => {
          const body = Buffer.from(good.subarray(0, good.length - 1 - cut));
          for (const [at, byte] of edits) if (at < body.length) body[at] = byte;
          expectRefusal(await till.pushBytes(a.url, body));
        },
      ),
      { numRuns: 120 },
    );
    const answer = await till.push(a.url);
    expect(answer.body).toMatchObject({ new: 4, dup: 0 });
  });
  test('each kind of broken frame has its own answer', async () => {
    const till = newTill();
    const ops = sell(till, 1);
    const send = (body: Uint8Array, over = {}) => till.pushBytes(a.url, body, over);
    expect(problem(await send(Buffer.from('{}\n')))).toBe('malformed-request');
    expect(problem(await send(new Uint8Array()))).toBe('malformed-request');
    expect(problem(await send(Buffer.from('x'), { 'content-encoding': 'gzip' }))).toBe(
      'malformed-request',
    );
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024));
    expect(problem(await send(bomb, { 'content-encoding': 'gzip' }))).toBe('too-large');
    expect(problem(await send(Buffer.alloc(1024 * 1024 + 1)))).toBe('too-large');
    expect(problem(await till.push(a.url, ops, { prev_op_id: `${'A'.repeat(21)}B` }))).toBe(
      'malformed-request',
    );
    expect(problem(await send(till.frame(ops), { [HEADERS.protocol]: '0' }))).toBe(
      'protocol-too-old',
    );
    expect(problem(await till.hello(a.url, { nonce: 'short' }))).toBe('malformed-request');
  });
  test('what is no HTTP at all gets 400 and the door', async () => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const socket = connect(Number(new URL(a.url).port), '127.0.0.1', () =>
      socket.write('HELO x\r\n\r\n'),
    );
    let text = '';
    socket.on('data', (part) => (text += part.toString()));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
    expect(await promise).toMatch(/^HTTP\/1\.1 400 .*problem\+json/s);
  });
});
