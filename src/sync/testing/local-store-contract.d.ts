import { type Sha256 } from '../../domain/oplog/op-id.ts';
import type { LocalStore, StreamRow } from '../core/ports.ts';
/** What a test runner gives: Vitest in Node for the memory store, in Chromium for Dexie. */
export type Runner = {
  test: (title: string, run: () => Promise<void>) => void;
  equal: (actual: unknown, expected: unknown) => void;
  sha256: Sha256;
  /** A store on an empty disk, and a way to open the same disk again. */
  open: () => Promise<{
    store: LocalStore;
    reopen: () => Promise<LocalStore>;
  }>;
};
export declare function streamRow(patch?: Partial<StreamRow>): StreamRow;
/** Every LocalStore keeps these promises; the memory store and the real one run the same list. */
export declare function localStoreContract({ test, equal, sha256, open }: Runner): void;
