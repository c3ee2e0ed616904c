import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { localStoreContract, type Runner } from './local-store-contract.ts';
import { shelfContract } from './shelf-contract.ts';
import { zContract } from './z-contract.ts';
import { DexieStore } from '../adapters/dexie-store.ts';
import { TillDb } from '../adapters/till-db.ts';

let made = 0;

describe('LocalStore contract: Dexie in Chromium', () => {
  const runner: Runner = {
    test: (title, run) => test(title, run),
    equal: (actual, expected) => expect(actual).toEqual(expected),
    sha256,
    open: async () => {
      const name = `till-contract-${++made}`;
      const db = new TillDb(name);
      return {
        store: new DexieStore(db),
        reopen: async () => {
          db.close();
          await db.open();
          return new DexieStore(new TillDb(name));
        },
      };
    },
  };
  localStoreContract(runner);
  shelfContract(runner);
  zContract(runner);

  test('the till database asks for strict durability and no cache', () => {
    const db = new TillDb('till-options');
    expect(db._options).toMatchObject({ chromeTransactionDurability: 'strict', cache: 'disabled' });
  });
});
