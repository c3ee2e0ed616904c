// plants: sync-core-is-pure
import { dexieStore } from '../adapters/dexie-store.ts';

export const store = dexieStore;
