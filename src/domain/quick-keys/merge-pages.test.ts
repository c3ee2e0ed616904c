import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuickPageVersion } from './quick-page.ts';
import { mergePages, newestVersions, nextStamp } from './merge-pages.ts';

const version = (more: Partial<QuickPageVersion>): QuickPageVersion => ({
  page_id: 'p1',
  till: '01',
  stamp_ms: 10,
  name: 'Bread',
  place: 0,
  base_ms: 0,
  gone: false,
  keys: [],
  ...more,
});
const versions = fc.array(
  fc.record({
    page_id: fc.constantFrom('p1', 'p2'),
    till: fc.constantFrom('01', '02', '03'),
    stamp_ms: fc.integer({ min: 1, max: 9 }),
    base_ms: fc.integer({ min: 0, max: 5 }),
    place: fc.integer({ min: 0, max: 3 }),
  }),
);

describe('QK2 pages that several tills changed', () => {
  it('merge alike in whatever order and however often their versions come', () => {
    fc.assert(
      fc.property(versions, fc.integer({ min: 0, max: 20 }), (made, at) => {
        // One till gives a stamp once.
        const known = newestVersions(made.map((one) => version(one)));
        const turned = [...known.slice(at), ...known.slice(0, at)];
        const step = newestVersions(newestVersions(turned.slice(0, 2)), turned, known);
        expect(mergePages(step)).toEqual(mergePages(known));
        expect(mergePages(turned)).toEqual(mergePages(known));
      }),
    );
  });

  it('the last one counts; what was changed beside it stays to be seen until somebody saves knowing of it', () => {
    const start = version({ stamp_ms: 10 });
    const one = version({ stamp_ms: 20, base_ms: 10, name: 'Bread and rolls' });
    const two = version({ till: '02', stamp_ms: 15, base_ms: 10, name: 'Bakery' });
    const [merged] = mergePages([start, one, two]);
    expect(merged).toEqual({ page: one, beside: [two] });
    const after = version({ till: '03', stamp_ms: 30, base_ms: 20 });
    expect(mergePages([one, two, after])).toEqual([{ page: after, beside: [] }]);
  });

  it('a save outdoes everything known, also with a clock that is behind', () => {
    fc.assert(
      fc.property(versions, fc.integer({ min: 0, max: 20 }), (made, nowMs) => {
        const known = made.map((one) => version(one));
        const saved = version({ till: '09', stamp_ms: nextStamp(nowMs, known), base_ms: 9 });
        expect(mergePages([...known, saved]).find(({ page }) => page.page_id === 'p1')).toEqual({
          page: saved,
          beside: [],
        });
      }),
    );
  });

  it('a page that was taken away does not come back with an older version of it', () => {
    const gone = version({ stamp_ms: 20, base_ms: 10, gone: true });
    expect(mergePages([gone, version({ till: '02', stamp_ms: 12 })])[0]?.page).toBe(gone);
  });
});
