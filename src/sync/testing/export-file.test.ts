import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeExportCode, readExportCode } from '../../contracts/export-code.ts';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { joinLines } from '../../domain/oplog/ndjson.ts';
import { deriveOpId, deriveStreamId, GENESIS } from '../../domain/oplog/op-id.ts';
import { webExportCipher } from '../adapters/web-export-cipher.ts';
import { waitingBatches, type ExportBatch } from '../core/export-batches.ts';
import { importBody, readExportBody, writeExportBody } from '../core/export-body.ts';
import { openExport, sealExport, type ExportTools } from '../core/export-seal.ts';
import type { OpRow, StreamRow } from '../core/ports.ts';
import { MemoryStore } from './memory-store.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();
const TILL_ID = 'eu-0417-02';
const tools: ExportTools = {
  utf8: (t) => utf8.encode(t),
  text: (b) => text.decode(b),
  base64: (b) => Buffer.from(b).toString('base64'),
  cipher: webExportCipher,
};
const SIG = 'A'.repeat(86);
const voucher = (batches: readonly ExportBatch[]) => ({
  region: 'eu',
  tillId: TILL_ID,
  credential: `e30.${SIG}`,
  sigs: batches.map(() => SIG),
});

/** Ops of a stream over these bytes, their chain true. */
function chain(stream: string, raws: readonly Uint8Array[]): OpRow[] {
  let prev = GENESIS;
  return raws.map((raw, i) => {
    const seq = i + 1;
    const opId = deriveOpId(sha256, prev, stream, seq, raw);
    const op = { stream, seq, prev, opId, kind: 'sale', businessDate: '2026-11-21', atMs: seq };
    prev = opId;
    return { ...op, raw, sig: undefined };
  });
}

async function storeWith(
  raws: readonly Uint8Array[],
  over: Partial<StreamRow> = {},
): Promise<{ store: MemoryStore; ops: OpRow[]; row: StreamRow }> {
  const salt = toBase64url(sha256(utf8.encode(over.series ?? 'A')).subarray(0, 16));
  const id = deriveStreamId(sha256, TILL_ID, salt);
  const ops = chain(id, raws);
  const row: StreamRow = {
    id,
    salt,
    series: 'A',
    prevStream: undefined,
    headSeq: ops.length,
    headOpId: ops.at(-1)?.opId ?? GENESIS,
    nextDocNo: 1,
    released: 0,
    firstAvailable: 1,
    closed: false,
    ...over,
  };
  const store = new MemoryStore();
  await store.importOps(row, ops, []);
  return { store, ops, row };
}

const raw = (n: number): Uint8Array => utf8.encode(`{"n":${n}}`);
const raws = (count: number): Uint8Array[] => Array.from({ length: count }, (_, i) => raw(i));

async function sealed(count = 3) {
  const { store, ops } = await storeWith(raws(count));
  const batches = await waitingBatches(store);
  return { ...(await sealExport(tools, voucher(batches), batches, 1_790_000_000_000)), ops };
}

describe('what goes into the file', () => {
  test('EX1 peers-18 every op above what both sites confirmed, in order, and what is parked below it', async () => {
    const { store, ops, row } = await storeWith(raws(1200));
    await store.release(row.id, 700);
    const { stream, seq, opId, kind } = ops[4] ?? { stream: '', seq: 0, opId: '', kind: '' };
    await store.park({ stream, seq, opId, kind, reason: 'refused', atMs: 1 });
    const batches = await waitingBatches(store);
    expect(batches.map(({ ops: own }) => [own[0]?.seq, own.length])).toEqual([
      [5, 1],
      [701, 500],
    ]);
    expect(batches.flatMap((b) => b.ops).map((op) => op.opId)).toEqual([
      opId,
      ...ops.slice(700).map((op) => op.opId),
    ]);
  });
  test('EX1 a branch goes by the name of its stream, as on the wire (D9)', async () => {
    const { store, row, ops } = await storeWith(raws(2));
    const key = `${row.id}~2`;
    await store.importOps(
      { ...row, id: key },
      ops.map((op) => ({ ...op, stream: key })),
      [],
    );
    const batches = await waitingBatches(store);
    expect(batches.map((b) => [b.stream, b.salt])).toEqual([
      [row.id, row.salt],
      [row.id, row.salt],
    ]);
  });
  test('EX1 nothing waits: no batch', async () => {
    const { store, row } = await storeWith(raws(3));
    await store.release(row.id, 3);
    expect(await waitingBatches(store)).toEqual([]);
  });
  test('EX5 reading what waits releases and changes nothing', async () => {
    const { store } = await storeWith(raws(3));
    const before = structuredClone(await store.load());
    await waitingBatches(store);
    expect(await store.load()).toEqual(before);
  });
});

describe('round trip', () => {
  test('EX1 any bytes come back exactly, chain and form such that a site takes them', async () => {
    const anyRaw = fc.uint8Array({ minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRaw, { minLength: 1, maxLength: 8 }), async (all) => {
        const { store, ops, row } = await storeWith(all);
        const batches = await waitingBatches(store);
        const made = await sealExport(tools, voucher(batches), batches, 5);
        const opened = await openExport(tools, made.bytes, made.code.toLowerCase(), 'eu');
        if (!opened.ok) throw new Error(opened.error);
        const [batch] = opened.value.batches;
        expect(batch?.salt).toBe(row.salt);
        const back = (batch?.lines ?? []).map((line) =>
          batch?.header.form === 'envelope'
            ? Buffer.from((JSON.parse(text.decode(line)) as { bytes: string }).bytes, 'base64')
            : Buffer.from(line),
        );
        expect(back).toEqual(ops.map((op) => Buffer.from(op.raw)));
        expect(batch?.header).toMatchObject({
          stream: row.id,
          from_seq: 1,
          prev_op_id: GENESIS,
          last_op_id: ops.at(-1)?.opId,
          last_sig: SIG,
        });
      }),
      { numRuns: 60 },
    );
  });
  test('EX3 a batch of the file is the body of an import: credential and salt, then the frame', async () => {
    const { bytes, code, ops } = await sealed(2);
    const opened = await openExport(tools, bytes, code, 'eu');
    const [batch] = opened.ok ? opened.value.batches : [];
    if (batch === undefined) throw new Error('no batch');
    const lines = text.decode(importBody(tools, `e30.${SIG}`, batch)).split('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({ credential: `e30.${SIG}`, salt: batch.salt });
    expect(JSON.parse(lines[1] ?? '')).toEqual(batch.header);
    expect(lines.slice(2)).toEqual([...ops.map((op) => text.decode(op.raw)), '']);
  });
});

describe('what is refused', () => {
  test('EX2 one flipped bit anywhere, and a file that was cut, give nothing', async () => {
    const { bytes, code } = await sealed(1);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const broken = new Uint8Array(bytes);
        broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect((await openExport(tools, broken, code, 'eu')).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
    for (const end of [0, 10, bytes.length - 1]) {
      expect((await openExport(tools, bytes.subarray(0, end), code, 'eu')).ok).toBe(false);
    }
  });
  test('EX2 damage, a wrong code, what is no code and what is no file are told apart', async () => {
    const { bytes, code } = await sealed();
    const why = async (b: Uint8Array, c = code, region = 'eu') => {
      const opened = await openExport(tools, b, c, region);
      return opened.ok ? 'ok' : opened.error;
    };
    const broken = new Uint8Array(bytes);
    broken[bytes.length - 3] = (broken[bytes.length - 3] ?? 0) ^ 1;
    const other = code.startsWith('2') ? `3${code.slice(1)}` : `2${code.slice(1)}`;
    const newer = utf8.encode(
      text.decode(bytes).replace(/^\{"evertill_export":1/, '{"evertill_export":2'),
    );
    expect([
      await why(bytes),
      await why(broken),
      await why(bytes, other),
      await why(bytes, 'hello'),
      await why(utf8.encode('a picture\nof a cat')),
      await why(newer),
      await why(bytes, code, 'na'),
    ]).toEqual([
      'ok',
      'damaged',
      'wrong-code',
      'not-a-code',
      'not-an-export',
      'newer-format',
      'other-region',
    ]);
  });
  test('EX2 nothing that was sold can be read without the code', async () => {
    const { bytes } = await sealed();
    expect(text.decode(bytes)).not.toContain('"n"');
    expect(text.decode(bytes)).not.toContain('credential');
  });
  test('EX2 a body that lost a line, a batch or its end is none', async () => {
    const { store } = await storeWith(raws(3));
    const batches = await waitingBatches(store);
    const body = writeExportBody(tools, voucher(batches), batches);
    const lines = text.decode(body).trimEnd().split('\n');
    const without = (n: number): Uint8Array =>
      joinLines(lines.filter((_, i) => i !== n).map((line) => utf8.encode(line)));
    expect(readExportBody(tools, body)).toBeDefined();
    for (const n of lines.keys()) expect(readExportBody(tools, without(n))).toBeUndefined();
    expect(readExportBody(tools, body.subarray(0, -1))).toBeUndefined();
  });
});

test('EX2 the code has 20 letters that do not look alike, and is read as people type it', () => {
  const code = makeExportCode(Uint8Array.from({ length: 20 }, (_, i) => i * 13));
  expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){4}[2-9A-HJ-NP-Z]{4}$/);
  expect(readExportCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(
    code.replaceAll('-', ''),
  );
  expect(readExportCode(code.slice(1))).toBeUndefined();
  expect(readExportCode(`0${code.slice(1)}`)).toBeUndefined();
});
