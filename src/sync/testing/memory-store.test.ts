import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { localStoreContract, type Runner } from './local-store-contract.ts';
import { shelfContract } from './shelf-contract.ts';
import { zContract } from './z-contract.ts';
import { emptyDisk, MemoryStore } from './memory-store.ts';

describe('LocalStore contract: memory', () => {
  const runner: Runner = {
    test: (title, run) => test(title, run),
    equal: (actual, expected) => expect(actual).toEqual(expected),
    sha256,
    open: async () => {
      const disk = emptyDisk();
      return { store: new MemoryStore(disk), reopen: async () => new MemoryStore(disk) };
    },
  };
  localStoreContract(runner);
  shelfContract(runner);
  zContract(runner);
});
