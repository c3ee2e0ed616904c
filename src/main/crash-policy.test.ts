import { expect, test } from 'vitest';
import { onRendererGone, type CrashAction, type CrashHistory } from './crash-policy.ts';

function actions(deaths: readonly (readonly [at: number, reason: string])[]): CrashAction[] {
  let history: CrashHistory = [];
  return deaths.map(([at, reason]) => {
    const decided = onRendererGone(history, reason, at);
    history = decided.history;
    return decided.action;
  });
}

test('two crashes reload after a growing cool-down, a third within a minute shows recovery', () => {
  expect(
    actions([
      [0, 'crashed'],
      [20_000, 'killed'],
      [59_999, 'crashed'],
    ]),
  ).toEqual([
    { do: 'reload', afterMs: 500 },
    { do: 'reload', afterMs: 1000 },
    { do: 'show-recovery' },
  ]);
});

test('crashes a minute apart never add up', () => {
  expect(
    actions([
      [0, 'crashed'],
      [60_000, 'crashed'],
      [120_000, 'crashed'],
    ]),
  ).toEqual(Array.from({ length: 3 }, () => ({ do: 'reload', afterMs: 500 })));
});

test('out of memory makes a new window, a clean exit nothing', () => {
  expect(
    actions([
      [0, 'clean-exit'],
      [1, 'oom'],
    ]),
  ).toEqual([{ do: 'nothing' }, { do: 'recreate', afterMs: 500 }]);
});
