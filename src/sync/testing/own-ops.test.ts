import { sha256 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { deriveStreamId } from '../../domain/oplog/op-id.ts';
import type { OwnOpLine } from '../../contracts/wire.ts';
import { Committer, type Fact } from '../core/commit.ts';
import { recoverOwnOps, type OwnOpsPorts } from '../core/own-ops.ts';
import type { OpRow, StreamRow } from '../core/ports.ts';
import { newStreamRow, streamOpenedFact } from '../core/open-stream.ts';
import { startUp } from '../core/start-up.ts';
import { MemoryJournal } from './memory-journal.ts';
import { MemoryStore } from './memory-store.ts';
import {
  closedFact,
  drawerClosedFact,
  drawerFact,
  drawerRow,
  openedFact,
  shiftRow,
} from './shift-fact.ts';
import { VirtualClock } from './virtual-clock.ts';

const TILL_ID = 'eu-0417-01';
const utf8 = new TextEncoder();
const text = new TextDecoder();
let salt = 100;

/** A till's life elsewhere: its stream with `count` ops, as a site would hold it. */
async function livedElsewhere(count: number, facts: readonly Fact[] = []) {
  const store = new MemoryStore();
  const randomId = () => toBase64url(new Uint8Array(16).fill(++salt));
  const row = newStreamRow({ sha256, randomId, tillId: TILL_ID }, undefined, 'A');
  const committer = new Committer(
    row,
    {
      store,
      journal: new MemoryJournal(),
      clock: new VirtualClock(1_790_000_000_000),
      sha256,
      utf8: (t) => utf8.encode(t),
      print: async () => undefined,
      reached: async () => undefined,
      alarm: () => undefined,
    },
    () => undefined,
  );
  for (let i = 0; i < count; i++)
    await committer.commit(
      streamOpenedFact({ tillId: TILL_ID, businessDate: '2026-11-21' }, row, 'first-start'),
    );
  for (const fact of facts) await committer.commit(fact);
  return { stream: committer.head, ops: await store.readOps(row.id, 1, 999, 1e9), store };
}

const line = (op: OpRow): OwnOpLine => ({
  seq: op.seq,
  op_id: op.opId,
  prev: op.prev,
  raw: toBase64url(op.raw),
  ...(op.sig === undefined ? {} : { sig: op.sig }),
});

function till(site: { stream: StreamRow; lines: OwnOpLine[]; first?: number }) {
  const { stream, lines, first = 1 } = site;
  const store = new MemoryStore();
  const journal = new MemoryJournal();
  const recovered: StreamRow[] = [];
  const aside: number[] = [];
  const shifts: (string | undefined)[] = [];
  const ports: OwnOpsPorts = {
    store,
    journal,
    sha256,
    text: (b) => text.decode(b),
    tillId: TILL_ID,
    current: () => 'another',
    recovered: (row) => void recovered.push(row),
    shiftIs: (shift) => void shifts.push('closed' in shift ? undefined : shift.shiftId),
    signature: async (_series, { sig, opId }) => (sig === `sig-${opId}` ? 'holds' : 'fails'),
    setAside: async (ops) => void aside.push(...ops.map((op) => op.seq)),
    streams: async () => [
      {
        stream: stream.id,
        salt: stream.salt,
        series: stream.series,
        first,
        received_max: Math.max(...lines.map((l) => l.seq)),
        status: 'open',
        voided: [],
      },
    ],
    ops: async (_stream, from) => lines.filter((l) => l.seq >= from).slice(0, 4),
  };
  return { store, journal, recovered, aside, shifts, ports };
}

test('OO1 D12 a till that has nothing gets its stream back, into store and journal, page by page', async () => {
  const { stream, ops } = await livedElsewhere(11);
  const t = till({ stream, lines: ops.map(line) });
  expect(await recoverOwnOps(t.ports)).toEqual({ ok: true, recovered: 11, series: ['A'] });
  const back = await t.store.readOps(stream.id, 1, 999, 1e9);
  expect(back.map((o) => o.opId)).toEqual(ops.map((o) => o.opId));
  expect((await t.journal.read(stream.id, 1, 99)).map((o) => o.opId)).toEqual(
    ops.map((o) => o.opId),
  );
  expect(t.recovered.at(-1)).toMatchObject({ headSeq: 11, closed: true, released: 0, series: 'A' });
  // Asked again, there is nothing to fetch.
  expect(await recoverOwnOps(t.ports)).toMatchObject({ recovered: 0 });
});

test('OO1 ops past the retention are left where they are', async () => {
  const { stream, ops } = await livedElsewhere(9);
  const t = till({ stream, lines: ops.map(line), first: 6 });
  expect(await recoverOwnOps(t.ports)).toMatchObject({ recovered: 4 });
  expect(t.recovered.at(-1)).toMatchObject({ firstAvailable: 6, released: 5, headSeq: 9 });
});

test('OO2 a branch that is not ours stays at head office; ours is continued', async () => {
  const { stream, ops, store } = await livedElsewhere(5);
  const t = till({ stream, lines: ops.map(line) });
  await t.store.importOps(
    { ...stream, headSeq: 3, headOpId: ops[2]?.opId ?? '' },
    ops.slice(0, 3),
    [],
  );
  const strange = ops.slice(3).map((op) => ({ ...line(op), prev: 'c3RyYW5nZS1wcmV2LW9wLQ' }));
  t.ports.ops = async (_s, from) => [...strange, ...ops.map(line)].filter((l) => l.seq >= from);
  expect(await recoverOwnOps(t.ports)).toMatchObject({ recovered: 2 });
  t.ports.ops = async () => strange;
  expect(await recoverOwnOps({ ...t.ports, store })).toMatchObject({ recovered: 0 });
});

test('OO2 bytes that do not prove their id, and streams that are not ours, are not taken', async () => {
  const { stream, ops } = await livedElsewhere(4);
  const lines = ops.map(line);
  const [one, two, ...rest] = lines;
  if (one === undefined || two === undefined) throw new Error('no ops');
  const t = till({
    stream,
    lines: [one, { ...two, raw: toBase64url(utf8.encode('{}')) }, ...rest],
  });
  expect(await recoverOwnOps(t.ports)).toMatchObject({ recovered: 1 });
  const other = till({ stream, lines });
  other.ports.tillId = 'eu-0417-02';
  expect(deriveStreamId(sha256, 'eu-0417-02', stream.salt)).not.toBe(stream.id);
  expect(await recoverOwnOps(other.ports)).toMatchObject({ recovered: 0 });
});

test('OO3 the stream that is written to is never touched; a site that does not answer is asked again', async () => {
  const { stream, ops } = await livedElsewhere(3);
  const t = till({ stream, lines: ops.map(line) });
  expect(await recoverOwnOps({ ...t.ports, current: () => stream.id })).toEqual({
    ok: true,
    recovered: 0,
    series: [],
  });
  expect(await recoverOwnOps({ ...t.ports, streams: async () => undefined })).toEqual({
    ok: false,
  });
  expect(await recoverOwnOps({ ...t.ports, ops: async () => undefined })).toEqual({ ok: false });
});

test('OO4 D9 an op that only a void stands for is parked again, once, to be sent by a person', async () => {
  const { stream, ops } = await livedElsewhere(3);
  const t = till({ stream, lines: [] });
  await t.store.importOps(stream, ops, []);
  const { streams } = t.ports;
  const voided = [2, 3].map((seq) => ({ seq, op_id: ops[1]?.opId ?? '' }));
  t.ports.streams = async () => (await streams())?.map((s) => ({ ...s, received_max: 3, voided }));
  await recoverOwnOps(t.ports);
  await recoverOwnOps(t.ports);
  expect(await t.store.parked()).toMatchObject([{ stream: stream.id, seq: 2, opId: ops[1]?.opId }]);
});

test('OO5 ops whose signature is none of this till’s are set aside, and what it signed before them is taken', async () => {
  const { stream, ops } = await livedElsewhere(6);
  const lines = ops.map((op) =>
    op.seq <= 4 ? line(op) : { ...line(op), sig: `sig-${ops[0]?.opId}` },
  );
  const t = till({ stream, lines });
  expect(await recoverOwnOps(t.ports)).toMatchObject({ recovered: 4 });
  expect(t.aside).toEqual([5, 6]);
  const [row] = (await t.store.load()).streams;
  expect(row).toMatchObject({ headSeq: 4, closed: true });
  expect(await t.journal.read(stream.id, 5, 9)).toEqual([]);
});

test('OO5 an op whose bytes were changed where they lay is set aside and told, and what it signed before is taken', async () => {
  const { stream, ops } = await livedElsewhere(6);
  const changed = toBase64url(new TextEncoder().encode('{"v":1,"seq":5,"kind":"sale"}'));
  const lines = ops.map((op) => (op.seq === 5 ? { ...line(op), raw: changed } : line(op)));
  const t = till({ stream, lines });
  expect(await recoverOwnOps(t.ports)).toMatchObject({ recovered: 4 });
  expect(t.aside).toEqual([5]);
  expect((await t.store.load()).streams[0]).toMatchObject({ headSeq: 4, closed: true });
});

test('OO5 D10 a signature covers the ops of its batch over a page’s end; a tail without one stays at head office', async () => {
  const { stream, ops } = await livedElsewhere(9);
  // As a site keeps them: signed where a batch ended, here behind the end of the first page of four.
  const lines = ops.map((op) => {
    const { sig, ...bare } = line(op);
    return op.seq === 6 && sig !== undefined ? { ...bare, sig } : bare;
  });
  const t = till({ stream, lines });
  expect(await recoverOwnOps(t.ports)).toMatchObject({ recovered: 6 });
  expect(t.aside).toEqual([]);
  expect((await t.store.load()).streams[0]).toMatchObject({ headSeq: 6 });
});

test('OO5 a machine whose key nobody told is neither believed nor accused', async () => {
  const { stream, ops } = await livedElsewhere(3);
  const t = till({ stream, lines: ops.map(line) });
  t.ports.signature = async () => 'unknown';
  expect(await recoverOwnOps(t.ports)).toMatchObject({ recovered: 0 });
  expect(t.aside).toEqual([]);
});

test('OO6 D12 a shift that was open on a lost machine is the open one here, so that it gets its Z', async () => {
  const { stream, ops } = await livedElsewhere(2, [openedFact('lost')]);
  const t = till({ stream, lines: ops.map(line) });
  await recoverOwnOps(t.ports);
  expect((await t.store.load()).shift).toEqual(shiftRow('lost'));
  expect(t.shifts).toEqual(['lost']);
  const randomId = () => toBase64url(new Uint8Array(16).fill(++salt));
  const started = await startUp({ ...t.ports, randomId, enrolmentSeries: 'B' });
  expect(started.snapshot.shift).toEqual(shiftRow('lost'));
});

test('OO6 a shift that is open here stays; the lost one follows when it is closed', async () => {
  const { stream, ops } = await livedElsewhere(2, [openedFact('lost')]);
  const t = till({ stream, lines: ops.map(line) });
  await t.store.setShift(shiftRow('here'));
  await recoverOwnOps(t.ports);
  expect([(await t.store.load()).shift, t.shifts]).toEqual([shiftRow('here'), []]);
  await t.store.setShift(undefined);
  await recoverOwnOps(t.ports);
  expect(t.shifts).toEqual(['lost']);
});

test('OO6 a shift with its Z does not come back, and one whose Z comes back behind it is over', async () => {
  const { stream, ops } = await livedElsewhere(2, [openedFact('one'), closedFact('one', 1)]);
  const whole = till({ stream, lines: ops.map(line) });
  await recoverOwnOps(whole.ports);
  expect([(await whole.store.load()).shift, whole.shifts]).toEqual([undefined, []]);
  // The first site that answered had not heard of the Z.
  const late = till({ stream, lines: ops.slice(0, 3).map(line) });
  await recoverOwnOps(late.ports);
  const all = till({ stream, lines: ops.map(line) }).ports;
  await recoverOwnOps({ ...late.ports, streams: all.streams, ops: all.ops });
  expect([(await late.store.load()).shift, late.shifts]).toEqual([undefined, ['one', undefined]]);
});

test('OO6 D13 the shift of a machine that took this one’s place is that one’s', async () => {
  const { stream, ops } = await livedElsewhere(2, [openedFact('later')]);
  const t = till({ stream: { ...stream, series: 'B' }, lines: ops.map(line) });
  const mine = await livedElsewhere(1);
  await t.store.importOps(mine.stream, mine.ops, []);
  await recoverOwnOps({ ...t.ports, current: () => mine.stream.id });
  expect([(await t.store.load()).shift, t.shifts]).toEqual([undefined, []]);
});

test('OO6 dom-Z9 every drawer that was open on a lost machine comes back beside what is open here, until its Z does', async () => {
  const facts = [drawerFact('a'), drawerFact('b', 1), drawerClosedFact('b', 1), drawerFact('c', 1)];
  const { stream, ops } = await livedElsewhere(2, facts);
  const t = till({ stream, lines: ops.map(line) });
  await t.store.setDrawers([drawerRow('here')]);
  await recoverOwnOps(t.ports);
  const open = async () => (await t.store.load()).drawers.map(({ shiftId }) => shiftId).toSorted();
  expect([await open(), t.shifts]).toEqual([
    ['a', 'c', 'here'],
    ['c', 'a'],
  ]);
  // Asked again, nobody is told twice.
  await recoverOwnOps(t.ports);
  expect(t.shifts).toHaveLength(2);
});

test('OO6 dom-Z9 a drawer whose Z comes back behind it is over, and no other', async () => {
  const facts = [drawerFact('a'), drawerFact('b', 1), drawerClosedFact('a', 1)];
  const { stream, ops } = await livedElsewhere(2, facts);
  const late = till({ stream, lines: ops.slice(0, 4).map(line) });
  await recoverOwnOps(late.ports);
  const all = till({ stream, lines: ops.map(line) }).ports;
  await recoverOwnOps({ ...late.ports, streams: all.streams, ops: all.ops });
  expect((await late.store.load()).drawers).toEqual([drawerRow('b')]);
  expect(late.shifts).toEqual(['b', 'a', undefined]);
});
