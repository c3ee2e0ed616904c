import { expect, it } from 'vitest';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import { CopyDesk, type CopyDeskPorts } from './copy-desk.ts';

const DOC_NO = '0417-02-A-000123';

/** A desk over one document; what it committed and printed, in order. */
function deskWith(ports: Partial<CopyDeskPorts> = {}) {
  const doc = { docId: 'd1', docNo: DOC_NO, body: {} } as DocRow;
  const did: unknown[] = [];
  const desk = new CopyDesk({
    seller: () => ({ cashier: '104', businessDate: '2026-11-21' }),
    docNamed: async (docNo) => (docNo === DOC_NO ? doc : undefined),
    commit: async (fact: Fact) => {
      did.push([fact.kind, fact.body({ series: 'A', number: 1 })]);
      if (fact.copied) doc.copies = fact.copied.count;
      return { ok: true } as CommitResult;
    },
    receiptOf: (_, copy) => [{ kind: 'copy', text: `COPY ${copy?.number}` }],
    print: async (name: string, paper: ReceiptDoc) => void did.push([name, paper]),
    wallMs: () => 0,
    may: async () => ({ ok: true, cashier: '104' }),
    ...ports,
  });
  return { desk, did };
}

const copied = (copy: number) => [
  'receipt-copied',
  { doc_id: 'd1', doc_no: DOC_NO, copy, cashier: '104' },
];
const printed = (copy: number) => [
  `${DOC_NO}-copy-${copy}`,
  [{ kind: 'copy', text: `COPY ${copy}` }],
];

it('RCP8: each copy is counted in the journal, then printed with its number', async () => {
  const { desk, did } = deskWith();
  expect(await desk.print(DOC_NO)).toEqual({ ok: true, copy: 1 });
  expect(await desk.print(DOC_NO)).toEqual({ ok: true, copy: 2 });
  expect(did).toEqual([copied(1), printed(1), copied(2), printed(2)]);
});

it('RCP8: a key pressed twice prints one copy', async () => {
  const { desk, did } = deskWith();
  const [one, two] = await Promise.all([desk.print(DOC_NO), desk.print(DOC_NO)]);
  expect([one.ok, two.ok]).toEqual([true, false]);
  expect(did).toEqual([copied(1), printed(1)]);
});

it('RCP8: nothing is printed that is not in the journal, of no unknown document, for nobody', async () => {
  const full: CommitResult = { ok: false, kind: 'store-failed', next: '' };
  const failing = deskWith({ commit: async () => full });
  expect(await failing.desk.print(DOC_NO)).toMatchObject({ kind: 'store-failed' });
  const { desk, did } = deskWith();
  expect(await desk.print('0417-02-A-000124')).toMatchObject({ kind: 'no-such-document' });
  const alone = deskWith({ seller: () => undefined });
  expect(await alone.desk.print(DOC_NO)).toMatchObject({ ok: false });
  expect([failing.did, did, alone.did]).toEqual([[], [], []]);
});

it('dom-A4: a copy that may not be printed is neither counted nor printed; who signed is told', async () => {
  const asked: unknown[] = [];
  const { desk, did } = deskWith({
    may: async (approver) => {
      asked.push(approver);
      if (approver === undefined) return { ok: false, kind: 'needs-approval', next: 'sign' };
      return { ok: true, cashier: '104', approver: approver.number };
    },
  });
  expect(await desk.print(DOC_NO)).toMatchObject({ kind: 'needs-approval' });
  expect(did).toEqual([]);
  const eva = { number: '203', pin: '1' };
  expect(await desk.print(DOC_NO, eva)).toEqual({ ok: true, copy: 1 });
  expect(asked).toEqual([undefined, eva]);
  expect(did[0]).toMatchObject(['receipt-copied', { copy: 1, approver: '203' }]);
});

it('RCP8: a copy that could not be handed to the printer says so; the next has another number', async () => {
  let isFull = true;
  const { desk } = deskWith({
    print: async () => {
      if (isFull) throw new Error('disk-full');
    },
  });
  expect(await desk.print(DOC_NO)).toMatchObject({ ok: false, kind: 'not-printed' });
  isFull = false;
  expect(await desk.print(DOC_NO)).toEqual({ ok: true, copy: 2 });
});
