import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { murmur3 } from '../../../../src/domain/release/testing-release.ts';
import { murmurHash } from './murmur-hash.ts';

test('REL1 the library hashes ASCII as the definition says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 40 }), (text) => {
      expect(murmurHash(text)).toBe(murmur3(text));
    }),
    { numRuns: 2000 },
  );
});
