import { expect, test } from 'vitest';
import type { StreamRow } from '../core/ports.ts';
import { emptyDisk, MemoryStore } from './memory-store.ts';
import { Disks, streamOf } from './two-disks.ts';

const LATER_MARKER = {
  stream: streamOf('bGF0ZXI').id,
  series: 'B',
  headSeq: 4,
  otherMachine: false,
};

/** A site gave back the stream of the machine that replaced this one: into database and journal. */
async function recoverLaterMachine(d: Disks, like: StreamRow) {
  const row = { ...like, ...streamOf('bGF0ZXI'), series: 'B', closed: true };
  const ops = (await d.journal.read(like.id, 1, 99)).map((op) => ({ ...op, stream: row.id }));
  await new MemoryStore(d.disk).importOps(row, ops, []);
  await d.journal.append(row, ops);
}

test('RP8 D13 a later machine’s stream that came back through the journal is kept, and never sold on', async () => {
  const d = new Disks();
  const { current } = await d.live(3);
  await recoverLaterMachine(d, current);
  d.disk = emptyDisk();
  const again = await d.start();
  expect(again).toMatchObject({ fresh: undefined, current: { id: current.id, series: 'A' } });
  expect(again.streams.map((s) => s.series).sort()).toEqual(['A', 'B']);
});

test('RP8 D12 a marker of a later machine says nothing of ours: no new stream at each restart', async () => {
  const d = new Disks();
  const { current } = await d.live(3);
  await recoverLaterMachine(d, current);
  d.journalDisk.marker = LATER_MARKER;
  for (let restart = 0; restart < 3; restart++)
    expect(await d.live(1)).toMatchObject({ fresh: undefined, current: { id: current.id } });
});

test('RP8 D13 only a later machine’s copy and marker are left: numbers are taken that nobody can have printed', async () => {
  const d = new Disks();
  const { current } = await d.live(3);
  await recoverLaterMachine(d, current);
  d.journalDisk.marker = LATER_MARKER;
  d.disk = emptyDisk();
  d.journalDisk.files.delete(current.id);
  const { fresh, current: next } = await d.start();
  expect(fresh).toBe('store-lost');
  expect(next.series).toMatch(/^A[1-7]\d{4}$/);
});

test('RP9 D12 lines that came back from a site do not make the marker forget what was printed here', async () => {
  const d = new Disks();
  const { current } = await d.live(1);
  const image = structuredClone(d.disk);
  await d.live(2);
  await recoverLaterMachine(d, current);
  expect(d.journalDisk.marker).toMatchObject({ stream: current.id, headSeq: 4 });
  d.disk = image;
  d.loseJournalFiles();
  expect(await d.start()).toMatchObject({ fresh: 'store-lost', current: { series: 'A2' } });
});

test('RP8 a new machine whose own copies are gone does not sell on the old one’s', async () => {
  const d = new Disks();
  const { current } = await d.live(3);
  d.enrolmentSeries = 'B';
  await recoverLaterMachine(d, current);
  d.journalDisk.marker = LATER_MARKER;
  d.disk = emptyDisk();
  for (const id of d.journalDisk.files.keys())
    if (id !== current.id) d.journalDisk.files.delete(id);
  expect(await d.start()).toMatchObject({ fresh: 'store-lost', current: { series: 'B2' } });
});
