import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScannerProfile } from '../shared/scanner/scanner-profile.ts';
import { loadScanner } from '../shared/scanner/scanner-setting.ts';

export type ShellState = {
  isPaying: boolean;
  /** What lies over the screen that the phase asks for. */
  over: 'sync' | 'keys' | 'scanner' | undefined;
  /** How this machine's scanner types. */
  scanner: ScannerProfile;
};
export type ShellStore = StoreApi<ShellState>;

/** One per page, made by the composition root. */
export function createShellStore(): ShellStore {
  return createStore(() => ({
    isPaying: false,
    over: undefined,
    scanner: loadScanner(localStorage),
  }));
}
