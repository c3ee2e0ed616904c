import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileWords } from './compile-words.ts';

const text = fc.stringMatching(/^[A-Za-zéüß .,·…’#%(]{1,12}$/);
const name = fc.constantFrom('count', 'name', 'total');
const plain = fc.oneof(
  text,
  name.map((one) => `{${one}}`),
);
const plural = fc
  .tuple(name, fc.array(plain, { maxLength: 3 }), fc.array(plain, { maxLength: 3 }))
  .map(([of, one, other]) => `{${of}, plural, one {${one.join('')}} other {${other.join('')}}}`);
const message = fc.array(fc.oneof(plain, plural), { maxLength: 6 }).map((parts) => parts.join(''));

it('LANG5: reads a message as Lingui reads it', () => {
  fc.assert(
    fc.property(message, (one) => {
      expect(JSON.stringify(compileWords(one))).toBe(JSON.stringify(compileMessageOrThrow(one)));
    }),
  );
});

it.each([
  '{',
  'a } b',
  '{a b}',
  '{n, plural, one {x}}',
  '{n, select, a {x} other {y}}',
  '{n, plural, one {x',
])('LANG5: takes no %s', (wrong) => {
  expect(() => compileWords(wrong)).toThrow();
});
