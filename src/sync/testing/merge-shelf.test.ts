import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeShelf } from '../core/merge-shelf.ts';
import type { ShelvedRow } from '../core/ports.ts';

test('PARK3: what any op took off the shelf stays off it, in whatever order ops come back', () => {
  const row = fc.record({
    parkId: fc.constantFrom('1', '2', '3'),
    isGone: fc.boolean(),
    body: fc.constant(null),
  });
  fc.assert(
    fc.property(fc.array(row), fc.array(fc.nat({ max: 9 })), (told, cuts) => {
      let shelf: ShelvedRow[] = [];
      for (let at = 0, cut = 0; at < told.length; cut += 1) {
        const size = 1 + (cuts[cut] ?? 9);
        shelf = mergeShelf(shelf, told.slice(at, at + size));
        at += size;
      }
      const waiting = (rows: readonly ShelvedRow[]): string[] =>
        [...new Set(rows.map(({ parkId }) => parkId))]
          .filter((id) => !rows.some((one) => one.parkId === id && one.isGone))
          .toSorted();
      expect(waiting(shelf)).toEqual(waiting(told));
      expect(new Set(shelf.map(({ parkId }) => parkId)).size).toBe(shelf.length);
    }),
  );
});
