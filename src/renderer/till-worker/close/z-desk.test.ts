import { expect, it } from 'vitest';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import { xPaper, zPaper } from './shift-papers.ts';
import { closeLife, CloseDisks } from './testing-close-life.ts';
import { ZDesk, type ZDeskPorts } from './z-desk.ts';

const PROFILE = {
  store: '0417',
  name: 'Marktplatz',
  locale: 'en-GB',
  time_zone: 'Europe/Berlin',
  currency: 'EUR',
  seller: { name: 'Shop', tax_id: 'DE1', footer: '' },
};
const textOf = (doc: ReceiptDoc | undefined): string => JSON.stringify(doc);

/** A shift that was closed 10.00 short, and the desk over its Z. */
async function closed(ports: Partial<ZDeskPorts> = {}) {
  const disks = new CloseDisks();
  const life = await closeLife(disks);
  await life.open(15_000);
  await life.move('drop', 4000);
  const x = await life.fold();
  await life.count(2);
  await life.close.close({
    shiftId: life.shifts.open?.shiftId ?? '',
    nextFloat: 10_000,
    bag: 'B 17',
    reason: 'wrong-change',
  });
  const did: string[] = [];
  const desk = new ZDesk({
    seller: () => ({ cashier: '104', businessDate: '2026-11-22' }),
    zs: async () => disks.rows,
    running: async () => x,
    isShiftOpen: () => true,
    mayRead: async () => ({ ok: true, cashier: '104' }),
    mayCopy: async () => ({ ok: true, cashier: '104', approver: '203' }),
    commit: async (fact: Fact) => {
      did.push(`${fact.kind} ${JSON.stringify(fact.body({ series: 'A', number: 1 }))}`);
      const row = disks.rows.find(({ zId }) => zId === fact.copied?.docId);
      if (row !== undefined && fact.copied !== undefined) row.copies = fact.copied.count;
      return { ok: true } as CommitResult;
    },
    xPaper: (fold, atMs) => xPaper(fold, '01', PROFILE, atMs),
    zPaper: (z, copy) => zPaper(z, PROFILE, copy),
    print: async (name) => void did.push(name),
    place: '0417-01',
    wallMs: () => 9,
    ...ports,
  });
  return { desk, did, zId: disks.rows[0]?.zId ?? '' };
}

it('dom-Z1, RCP8, FILE2: a Z is printed once more as a copy only, told with its number first', async () => {
  const { desk, did, zId } = await closed();
  expect(await desk.list()).toMatchObject([{ number: '0417-01-A-Z0001', copies: 0 }]);
  const twice = await Promise.all([desk.copy({ zId }), desk.copy({ zId })]);
  expect(twice.map(({ ok }) => ok)).toEqual([true, false]);
  expect(await desk.copy({ zId })).toMatchObject({ ok: true, copy: 2 });
  const told = `"doc_id":"${zId}","doc_no":"0417-01-A-Z0001"`;
  expect(did).toEqual([
    `receipt-copied {${told},"copy":1,"cashier":"104","approver":"203"}`,
    '0417-01-A-Z0001-copy-1',
    `receipt-copied {${told},"copy":2,"cashier":"104","approver":"203"}`,
    '0417-01-A-Z0001-copy-2',
  ]);
  // A file is a copy too: told and counted, and no paper comes.
  const file = await desk.copy({ zId, toFile: true });
  expect(file).toMatchObject({ ok: true, copy: 3 });
  expect(file.ok && file.doc[0]).toEqual({ kind: 'copy', text: 'COPY 3' });
  expect(did.at(-1)).toContain('"copy":3');
  expect(await desk.copy({ zId: 'none' })).toMatchObject({ kind: 'no-such-z' });
});

it('dom-Z2: the paper says what was counted, expected and off, the deposit with its bag, and the grand totals', async () => {
  const { desk, zId } = await closed();
  const shown = await desk.show(zId);
  const doc = shown.ok ? shown.doc : [];
  const pairs = doc.flatMap((line) =>
    line.kind === 'pair' || line.kind === 'total' ? [`${line.left}: ${line.right}`] : [],
  );
  expect(pairs).toEqual(
    expect.arrayContaining([
      'To the safe (1): 40.00',
      '2 × 50.00: 100.00',
      'Cash: 100.00',
      'expected: 110.00',
      'difference: −10.00',
      'Reason: Wrong change given',
      'Next float: 100.00',
      'Deposit: 0.00',
      'Bag: B 17',
      'Grand total net: 0.00',
      'Parked sales: 1',
    ]),
  );
  expect(doc[0]).toEqual({ kind: 'drawer' });
});

it('dom-Z1: X tells what a count should find and closes nothing; it is a right', async () => {
  const { desk, did } = await closed();
  const x = await desk.x({ prints: true });
  expect(textOf(x.ok ? x.doc : [])).toContain('"left":"Cash expected","right":"110.00"');
  expect(did).toEqual(['0417-01-X-9']);
  const may = await closed({
    mayRead: async () => ({ ok: false, kind: 'needs-approval', next: '' }),
  });
  expect(await may.desk.x({ prints: false })).toMatchObject({ kind: 'needs-approval' });
});
