import { expect, test } from 'vitest';
import { keepReceipt } from './receipts.ts';

test('TSE4: a job for the drawer alone is kept as no receipt', async () => {
  const rows = new Map<string, unknown>();
  const db = {
    get: async (name: string) => rows.get(name),
    put: async (name: string, value: unknown) => void rows.set(name, value),
  } as unknown as Parameters<typeof keepReceipt>[0];
  expect(await keepReceipt(db, { doc_no: 'A-1-drawer', text: '' })).toEqual({ ok: true });
  expect(await keepReceipt(db, { doc_no: 'A-1', text: 'Bread' })).toEqual({ ok: true });
  expect([...rows.values()]).toEqual([[{ doc_no: 'A-1', text: 'Bread' }]]);
});
