import { sha256 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { deriveOpId, GENESIS } from '../../domain/oplog/op-id.ts';
import type { OpRow, StreamRow } from '../core/ports.ts';
import { forgetOld, KEPT_DAYS } from '../core/retention.ts';
import { MemoryJournal } from './memory-journal.ts';
import { MemoryStore } from './memory-store.ts';
import { drawerRow } from './shift-fact.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21);
const STREAM = 'c3RyZWFtLXN0cmVhbS1zdA';

/** A till with one op a day, the last one today; everything up to `released` is at both sites. */
async function till(days: number, released: number) {
  const store = new MemoryStore();
  const journal = new MemoryJournal();
  const ops: OpRow[] = [];
  for (let i = 1; i <= days; i++) {
    const prev = ops.at(-1)?.opId ?? GENESIS;
    const atMs = NOW - (days - i) * DAY;
    const raw = new Uint8Array([i % 256]);
    const businessDate = new Date(atMs).toISOString().slice(0, 10);
    const opId = deriveOpId(sha256, prev, STREAM, i, raw);
    ops.push({
      stream: STREAM,
      seq: i,
      prev,
      opId,
      kind: 'sale',
      businessDate,
      atMs,
      raw,
      sig: undefined,
    });
  }
  const row: StreamRow = {
    id: STREAM,
    salt: 's',
    series: 'A',
    prevStream: undefined,
    headSeq: days,
    headOpId: ops.at(-1)?.opId ?? '',
    nextDocNo: 1,
    released,
    firstAvailable: 1,
    closed: false,
  };
  const docs = ops.map((op) => ({
    docId: `doc-${op.seq}`,
    docNo: '',
    stream: STREAM,
    seq: op.seq,
    shiftId: '',
    businessDate: op.businessDate,
    closedMs: op.atMs,
    gross: 0,
    body: {},
  }));
  await store.importOps(row, ops, docs);
  await store.release(STREAM, released);
  await journal.append(row, ops);
  const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return { store, journal, nowMs: NOW, dayOf, forgotten: () => undefined };
}

const firstKept = async ({ store }: Awaited<ReturnType<typeof till>>) =>
  (await store.load()).streams[0]?.firstAvailable;

test('RL7 peers-43 what both sites hold is forgotten after 30 days: op, document, journal', async () => {
  const t = await till(100, 100);
  const heard: [string, number][] = [];
  const forgotten = (stream: string, first: number) => void heard.push([stream, first]);
  expect(await forgetOld({ ...t, forgotten })).toBe(100 - KEPT_DAYS - 1);
  expect(await firstKept(t)).toBe(100 - KEPT_DAYS);
  expect(heard).toEqual([[STREAM, 100 - KEPT_DAYS]]);
  expect(await t.store.doc('doc-1')).toBeUndefined();
  expect(await t.store.doc('doc-99')).toBeDefined();
  expect((await t.journal.read(STREAM, 1, 1))[0]?.seq).toBe(100 - KEPT_DAYS);
  expect(await forgetOld(t)).toBe(0);
});

test('RL7 dom-Z9 what a drawer of a cashier’s own needs for its Z is kept while it is open, however long', async () => {
  const t = await till(100, 100);
  await t.store.addDrawer({ ...drawerRow('away'), openedMs: NOW - 60 * DAY });
  await forgetOld(t);
  expect(await firstKept(t)).toBe(40);
  await t.store.dropDrawer('away');
  await forgetOld(t);
  expect(await firstKept(t)).toBe(100 - KEPT_DAYS);
});

test('promise 3, peers-16: what any site has not confirmed is kept, however old it is', async () => {
  const t = await till(100, 12);
  await forgetOld(t);
  expect(await firstKept(t)).toBe(13);
  const nothing = await till(100, 0);
  expect(await forgetOld(nothing)).toBe(0);
});

test('promise 4: a parked op is kept, and everything behind it', async () => {
  const t = await till(100, 100);
  const parked = { stream: STREAM, seq: 20, opId: 'x', kind: 'sale', reason: 'refused', atMs: 1 };
  await t.store.park(parked);
  await forgetOld(t);
  expect(await firstKept(t)).toBe(20);
});

test('RL7 D9 a branch that still waits keeps the journal’s lines, which are its own', async () => {
  const t = await till(100, 100);
  const [row] = (await t.store.load()).streams;
  if (row === undefined) throw new Error('no stream');
  const branch = { ...row, id: `${STREAM}~1`, firstAvailable: 51, released: 50, headSeq: 60 };
  const ops = await t.store.readOps(STREAM, 51, 10, 1e9);
  await t.store.importOps(
    branch,
    ops.map((op) => ({ ...op, stream: branch.id })),
    [],
  );
  await forgetOld(t);
  expect((await t.journal.read(STREAM, 1, 1))[0]?.seq).toBe(51);
});
