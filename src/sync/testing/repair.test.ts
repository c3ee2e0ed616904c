import { describe, expect, test } from 'vitest';
import { seriesAfter } from '../core/open-stream.ts';
import { emptyDisk } from './memory-store.ts';
import { Disks, streamOf } from './two-disks.ts';

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
    d.loseJournalFiles();
    const again = await d.start();
    expect(again).toMatchObject({ fresh: undefined, repaired: { appended: 5 } });
    expect(await d.journalled(again.current.id)).toEqual(d.opIds());
  });

  test('RP3 RP5 D9 copies that do not join are both kept and both sent; new ops go to a new stream', async () => {
    const d = new Disks();
    const { stream, journalled } = await d.goApart(3);
    const again = await d.start();
    expect(again).toMatchObject({
      fresh: 'forked',
      current: { series: 'A2', headSeq: 0 },
      repaired: { diverged: 1, imported: 3, journal: 'ok' },
    });
    const branch = again.streams.find((s) => s.id === `${stream}~1`);
    expect(branch).toMatchObject({ firstAvailable: 4, headSeq: 6, released: 3, closed: true });
    const all = new Set(d.opIds());
    for (const id of journalled) expect(all).toContain(id);
    expect(all.size).toBe(7);
  });

  test('RP3 a branch that was taken in is known at the next start, and no further stream is opened', async () => {
    const d = new Disks();
    await d.goApart();
    const first = await d.live(2);
    expect(first.fresh).toBe('forked');
    const again = await d.start();
    expect(again).toMatchObject({ fresh: undefined, repaired: { diverged: 0, imported: 0 } });
    expect(again.current.id).toBe(first.current.id);
    expect(again.streams).toHaveLength(3);
  });

  test('RP3 copies of one length that end in different ops do not pass for equal', async () => {
    const d = new Disks();
    await d.goApart();
    expect(await d.start()).toMatchObject({
      fresh: 'forked',
      repaired: { diverged: 1, imported: 1 },
    });
  });

  test('RP6 D13 an old database whose journal is gone starts a new series: the marker knows of more', async () => {
    const d = new Disks();
    await d.live(1);
    const image = structuredClone(d.disk);
    await d.live(2);
    d.disk = image;
    d.loseJournalFiles();
    expect(await d.start()).toMatchObject({ fresh: 'store-lost', current: { series: 'A2' } });
  });

  test('RP6 D13 database and journal gone: the marker still names the series that was used', async () => {
    const d = new Disks();
    await d.live(1);
    d.disk = emptyDisk();
    d.loseJournalFiles();
    expect(await d.start()).toMatchObject({ fresh: 'store-lost', current: { series: 'A2' } });
  });

  test('RP6 D13 a newer stream than any copy holds was written: its series is not used again', async () => {
    const d = new Disks();
    await d.live(1);
    d.journalDisk.marker = {
      stream: 'bmV3ZXItc3RyZWFtLW5ldw',
      series: 'A4',
      headSeq: 3,
      otherMachine: false,
    };
    expect(await d.start()).toMatchObject({ fresh: 'store-lost', current: { series: 'A5' } });
  });

  test('RP6 D13 no copy can be read: numbers are taken that nobody can have printed', async () => {
    const d = new Disks();
    await d.live(1);
    d.disk = emptyDisk();
    d.journal.broken = true;
    const { fresh, current } = await d.start();
    expect(fresh).toBe('store-lost');
    expect(current.series).toMatch(/^A[1-7]\d{4}$/);
  });

  test('RP7 D12 the whole till copied to another machine starts a stream of its own', async () => {
    const d = new Disks();
    await d.live(2);
    const { marker } = d.journalDisk;
    d.journalDisk.marker = marker && { ...marker, otherMachine: true };
    expect(await d.live(1)).toMatchObject({ fresh: 'clone-suspected', current: { series: 'A2' } });
    expect(await d.start()).toMatchObject({ fresh: undefined, current: { series: 'A2' } });
  });

  test('RP7 D12 a copied profile without its journal starts a stream of its own', async () => {
    const d = new Disks();
    await d.live(2);
    d.journalDisk.files.clear();
    d.journalDisk.marker = undefined;
    d.enrolmentSeries = 'B';
    expect(await d.start()).toMatchObject({ fresh: 'clone-suspected', current: { series: 'B' } });
  });

  test('RP7 a crash right after the very first commit is no copy: the stream goes on', async () => {
    const d = new Disks();
    await d.live(0);
    d.journalDisk.files.clear();
    d.journalDisk.marker = undefined;
    expect(await d.start()).toMatchObject({
      fresh: undefined,
      current: { series: 'A', headSeq: 1 },
    });
  });

  test('RP7 D20 streams of another till in a copied profile are kept, never sent and never written to', async () => {
    const d = new Disks();
    await d.live(2);
    d.tillId = 'eu-0417-02';
    const again = await d.start();
    expect(again).toMatchObject({ fresh: 'clone-suspected', current: { headSeq: 0 } });
    expect(again.streams).toEqual([again.current]);
    expect(d.opIds()).toHaveLength(3);
  });

  test('a journal that cannot be opened does not stop the till', async () => {
    const d = new Disks();
    await d.live(1);
    d.journal.broken = true;
    expect(await d.start()).toMatchObject({
      fresh: undefined,
      repaired: { journal: 'failed', next: 'Check the disk.' },
    });
  });

  test('RP3 a crash after the branch came in and before the new stream began: the next start opens it', async () => {
    const d = new Disks();
    await d.goApart();
    expect(await d.start()).toMatchObject({ fresh: 'forked' });
    expect(await d.start()).toMatchObject({ fresh: 'forked', current: { headSeq: 0 } });
  });

  test('RP5 OO3 a stream that came back from a site is never written to, and a later one of ours means a new series', async () => {
    const d = new Disks();
    const { current } = await d.live(3);
    const later = { ...current, ...streamOf('bGF0ZXI'), series: 'A2', headSeq: 0, closed: true };
    d.disk.streams.set(later.id, later);
    expect(await d.start()).toMatchObject({ fresh: 'store-lost', current: { series: 'A3' } });
  });

  test('D13 letters of another enrolment are another machine’s: they neither stop a stream nor are taken', async () => {
    const d = new Disks();
    const { current } = await d.live(3);
    const other = { ...current, ...streamOf('b3RoZXI'), series: 'B4', headSeq: 0, closed: true };
    d.disk.streams.set(other.id, other);
    expect(await d.start()).toMatchObject({ fresh: undefined, current: { series: 'A' } });
    expect(seriesAfter('A', ['A', 'A2', 'B', 'B7'])).toBe('A3');
    expect(seriesAfter('C', ['A', 'A2', 'B', 'B7'])).toBe('C');
  });
});
