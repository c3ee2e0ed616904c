import { pickOne, seededRandom } from '../../../src/sync/testing/seeded-random.ts';
import type { Draft } from './draft.ts';
import { GOOD_REQUESTS, type Known } from './good-requests.ts';
import { SPOIL_BYTES } from './spoil-bytes.ts';
import { SPOIL_VALUES, type Spoil } from './spoil-values.ts';

const MOST_SPOILS = 3;
/** Far apart, so that neighbouring requests of neighbouring seeds share nothing. */
const STRIDE = 0x9e3779b1;

/**
 * The request of this seed and number: a good one, spoiled one to three times. The same every time,
 * but for keys, signatures and the time in them.
 */
export function fuzzRequest(known: Known, seed: number, index: number): Draft {
  const random = seededRandom(Math.imul(seed + 1, STRIDE) ^ index);
  // The first numbers of neighbouring states are alike; these are thrown away.
  random();
  const draft = pickOne(random, GOOD_REQUESTS)(known, random);
  const spoils = 1 + Math.floor(random() * MOST_SPOILS);
  for (let i = 0; i < spoils; i += 1) {
    const from: readonly Spoil[] = random() < 0.65 ? SPOIL_VALUES : SPOIL_BYTES;
    const done = pickOne(random, from)(draft, random);
    if (done !== undefined) draft.done.push(done);
  }
  return draft;
}
