import { expect, test } from 'vitest';
import { knowsAll } from './build-sequence.ts';

test('BLD4 an answer counts where it knew all that the one before did', () => {
  expect(knowsAll({ A: 5 }, {})).toBe(true);
  expect(knowsAll({ A: 5, B: 2 }, { A: 5, B: 2 })).toBe(true);
  expect(knowsAll({ A: 4, B: 9 }, { A: 5, B: 2 })).toBe(false);
  expect(knowsAll({ B: 9 }, { A: 5 })).toBe(false);
});
