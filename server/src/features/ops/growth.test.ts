import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChainRow } from '../../../../src/domain/oplog/advance-heads.ts';
import { growth } from './growth.ts';
import { nextHeads, type ChainState } from './next-heads.ts';

const row = (seq: number, prev: string, link: string): ChainRow => ({ seq, prev, link });
const at3: ChainState = { heads: [{ seq: 3, opId: 'a3' }], forked: false, receivedMax: 3 };

test('D3 rows on top of the one head lengthen it', () => {
  expect(growth(at3, [row(4, 'a3', 'a4'), row(5, 'a4', 'a5')])).toEqual({ seq: 5, opId: 'a5' });
});

test('D3 whatever else may be the case is no plain growth', () => {
  const next = [row(4, 'a3', 'a4')];
  expect(growth(at3, [])).toBeUndefined();
  expect(growth({ ...at3, heads: [] }, next)).toBeUndefined();
  expect(growth({ ...at3, forked: true }, next)).toBeUndefined();
  expect(growth({ ...at3, receivedMax: 5 }, next)).toBeUndefined();
  expect(growth({ ...at3, heads: [...at3.heads, { seq: 2, opId: 'b2' }] }, next)).toBeUndefined();
  expect(growth(at3, [row(5, 'a4', 'a5')])).toBeUndefined();
  expect(growth(at3, [row(4, 'b3', 'b4')])).toBeUndefined();
  expect(growth(at3, [...next, ...next])).toBeUndefined();
});

/** Rows near the head, right and wrong ones. */
const rows = fc.array(
  fc.record({
    seq: fc.integer({ min: 2, max: 7 }),
    prev: fc.constantFrom('a2', 'a3', 'a4', 'a5', 'b3'),
    link: fc.constantFrom('a3', 'a4', 'a5', 'a6', 'b4'),
  }),
  { maxLength: 4 },
);

test('D3 where growth gives a head, the whole walk gives the same one', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const head = growth(at3, given);
      if (head === undefined) return;
      const held = [row(1, '', 'a1'), row(2, 'a1', 'a2'), row(3, 'a2', 'a3'), ...given];
      const walked = await nextHeads(at3, given, async (from) => held.filter((r) => r.seq >= from));
      expect(walked).toEqual({ heads: [head], forked: false });
    }),
    { numRuns: 2000 },
  );
});
