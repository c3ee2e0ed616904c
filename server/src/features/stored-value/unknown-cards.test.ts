import { expect, test } from 'vitest';
import { UnknownCards } from './unknown-cards.ts';

const TILL = 'eu-1-1';

test('SV4: who asks for many cards that nobody knows waits out the minute; other tills do not', () => {
  const cards = new UnknownCards();
  for (let n = 0; n < 20; n += 1) expect(cards.met(TILL, `c${n}`, 1000 + n)).toBeUndefined();
  expect(cards.met(TILL, 'one more', 31_000)).toBe(30);
  expect(cards.met('eu-1-2', 'one more', 31_000)).toBeUndefined();
  expect(cards.met(TILL, 'one more', 61_000)).toBeUndefined();
  // A clock that was set back holds nobody.
  expect(cards.met(TILL, 'one more', 500)).toBeUndefined();
});

test('SV4: a new card that is looked at, loaded and let go counts once', () => {
  const cards = new UnknownCards();
  for (let n = 0; n < 20; n += 1)
    for (let again = 0; again < 3; again += 1)
      expect(cards.met(TILL, `c${n}`, 1000)).toBeUndefined();
  expect(cards.met(TILL, 'one more', 1000)).toBe(60);
});

test('SV4: cards that are known are answered all the same, until it is clear that numbers are tried', () => {
  const cards = new UnknownCards();
  for (let n = 0; n < 60; n += 1) {
    expect(cards.waitS(TILL, 1000)).toBeUndefined();
    cards.met(TILL, `c${n}`, 1000);
  }
  expect(cards.waitS(TILL, 31_000)).toBe(30);
  expect(cards.waitS('eu-1-2', 31_000)).toBeUndefined();
  expect(cards.waitS(TILL, 61_000)).toBeUndefined();
});
