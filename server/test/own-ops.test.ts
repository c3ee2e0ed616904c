import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { OwnStreamsAnswer } from '../../src/contracts/wire.ts';
import { a, b, newTill, reaches } from './shared-pair.ts';
import { saleLine, sell } from './test-sales.ts';

describe('own ops (D12)', () => {
  test('D26 a till gets its own ops back, from either site, and no other till does', async () => {
    const till = newTill();
    sell(till, 4);
    await till.push(a.url);
    await reaches(b, till);
    const path = `/v1/sync/own-ops?stream=${till.stream}&from=2`;
    const { text } = await till.get<string>(b.url, path);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l) as { seq: number; op_id: string; raw: string });
    expect(lines.map((l) => [l.seq, l.op_id])).toEqual(
      till.ops.slice(1).map((o) => [o.seq, o.opId]),
    );
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(hash(Buffer.from(lines[0]?.raw ?? '', 'base64'))).toBe(
      hash(till.ops[1]?.raw ?? Buffer.of()),
    );
    expect((await newTill().get<string>(b.url, path)).text).toBe('');
  });
  test('D12 D13 a till asks which streams it has: salt, series, and the places that only a void holds', async () => {
    const till = newTill();
    const { salt, identity } = till;
    const opened = { till_id: identity.tillId, salt, series: 'A2', reason: 'first-start' };
    till.add(saleLine(till, 0, { kind: 'stream-opened', body: opened }));
    sell(till, 3);
    const [first, second, third] = till.ops;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('no ops');
    await till.push(a.url, [first]);
    const line = JSON.stringify({ op_id: second.opId, reason: 'refused' });
    const header = till.frame([second], { form: 'void' }).toString().split('\n')[0] ?? '';
    await till.pushBytes(a.url, Buffer.from(`${header}\n${line}\n`));
    await till.push(a.url, till.ops.slice(2));
    const ask = async () =>
      (await till.get<OwnStreamsAnswer>(a.url, '/v1/sync/own-streams')).body.streams;
    const told = { stream: till.stream, salt, series: 'A2', first: 1, received_max: 4 };
    expect(await ask()).toMatchObject([{ ...told, voided: [{ seq: 2, op_id: second.opId }] }]);
    // A void holds a place; it is no op of the till's, and never comes back as one.
    const ownOps = async (): Promise<string> => {
      const path = `/v1/sync/own-ops?stream=${till.stream}&from=1`;
      return (await till.get<string>(a.url, path)).text;
    };
    expect((await ownOps()).match(/"seq":\d+/g)).toEqual(['"seq":1', '"seq":3', '"seq":4']);
    await till.push(a.url, [second]);
    expect((await ownOps()).match(/"seq":\d+/g)).toEqual([
      '"seq":1',
      '"seq":2',
      '"seq":3',
      '"seq":4',
    ]);
    expect(await ask()).toMatchObject([{ ...told, voided: [] }]);
    expect(
      (await newTill().get<OwnStreamsAnswer>(a.url, '/v1/sync/own-streams')).body.streams,
    ).toEqual([]);
  });
});
