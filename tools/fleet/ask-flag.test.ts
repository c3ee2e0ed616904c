import { expect, test } from 'vitest';
import { flagLines } from './ask-flag.ts';

test('npm run fleet -- --flag: one line a store, and how many have it', () => {
  const stores = [
    { store: '0417', variant: 'on', ranks: { r1: 0.0125 } },
    { store: '0418', variant: null, ranks: {} },
  ];
  expect(flagLines({ key: 'f', stores })).toEqual([
    'f: on in 1, code default in 1 of 2 stores',
    '0417  on  r1 0.0125',
    '0418  code default',
  ]);
});
