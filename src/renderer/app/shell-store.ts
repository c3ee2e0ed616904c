import { createStore, type StoreApi } from 'zustand/vanilla';

/** What lies over the screen that the phase asks for. */
export type ShellState = { isPaying: boolean; over: 'sync' | 'keys' | undefined };
export type ShellStore = StoreApi<ShellState>;

/** One per page, made by the composition root. */
export function createShellStore(): ShellStore {
  return createStore(() => ({ isPaying: false, over: undefined }));
}
