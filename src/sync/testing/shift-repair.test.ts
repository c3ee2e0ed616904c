import { expect, test } from 'vitest';
import type { Fact } from '../core/commit.ts';
import { emptyDisk, MemoryStore } from './memory-store.ts';
import {
  closedFact,
  drawerClosedFact,
  drawerFact,
  drawerRow,
  openedFact,
  shiftRow,
  suspendedFact,
  takenOverFact,
} from './shift-fact.ts';
import { Disks } from './two-disks.ts';

function copyFact(docId: string, copy: number): Fact {
  return {
    kind: 'receipt-copied',
    businessDate: '2026-11-21',
    body: () => ({ doc_id: docId, doc_no: docId, copy, cashier: '104' }),
    document: undefined,
    clearBasket: false,
    shift: undefined,
    copied: { docId, count: copy },
  };
}

test('dom-Z5, D12: a till that lost its database knows from its journal which shift is open', async () => {
  const disks = new Disks();
  await disks.live(1, [openedFact('one'), closedFact('one', 1), openedFact('two')]);
  disks.disk = emptyDisk();
  expect((await disks.start()).snapshot.shift).toEqual(shiftRow('two'));
  // Also at the next start, which finds nothing to mend.
  expect((await disks.start()).snapshot.shift).toEqual(shiftRow('two'));
});

test('dom-Z1, D12: and the last Z with its copies, and that no shift is open behind it', async () => {
  const disks = new Disks();
  await disks.live(0, [openedFact('one'), closedFact('one', 41), copyFact('z-one', 2)]);
  const before = await new MemoryStore(disks.disk).zs();
  expect(before).toMatchObject([{ zNo: 41, shiftId: 'one', copies: 2 }]);
  disks.disk = emptyDisk();
  const { snapshot } = await disks.start();
  expect(snapshot.shift).toBeUndefined();
  expect(await new MemoryStore(disks.disk).zs()).toEqual(before);
});

test('D12: a database put back to before the close learns of it from the journal', async () => {
  const disks = new Disks();
  await disks.live(0, [openedFact('one')]);
  const image = structuredClone(disks.disk);
  await disks.live(600, [closedFact('one', 1)]);
  disks.disk = image;
  expect((await disks.start()).snapshot.shift).toBeUndefined();
  expect(await new MemoryStore(disks.disk).zs()).toMatchObject([{ zNo: 1 }]);
});

test('D20: a shift that came with another till’s database is not this one’s', async () => {
  const disks = new Disks();
  await disks.live(0, [openedFact('one')]);
  disks.tillId = 'eu-0417-02';
  disks.journalDisk.files.clear();
  const { fresh, snapshot } = await disks.start();
  expect([fresh, snapshot.shift]).toEqual(['clone-suspected', undefined]);
});

test('dom-Z9, D12: a till that lost its database knows from its journal that its shift is suspended, and by whom', async () => {
  const disks = new Disks();
  await disks.live(0, [openedFact('one'), suspendedFact('one', '105')]);
  disks.disk = emptyDisk();
  const suspended = { cashier: '105', atMs: 7 };
  expect((await disks.start()).snapshot.shift).toEqual({ ...shiftRow('one'), suspended });
  await disks.live(600, [takenOverFact('one')]);
  disks.disk = emptyDisk();
  expect((await disks.start()).snapshot.shift).toEqual(shiftRow('one'));
  // That another one was suspended before is over with its Z.
  await disks.live(1200, [suspendedFact('one', '105'), closedFact('one', 1), openedFact('two')]);
  disks.disk = emptyDisk();
  expect((await disks.start()).snapshot.shift).toEqual(shiftRow('two'));
});

const opened = async (disks: Disks) => {
  const { shift, drawers } = (await disks.start()).snapshot;
  return [shift?.shiftId, drawers.map(({ shiftId }) => shiftId).toSorted()];
};

test('dom-Z9, D12: a till that lost its database knows from its journal every drawer that is open', async () => {
  const disks = new Disks();
  await disks.live(1, [
    drawerFact('old'),
    drawerClosedFact('old', 1),
    drawerFact('one'),
    drawerFact('two', 1),
    drawerFact('three', 2),
  ]);
  await disks.live(600, [drawerClosedFact('two', 2), openedFact('shared', 2)]);
  const kept = await opened(disks);
  expect(kept).toEqual(['shared', ['one', 'three']]);
  disks.disk = emptyDisk();
  expect(await opened(disks)).toEqual(kept);
  // Also at the next start, which finds nothing to mend.
  expect(await opened(disks)).toEqual(kept);
  expect((await disks.start()).snapshot.drawers).toContainEqual(drawerRow('one'));
});

test('dom-Z9, D12: beside a drawer of one’s own the shared one is over with its own Z and no other', async () => {
  const disks = new Disks();
  await disks.live(0, [openedFact('shared'), drawerFact('one', 1), drawerClosedFact('one', 1)]);
  disks.disk = emptyDisk();
  expect(await opened(disks)).toEqual(['shared', []]);
  await disks.live(0, [closedFact('shared', 2), drawerFact('two')]);
  disks.disk = emptyDisk();
  expect(await opened(disks)).toEqual([undefined, ['two']]);
});
