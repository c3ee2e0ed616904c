import { describe, expect, test } from 'vitest';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { a, b, newTill, sql } from './shared-pair.ts';
import { sell } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

/** Opens the till's events at a site; `seen` fills as they come. */
async function listen(till: TestTill, url: string): Promise<{ seen: string[]; close(): void }> {
  const stop = new AbortController();
  const path = '/v1/sync/events';
  const answer = await fetch(`${url}${path}`, {
    headers: till.headers('GET', path, new Uint8Array()),
    signal: stop.signal,
  });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const seen: string[] = [];
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (;;) {
      const part = await reader?.read();
      if (part === undefined || part.done) return;
      seen.push(...[...part.value.matchAll(/event: (\w+)/g)].map((m) => m[1] ?? ''));
    }
  })().catch(() => undefined);
  return { seen, close: () => stop.abort() };
}

describe('claims between sites (D2, D21)', () => {
  test("D21 a sale at A: B's claim comes back, and A pokes the till `confirmed`", async () => {
    const till = newTill();
    const events = await listen(till, a.url);
    await till.push(a.url, sell(till, 3));
    await waitUntil('confirmed', 5000, async () =>
      events.seen.includes('confirmed') ? true : undefined,
    );
    const { body } = await till.hello(a.url);
    expect(body.peers['B']).toMatchObject({ contiguous: 3, contiguous_op_id: till.head.opId });
    const atB = await till.hello(b.url);
    expect(atB.body.incarnation).toBe(body.peers['B']?.incarnation);
    events.close();
  });
  test('D21 and the other way: a sale at B is confirmed by A', async () => {
    const till = newTill();
    await till.push(b.url, sell(till, 2));
    const answer = await waitUntil('claim of A', 5000, async () => {
      const { body } = await till.hello(b.url);
      return body.peers['A']?.contiguous === 2 ? body : undefined;
    });
    expect(answer.peers['A']?.contiguous_op_id).toBe(till.head.opId);
  });
  test("D9 a fork's heads travel with the claim", async () => {
    const till = newTill();
    sell(till, 2);
    await till.push(a.url);
    const twin = till.clone(1);
    sell(twin, 1, 777);
    await twin.push(a.url, twin.ops.slice(1));
    const wanted = new Set([till.head.opId, twin.head.opId]);
    const claim = await waitUntil('claim with heads', 5000, async () => {
      const { body } = await till.hello(a.url);
      return body.peers['B']?.heads?.length === 2 ? body.peers['B'] : undefined;
    });
    expect(new Set(claim.heads?.map((h) => h.op_id))).toEqual(wanted);
  });
  test('D4 a claim of an incarnation that is no more is not repeated', async () => {
    const till = newTill();
    await till.push(a.url, sell(till, 1));
    await waitUntil('claim of B', 5000, async () =>
      (await till.hello(a.url)).body.peers['B'] === undefined ? undefined : true,
    );
    const id = Buffer.from(till.stream, 'base64url');
    await sql(a, "UPDATE peer_claims SET incarnation = 'B-longgone99' WHERE stream_id = $1", [id]);
    expect((await till.hello(a.url)).body.peers).toEqual({});
  });
  test('only the other site may ask for claims', async () => {
    const answer = await fetch(`${a.url}/v1/peer/claims?cursor=&wait_ms=0`);
    expect(answer.status).toBe(421);
    const named = await fetch(`${a.url}/v1/peer/claims?cursor=&wait_ms=0`, {
      headers: {
        'sync-region': 'eu',
        'sync-site': 'B',
        'sync-time': String(Date.now()),
        'sync-signature': 'A'.repeat(86),
      },
    });
    expect(named.status).toBe(401);
  });
});
