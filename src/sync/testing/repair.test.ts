import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { emptyDisk, MemoryStore } from './memory-store.ts';
import { MemoryJournal } from './memory-journal.ts';
import { VirtualClock } from './virtual-clock.ts';
import { Committer, type Fact } from '../core/commit.ts';
import { startUp, streamOpenedFact } from '../core/start-up.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();
const TILL = { tillId: 'eu-0417-01', businessDate: '2026-11-21' };
let salt = 0;

class Disks {
  disk = emptyDisk();
  journal = new MemoryJournal();

  start() {
    const ports = {
      store: new MemoryStore(this.disk),
      journal: this.journal,
      tillId: TILL.tillId,
      sha256,
      randomId: () => toBase64url(new Uint8Array(16).fill(++salt)),
      text: (b: Uint8Array) => text.decode(b),
    };
    return startUp(ports);
  }

  async live(sales: number) {
    const started = await this.start();
    const committer = new Committer(
      started.current,
      {
        store: new MemoryStore(this.disk),
        journal: this.journal,
        clock: new VirtualClock(++salt * 1000),
        sha256,
        utf8: (t) => utf8.encode(t),
        print: async () => undefined,
        reached: async () => undefined,
        alarm: () => undefined,
      },
      () => undefined,
    );
    if (started.fresh !== undefined)
      await committer.commit(streamOpenedFact(TILL, started.current, started.fresh));
    for (let i = 0; i < sales; i++) await committer.commit(fact());
    return started;
  }

  opIds() {
    return [...this.disk.ops.values()].flat().map((o) => o.opId);
  }
}

function fact(): Fact {
  return {
    kind: 'signed-on',
    businessDate: TILL.businessDate,
    body: () => ({}),
    document: undefined,
    clearBasket: false,
    shift: undefined,
  };
}

describe('start-up repair (D12)', () => {
  test('the very first start opens a stream with series A', async () => {
    const d = new Disks();
    expect(await d.start()).toMatchObject({
      fresh: 'first-start',
      current: { series: 'A', headSeq: 0 },
    });
  });

  test('RP2 a database that is gone comes back whole from the journal, and the stream goes on', async () => {
    const d = new Disks();
    await d.live(4);
    const before = d.opIds();
    d.disk = emptyDisk();
    const again = await d.start();
    expect(d.opIds()).toEqual(before);
    expect(again).toMatchObject({
      fresh: undefined,
      repaired: { imported: 5 },
      current: { headSeq: 5, series: 'A' },
    });
  });

  test('RP1 a journal that is gone comes back whole from the database', async () => {
    const d = new Disks();
    await d.live(4);
    d.journal = new MemoryJournal();
    const again = await d.start();
    expect(again.repaired.appended).toBe(5);
    expect((await d.journal.read(again.current.id, 1, 99)).map((l) => l.opId)).toEqual(d.opIds());
  });

  test('RP3 RP5 copies that do not join are both kept, and new ops start a new stream with a new series', async () => {
    const d = new Disks();
    await d.live(2);
    const image = structuredClone(d.disk);
    await d.live(3);
    const journalled = (await d.journal.read([...d.disk.streams.keys()][0] ?? '', 1, 99)).map(
      (l) => l.opId,
    );
    // The database is put back from an image and goes its own way before the journal is looked at.
    d.disk = image;
    const stale = new MemoryJournal();
    const real = d.journal;
    d.journal = stale;
    await d.live(1);
    d.journal = real;
    const again = await d.start();
    expect(again).toMatchObject({ fresh: 'forked', current: { series: 'B', headSeq: 0 } });
    expect(again.streams).toHaveLength(2);
    expect((await real.read(again.streams[0]?.id ?? '', 1, 99)).map((l) => l.opId)).toEqual(
      journalled,
    );
    expect(d.opIds()).toHaveLength(4);
  });

  test('a journal that cannot be opened does not stop the till', async () => {
    const d = new Disks();
    await d.live(1);
    d.journal.open = async () => ({ ok: false, kind: 'io', next: 'Check the disk.' });
    expect(await d.start()).toMatchObject({
      fresh: undefined,
      repaired: { journal: 'failed', next: 'Check the disk.' },
    });
  });
});
