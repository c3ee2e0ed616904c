import { expect, test } from 'vitest';
import { UnknownCards } from './unknown-cards.ts';

test('SV4: who asks for many cards that nobody knows waits out the minute; other tills do not', () => {
  const cards = new UnknownCards();
  for (let n = 0; n < 20; n += 1) {
    expect(cards.waitS('eu-1-1', 1000 + n)).toBeUndefined();
    cards.met('eu-1-1', 1000 + n);
  }
  expect(cards.waitS('eu-1-1', 31_000)).toBe(30);
  expect(cards.waitS('eu-1-2', 31_000)).toBeUndefined();
  expect(cards.waitS('eu-1-1', 61_000)).toBeUndefined();
  // A clock that was set back holds nobody.
  expect(cards.waitS('eu-1-1', 500)).toBeUndefined();
});
