import { expect, test } from 'vitest';
import { docsOfOps } from '../core/docs-of-ops.ts';
import type { OpRow } from '../core/ports.ts';

const utf8 = new TextEncoder();
const text = (raw: Uint8Array): string => new TextDecoder().decode(raw);

function op(kind: string, body: unknown): OpRow {
  const about = { kind, atMs: 5 };
  const told = { v: 1, seq: 3, kind, business_date: '2026-11-21', at_ms: 5, body };
  return {
    ...about,
    stream: 's',
    seq: 3,
    prev: 'p',
    opId: 'o',
    businessDate: told.business_date,
    raw: utf8.encode(JSON.stringify(told)),
    sig: undefined,
  };
}

test('RCP8 copies are read back from their ops, and nothing from what tells of none', () => {
  const body = { doc_id: 'd', doc_no: '0417-02-A-000001', copy: 2, cashier: '7' };
  const ops = [
    op('receipt-copied', body),
    op('receipt-copied', { ...body, copy: 0 }),
    op('receipt-copied', {}),
    op('signed-on', body),
    op('sale', body),
  ];
  expect(docsOfOps(ops, text)).toEqual({
    docs: [],
    trained: [],
    zs: [],
    adjusted: [],
    copied: [{ docId: 'd', count: 2 }],
    shelved: [],
  });
});

test('dom-Z12 corrections of a declaration are read back from their ops', () => {
  const body = {
    adjust_id: 'a',
    z_id: 'z',
    shift_id: 's',
    business_date: '2026-11-21',
    tender: 'cash',
    before: 1,
    after: 2,
    reason: 'other',
    cashier: '7',
    approver: '8',
    at_ms: 1,
  };
  const ops = [
    op('declaration-adjusted', body),
    op('declaration-adjusted', { ...body, after: 'x' }),
  ];
  expect(docsOfOps(ops, text).adjusted).toEqual([body]);
});
