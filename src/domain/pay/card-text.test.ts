import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { gtinCheckDigit } from '../gtin.ts';
import { isCardText } from './card-text.ts';

it('dom-Y2: knows a card that is typed, in groups or swiped on either track', () => {
  for (const card of [
    '4111111111111111',
    '4111 1111 1111 1111',
    '3782-822463-10005',
    ';4111111111111111=25121010000012345678?',
    '%B4111111111111111^DOE/JANE^2512101000000000?',
    '4111111111111111=2512',
  ])
    expect([card, isCardText(card)]).toEqual([card, true]);
});

it('dom-Y2: knows a swipe whatever the keyboard makes of its signs, and a number beside other signs', () => {
  for (const swipe of [
    'ö4111111111111111´29122011000',
    '"B4111111111111111&DOE/J&2912',
    'B4111111111111111DOE',
    '%B4111111111111111',
    ';4111111111111111',
    '4111111111111111/2912',
    '4111.1111.1111.1111',
    '\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11',
    '4111111111111111 12/29',
    '4111 1111 1111 1111 123',
    'Visa 4111111111111111',
    'ö4222222222222´29122011000',
    // Right as a GTIN-14 too.
    'ö36000000000008´29122011000',
  ])
    expect([swipe, isCardText(swipe)]).toEqual([swipe, true]);
});

it('takes no code, number or name for a card', () => {
  for (const text of [
    '',
    '4006381333931',
    '4111111111111112',
    '411111111111',
    '4006381333932',
    '0104006381333931',
    'https://id.gs1.org/01/04006381333931?17=251231',
    // These figures would be a card's, but for what says that they are none.
    '4222222222222',
    'EAN 4000000000006',
    ']C10114000000000003214111111111111111',
    '(01)04006381333931(21)4111111111111111',
    '010400638133393121411111111111111',
    'https://id.gs1.org/01/04006381333931/21/4111111111111111',
    'Milk 3,8 %',
    '41111111111111111111',
  ])
    expect([text, isCardText(text)]).toEqual([text, false]);
});

it('takes no GTIN for a card, whatever its figures', () => {
  const figures = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 13 });
  fc.assert(
    fc.property(figures, (digits) => {
      const before = digits.join('');
      expect(isCardText(`${before}${gtinCheckDigit(before)}`)).toBe(false);
    }),
  );
});
