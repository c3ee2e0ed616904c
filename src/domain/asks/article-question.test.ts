import { describe, expect, it } from 'vitest';
import { isWeighable, isWithinBounds, nextQuestion } from './article-question.ts';

const NOTHING = { isOldEnough: false, isMeasured: false, isPriced: false };
const ALL = { isByWeight: true, hasOpenPrice: true, minAge: 18 };

describe('what an article asks', () => {
  it('ASK3: age before weight before price, each until it is known, and then nothing', () => {
    expect(nextQuestion(ALL, NOTHING)).toBe('age');
    expect(nextQuestion(ALL, { ...NOTHING, isOldEnough: true })).toBe('weight');
    expect(nextQuestion(ALL, { ...NOTHING, isOldEnough: true, isMeasured: true })).toBe('price');
    expect(
      nextQuestion(ALL, { isOldEnough: true, isMeasured: true, isPriced: true }),
    ).toBeUndefined();
    const plain = { isByWeight: false, hasOpenPrice: false, minAge: undefined };
    expect(nextQuestion(plain, NOTHING)).toBeUndefined();
  });

  it('ASK4: a weight is one gram to just under a hundred kilograms', () => {
    expect([0, 1, 99_999, 100_000, 1.5, -1, Number.NaN].map(isWeighable)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('ASK5: a keyed price is held to both bounds', () => {
    const bounds = { min: 100, max: 5000 };
    expect([99, 100, 5000, 5001, 100.5].map((price) => isWithinBounds(price, bounds))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});
