import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeRelease } from './compose-release.ts';
import type { StampedTransition, Transition } from './release.ts';
import { release, TestHistory } from './testing-release.ts';

const begun = (): TestHistory =>
  new TestHistory()
    .add('created', { spec: release() })
    .add('started', { stage: 0, stores: ['0417'] });
const stateOf = (rows: readonly StampedTransition[]) => {
  const state = composeRelease(rows);
  if (state === undefined) throw new Error('no release');
  return state;
};
const at = (rows: readonly StampedTransition[]) => {
  const { status, percent } = stateOf(rows);
  return [status, percent];
};

/** Two sites that tell each other now and then, each with an operator who does anything at all. */
const histories = fc
  .array(
    fc.record({
      site: fc.constantFrom('A', 'B'),
      kind: fc.constantFrom<Transition['kind']>(
        'started',
        'widened',
        'forced',
        'held',
        'resumed',
        'rolled-back',
        'done',
        'approved',
      ),
      stage: fc.integer({ min: 0, max: 3 }),
      hears: fc.boolean(),
    }),
    { maxLength: 14 },
  )
  .map((steps) => {
    const created = new TestHistory().add('created', { spec: release() }).rows;
    const sites = { A: new TestHistory('A', created), B: new TestHistory('B', created) };
    for (const [i, { site, kind, stage, hears }] of steps.entries()) {
      const [own, other] = site === 'A' ? [sites.A, sites.B] : [sites.B, sites.A];
      if (hears) own.rows.push(...other.rows.filter((row) => !own.rows.includes(row)));
      own.add(kind, { stage, hlc: i + 2, id: `${site}-${i}` });
    }
    return [...new Set([...sites.A.rows, ...sites.B.rows])];
  });

describe('a release is what its rows say (REL3)', () => {
  test('REL3 created, started, widened, done', () => {
    const h = new TestHistory().add('created', { spec: release() });
    expect(at(h.rows)).toEqual(['draft', 0]);
    h.add('started', { stage: 0 });
    expect(at(h.rows)).toEqual(['running', 10]);
    h.add('widened', { stage: 1 }).add('widened', { stage: 2 }).add('forced', { stage: 3 });
    expect(at(h.rows)).toEqual(['running', 100]);
    expect(at(h.add('done').rows)).toEqual(['done', 100]);
    expect(at(h.add('rolled-back').rows)).toEqual(['rolled-back', 0]);
  });
  test('REL3 a scheduled one is pending; nothing but its creation makes a release', () => {
    const spec = release({ start_at_ms: 5 });
    expect(at(new TestHistory().add('created', { spec }).rows)).toEqual(['pending', 0]);
    expect(composeRelease(new TestHistory().add('started').rows)).toBeUndefined();
  });
  test('REL3 whatever order rows come in, both sites compose the same', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (rows, keys) => {
        const mixed = rows
          .map((row) => ({ row, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row);
        expect(composeRelease([...mixed, ...mixed.slice(0, 2)])).toEqual(composeRelease(rows));
      }),
      { numRuns: 1000 },
    );
  });
  test('REL3 a roll-back always ends at zero, whoever did what beside or after it', () => {
    fc.assert(
      fc.property(histories, (rows) => {
        const { status, percent } = stateOf(rows);
        const isBack = rows.some(({ t }) => t.kind === 'rolled-back');
        expect(status === 'rolled-back').toBe(isBack);
        if (isBack) expect(percent).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });
  test('REL3 a hold that somebody made is over only by a resume that knew of it', () => {
    fc.assert(
      fc.property(histories, (rows) => {
        const { status } = stateOf(rows);
        const all = rows.map(({ t }) => t);
        const holds = all.filter(({ kind }) => kind === 'held');
        const lifts = all.filter(({ kind }) => kind === 'resumed');
        const isHeld = holds.some((h) => !lifts.some((l) => l.saw.includes(h.id)));
        if (isHeld) expect(['paused', 'rolled-back']).toContain(status);
      }),
      { numRuns: 1000 },
    );
  });
  test('REL3 of a step made beside a hold nothing remains, on whichever side of it its stamp is', () => {
    for (const hlc of [3, 9]) {
      const base = begun().rows;
      const a = new TestHistory('A', base).add('widened', { stage: 1, hlc });
      const b = new TestHistory('B', base).add('held', { hlc: 6 });
      const rows = [...a.rows, ...b.rows.slice(base.length)];
      expect(at(rows)).toEqual(['paused', 10]);
      const all = new TestHistory('A', rows).add('resumed', { hlc: 10 });
      expect(at(all.rows)).toEqual(['running', 10]);
      expect(stateOf(all.rows).overruled).toHaveLength(1);
    }
  });
  test('REL3 of two steps at once the narrower counts, and the next one goes on from there', () => {
    const base = begun().rows;
    const a = new TestHistory('A', base).add('forced', { stage: 3, hlc: 5 });
    const b = new TestHistory('B', base).add('widened', { stage: 1, hlc: 4 });
    const rows = [...a.rows, ...b.rows.slice(base.length)];
    expect(at(rows)).toEqual(['running', 25]);
    expect(at(new TestHistory('B', rows).add('widened', { stage: 2 }).rows)).toEqual([
      'running',
      50,
    ]);
  });
  test('REL3 the same step taken at both sites is one step: who went on from it is not called back', () => {
    const base = begun().rows;
    const a = new TestHistory('A', base)
      .add('widened', { stage: 1, hlc: 4 })
      .add('widened', { stage: 2, hlc: 6 });
    const b = new TestHistory('B', base).add('widened', { stage: 1, hlc: 5 });
    expect(at([...a.rows, ...b.rows.slice(base.length)])).toEqual(['running', 50]);
  });
  test('REL3 started at both sites: the earlier one names the stores', () => {
    const created = new TestHistory().add('created', { spec: release() }).rows;
    const a = new TestHistory('A', created).add('started', { stage: 0, stores: ['0001'], hlc: 9 });
    const b = new TestHistory('B', created).add('started', { stage: 0, stores: ['0002'], hlc: 8 });
    expect(stateOf([...a.rows, ...b.rows.slice(1)]).started?.t.stores).toEqual(['0002']);
  });
  test('REL3 the stage counts as long as it lasts: its soak begins with the step', () => {
    const h = begun().add('widened', { stage: 1, at_ms: 500 }).add('held').add('resumed');
    expect(stateOf(h.rows).stageSinceMs).toBe(500);
  });
});
