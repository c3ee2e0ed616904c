import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildOfStore, type BuildRelease } from './build-of-store.ts';
import { composeRelease } from './compose-release.ts';
import { release, stage, TestHistory } from './testing-release.ts';

const champions = [{ hlc: 10, o: 'A', build: '1.0.0' }];
type Kind = 'started' | 'held' | 'resumed' | 'rolled-back' | 'done';

/** A release that brings 1.1.0 and went these ways, the first at stamp `from`. */
function brought(from: number, kinds: readonly Kind[], isAdmitted = true): BuildRelease {
  const { flags: _none, ...rest } = release();
  const spec = { ...rest, kind: 'build' as const, build: '1.1.0', stages: [stage(100)] };
  const history = new TestHistory().add('created', { spec, hlc: from - 1 });
  kinds.forEach((kind, i) => history.add(kind, { stage: 0, hlc: from + i }));
  const state = composeRelease(history.rows);
  if (state === undefined) throw new Error('not created');
  return { state, isAdmitted };
}
const PILOT = { build: '1.1.0', release: 'r1' };
const CHAMPION = { build: '1.0.0', release: undefined };

describe('BLD1 the build of a store', () => {
  test('is the pilot’s where it is admitted, the champion elsewhere, and nobody’s where none said', () => {
    expect(buildOfStore(champions, [brought(20, ['started'])])).toEqual(PILOT);
    expect(buildOfStore(champions, [brought(20, ['started'], false)])).toEqual(CHAMPION);
    expect(buildOfStore(champions, [brought(20, [])])).toEqual(CHAMPION);
    expect(buildOfStore([], [])).toBeUndefined();
  });

  test('a held pilot stays where it is; a later champion does not take it from its stores', () => {
    expect(buildOfStore(champions, [brought(20, ['started', 'held'])])).toEqual(PILOT);
    const later = [...champions, { hlc: 50, o: 'B', build: '1.0.1' }];
    expect(buildOfStore(later, [brought(20, ['started'])])).toEqual(PILOT);
  });

  test('what was done stands until a later champion', () => {
    const done = [brought(20, ['started', 'done'])];
    expect(buildOfStore(champions, done)).toEqual(PILOT);
    const later = [...champions, { hlc: 50, o: 'B', build: '1.2.0' }];
    expect(buildOfStore(later, done)).toEqual({ build: '1.2.0', release: undefined });
  });

  test('a roll-back, also of what was done, gives exactly what was before it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ hlc: fc.nat(100), o: fc.constantFrom('A', 'B'), build: fc.string() })),
        fc.boolean(),
        (words, isDone) => {
          const kinds: Kind[] = isDone
            ? ['started', 'done', 'rolled-back']
            : ['started', 'rolled-back'];
          expect(buildOfStore(words, [brought(20, kinds)])).toEqual(buildOfStore(words, []));
        },
      ),
    );
  });
});
