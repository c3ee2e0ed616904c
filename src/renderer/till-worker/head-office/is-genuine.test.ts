import { describe, expect, test } from 'vitest';
import { LONGEST_FLAG_CHARS } from '../../../contracts/datasets.ts';
import { changeText } from '../../../contracts/signed-token.ts';
import type { ChangeRow } from '../../../contracts/wire.ts';
import { isGenuine } from './is-genuine.ts';

const keys = new Map([
  ['A', 'key-a'],
  ['B', 'key-b'],
]);
/** Signs by writing down what was signed and by whom: what is tested is what is asked of a signature. */
const sign = (key: string, row: Omit<ChangeRow, 'sig'>): ChangeRow => ({
  ...row,
  sig: `${key} flag ${changeText(row)}`,
});
const holds = (key: string, purpose: string, text: string, sig: string): Promise<boolean> =>
  Promise.resolve(sig.length > 0 && sig === `${key} ${purpose} ${text}`);
const row = (over: Partial<ChangeRow> = {}) =>
  sign('key-a', {
    ds: 'flag',
    k: 'f',
    op: 'put',
    v: '{}',
    hlc: 7,
    o: 'A',
    inc: 'A-aaaaaaaa',
    n: 1,
    ...over,
  });
const ACTING = ['flag', 'rank', 'line-drill'];
const genuine = (one: ChangeRow) => isGenuine(one, keys, holds);

describe('rows that act on their own (REL13, D17)', () => {
  test.each(ACTING)('LD1, REL13 a %s signed by a site of the region is taken', async (ds) => {
    expect(await genuine(row({ ds }))).toBe(true);
  });
  test.each(ACTING)(
    'LD1, REL13 a %s that is unsigned, by nobody known or by another site is refused',
    async (ds) => {
      const { sig: _, ...unsigned } = row({ ds });
      expect(await genuine(unsigned)).toBe(false);
      expect(await genuine(row({ ds, o: 'C' }))).toBe(false);
      expect(await genuine({ ...row({ ds }), o: 'B' })).toBe(false);
    },
  );
  test('REL13 replayed under another key, stamp, dataset or as a deletion, or cut short: refused', async () => {
    const good = row();
    const forged: Partial<ChangeRow>[] = [
      { k: 'g' },
      { hlc: 8 },
      { ds: 'rank' },
      { op: 'del', v: null },
      { v: '{' },
    ];
    for (const over of forged) expect(await genuine({ ...good, ...over })).toBe(false);
  });
  test('REL13 one of 10 MB is refused, however well signed', async () => {
    expect(await genuine(row({ v: 'x'.repeat(LONGEST_FLAG_CHARS) }))).toBe(true);
    expect(await genuine(row({ v: 'x'.repeat(10_000_000) }))).toBe(false);
  });
  test('REL13 other rows need no signature of their own', async () => {
    const { sig: _, ...price } = row({ ds: 'price' });
    expect(await genuine(price)).toBe(true);
  });
});
