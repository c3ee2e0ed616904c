import { expect, test } from 'vitest';
import { TillDb } from '../../sync/adapters/till-db.ts';
import type { OpRow, StreamRow } from '../../sync/core/ports.ts';
import { OutboxStore } from './outbox-store.ts';

const STREAM = 'c3RyZWFtLXN0cmVhbS1zdA';

const opAt = (seq: number, kind: string): OpRow => ({
  stream: STREAM,
  seq,
  prev: `op-${seq - 1}`,
  opId: `op-${seq}`,
  kind,
  businessDate: '2026-11-21',
  atMs: 1000 + seq,
  raw: new Uint8Array([seq]),
  sig: undefined,
});

const row = (headSeq: number, released: number): StreamRow => ({
  id: STREAM,
  salt: 's',
  series: 'A',
  prevStream: undefined,
  headSeq,
  headOpId: `op-${headSeq}`,
  nextDocNo: 1,
  released,
  firstAvailable: 1,
  closed: true,
});

test('I14 OO1 sales that came back from a site wait and are counted at once, each once, oldest first', async () => {
  const db = new TillDb('till-outbox-recovered');
  let told = 0;
  const store = new OutboxStore(db, () => void told++);
  store.sold({ stream: 'another', seq: 9, atMs: 5000 });
  const ops = [opAt(1, 'stream-opened'), opAt(2, 'sale'), opAt(3, 'sale')];
  await store.importOps(row(3, 0), ops, []);
  expect(store.unconfirmed.map((s) => `${s.stream} ${s.seq}`)).toEqual([
    `${STREAM} 2`,
    `${STREAM} 3`,
    'another 9',
  ]);
  expect(told).toBe(1);
  // What was confirmed meanwhile does not wait, whatever the copy that brings it says.
  await store.release(STREAM, 2);
  await store.importOps(row(4, 0), [...ops, opAt(4, 'sale')], []);
  expect(store.unconfirmed.map((s) => s.seq)).toEqual([3, 4, 9]);
  // A restart counts the same.
  const again = new OutboxStore(db, () => undefined);
  await again.recall((await store.load()).streams);
  expect(again.unconfirmed.map((s) => s.seq)).toEqual([3, 4]);
  db.close();
});
