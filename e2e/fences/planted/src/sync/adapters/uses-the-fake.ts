// plants: no-tests-in-production
import { memoryStore } from '../testing/memory-store.ts';

export const store = memoryStore;
