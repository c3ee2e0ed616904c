import { expect, test } from 'vitest';
import { mergeDocs } from '../core/merge-docs.ts';
import type { DocRow } from '../core/ports.ts';

const doc = (docId: string): DocRow => ({
  docId,
  docNo: docId,
  stream: 's',
  seq: 1,
  shiftId: 's',
  businessDate: '2026-11-22',
  closedMs: 1,
  gross: 5,
  body: {},
});
const process = {
  doc_id: 'd',
  doc_no: 'd',
  client: '0417-02',
  process_type: 'Kassenbeleg-V1',
  process_data: 'Beleg^',
};
const unsigned = { ...process, unsigned: { why: 'silent' as const, since_ms: 1 } };
const signed = {
  ...process,
  is_late: true as const,
  signed: {
    serial: 'SIMULATOR-1',
    algorithm: 'a',
    time_format: 't',
    public_key: 'k',
    transaction: 1,
    counter: 2,
    started_ms: 1,
    logged_ms: 2,
    signature: 's',
  },
};
const told = (seal: typeof unsigned | typeof signed) => ({ docId: 'd', count: 0, seal });

test('TSE6: a document that comes back has the word of its signature, whichever copy told of it', () => {
  expect(mergeDocs([], [doc('d')], [told(unsigned)])[0]?.seal).toEqual(unsigned);
  expect(mergeDocs([{ ...doc('d'), seal: unsigned }], [doc('d')], [])[0]?.seal).toEqual(unsigned);
  expect(mergeDocs([{ ...doc('d'), copies: 2 }], [], [told(signed)])[0]).toMatchObject({
    copies: 2,
    seal: signed,
  });
});

test('TSE5: a signature counts, in whatever order the words of it come back', () => {
  for (const words of [
    [told(unsigned), told(signed)],
    [told(signed), told(unsigned)],
  ])
    expect(mergeDocs([], [doc('d')], words)[0]?.seal).toEqual(signed);
  expect(mergeDocs([{ ...doc('d'), seal: signed }], [], [told(unsigned)])[0]?.seal).toEqual(signed);
});
