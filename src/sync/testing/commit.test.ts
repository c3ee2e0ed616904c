import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../contracts/parse.ts';
import { Op } from '../../contracts/op.ts';
import { emptyDisk, MemoryStore } from './memory-store.ts';
import { MemoryJournal } from './memory-journal.ts';
import { streamRow } from './local-store-contract.ts';
import { VirtualClock } from './virtual-clock.ts';
import { Committer, COMMIT_CRASH_POINTS, type CommitPorts, type Fact } from '../core/commit.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();

function saleFact(pad = ''): Fact {
  return {
    kind: 'sale',
    businessDate: '2026-11-21',
    body: (n) => ({ no: `${n.series}-${n.number}`, pad }),
    document: (body) => ({
      docId: (body as { no: string }).no,
      docNo: (body as { no: string }).no,
      shiftId: 's',
      closedMs: 1,
      gross: 5,
    }),
    clearBasket: true,
    shift: undefined,
  };
}

function till(patch: Partial<CommitPorts> = {}) {
  const disk = emptyDisk();
  const store = new MemoryStore(disk);
  const journal = new MemoryJournal();
  const log: string[] = [];
  const ports: CommitPorts = {
    store,
    journal,
    clock: new VirtualClock(1_790_000_000_000),
    sha256,
    utf8: (t) => utf8.encode(t),
    print: async (doc) => void log.push(`print ${doc.docNo}`),
    reached: async (point) => void log.push(point),
    alarm: (kind) => void log.push(`alarm ${kind}`),
    ...patch,
  };
  const committer = new Committer(streamRow(), ports, (row) => log.push(`durable ${row.headSeq}`));
  return { disk, store, journal, log, committer };
}

describe('commit path', () => {
  test('CM1 CM2 CM3 the order: disk, journal, sync loop, paper, done', async () => {
    const t = till();
    const result = await t.committer.commit(saleFact());
    expect(result).toMatchObject({ ok: true, journal: 'synced', doc: { docNo: 'A-1' } });
    await t.committer.moveTo(t.committer.head);
    expect(t.log).toEqual([
      'commit:before-transaction',
      'commit:transaction-sent',
      'commit:transaction-complete',
      'commit:journal-answered',
      'durable 1',
      'print A-1',
      'commit:receipt-printed',
      'commit:done',
    ]);
    expect(t.disk.pending.size).toBe(0);
    const [op] = await t.store.readOps(streamRow().id, 1, 1, 999);
    expect(op?.sig).toBe(`sig-${op?.opId}`);
    expect(parseJson(Op, text.decode(op?.raw))).toMatchObject({
      v: 1,
      seq: 1,
      kind: 'sale',
      body: { no: 'A-1' },
    });
  });

  test('CM4 every named point of this side is reached; the journal names the other two', async () => {
    const t = till();
    await t.committer.commit(saleFact());
    await t.committer.moveTo(t.committer.head);
    const own = COMMIT_CRASH_POINTS.filter((p) => p.startsWith('commit:'));
    expect(own.every((p) => t.log.includes(p))).toBe(true);
    expect(COMMIT_CRASH_POINTS.filter((p) => p.startsWith('journal:'))).toHaveLength(2);
  });

  test('CM2 a failing journal alarms and never undoes a sale; its lines go first with the next one', async () => {
    const t = till();
    t.journal.full = true;
    expect(await t.committer.commit(saleFact())).toMatchObject({
      ok: true,
      journal: 'failed',
      journalNext: 'Free disk space.',
    });
    expect(t.log).toContain('alarm journal-failed');
    expect(t.disk.pending.size).toBe(1);
    t.journal.full = false;
    expect(await t.committer.commit(saleFact())).toMatchObject({ ok: true, journal: 'synced' });
    expect((await t.journal.read(streamRow().id, 1, 9)).map((l) => l.seq)).toEqual([1, 2]);
    await t.committer.moveTo(t.committer.head);
    expect(t.disk.pending.size).toBe(0);
    const sigs = (await t.store.readOps(streamRow().id, 1, 9, 9999)).map(
      (o) => o.sig === `sig-${o.opId}`,
    );
    expect(sigs).toEqual([true, true]);
  });

  test('CM1 facts given at the same time are committed one after the other, numbers without a gap', async () => {
    const t = till();
    const done = await Promise.all([1, 2, 3].map(() => t.committer.commit(saleFact())));
    expect(done.map((d) => d.ok && d.doc?.docNo)).toEqual(['A-1', 'A-2', 'A-3']);
  });

  test('CH4 a new stream asked for twice at the same time is opened once, lines keep to their own stream', async () => {
    const t = till();
    await t.committer.commit(saleFact());
    t.journal.full = true;
    await t.committer.commit(saleFact());
    t.journal.full = false;
    const next = (last: { id: string }) => ({
      row: streamRow({ id: 'bmV3LXN0cmVhbS1uZXctcw', series: 'B', prevStream: last.id }),
      first: { ...saleFact('first'), document: undefined },
    });
    const { id } = t.committer.head;
    const opened = await Promise.all([
      t.committer.openBehind(id, next),
      t.committer.openBehind(id, next),
    ]);
    expect(opened.map((o) => o?.ok)).toEqual([true, undefined]);
    expect((await t.journal.read(id, 1, 9)).map((l) => l.seq)).toEqual([1, 2]);
    expect((await t.journal.read('bmV3LXN0cmVhbS1uZXctcw', 1, 9)).map((l) => l.seq)).toEqual([1]);
  });

  test('another writer is noticed and nothing is written', async () => {
    const t = till();
    const rival = new Committer(streamRow(), { ...t.committer['ports'] }, () => undefined);
    await t.committer.commit(saleFact());
    expect(await rival.commit(saleFact('x'))).toMatchObject({ ok: false, kind: 'other-writer' });
    expect((await t.store.readOps(streamRow().id, 1, 9, 9999)).length).toBe(1);
  });

  test('an op too large for any site is refused before it is written', async () => {
    const t = till();
    expect(await t.committer.commit(saleFact('x'.repeat(300_000)))).toMatchObject({
      ok: false,
      kind: 'too-large',
    });
    expect(t.disk.ops.size).toBe(0);
  });

  test('a store that fails says so and the next sale takes the same number', async () => {
    let fail = true;
    class Failing extends MemoryStore {
      override commit(tx: Parameters<MemoryStore['commit']>[0]) {
        return fail ? Promise.reject(new Error('disk')) : super.commit(tx);
      }
    }
    const t = till({ store: new Failing() });
    expect(await t.committer.commit(saleFact())).toMatchObject({ ok: false, kind: 'store-failed' });
    fail = false;
    expect(await t.committer.commit(saleFact())).toMatchObject({ ok: true, doc: { docNo: 'A-1' } });
  });

  test('CM2 CM4 a restart writes the journal line and prints what a crash left', async () => {
    const t = till();
    t.journal.full = true;
    await t.committer.commit(saleFact());
    const { pending } = await t.store.load();
    t.journal.full = false;
    const again = new Committer(t.committer.head, t.committer['ports'], () => undefined);
    await again.resume(pending);
    expect((await t.journal.read(streamRow().id, 1, 9)).length).toBe(1);
    expect(t.log.filter((l) => l === 'print A-1')).toHaveLength(2);
    expect(t.disk.pending.size).toBe(0);
  });
});
