import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DrawerPart } from '../shared/close-api.ts';
import { loadLook, type LookSetting } from '../shared/look/look-setting.ts';
import type { ScannerProfile } from '../shared/scanner/scanner-profile.ts';
import { loadScanner } from '../shared/scanner/scanner-setting.ts';
import { loadOwnLanguages, type OwnLanguages } from '../shared/words/own-languages.ts';

export type ShellState = {
  isPaying: boolean;
  /** What stands there instead of the screen that the phase asks for. */
  over: 'sync' | 'receipts' | 'quick-keys' | 'close' | undefined;
  /** What lies over whatever screen it is. */
  dialog: 'keys' | 'scanner' | 'look' | Exclude<DrawerPart, 'close'> | undefined;
  /** What was scanned for the screen of receipts; each scan is another object. */
  scanned: { readonly code: string } | undefined;
  /** How this machine's scanner types. */
  scanner: ScannerProfile;
  /** How this machine looks and sounds. */
  look: LookSetting;
  /** Who chose which language here. */
  languages: OwnLanguages;
};
export type ShellStore = StoreApi<ShellState>;

/** One per page, made by the composition root. */
export function createShellStore(): ShellStore {
  return createStore(() => ({
    isPaying: false,
    over: undefined,
    dialog: undefined,
    scanned: undefined,
    scanner: loadScanner(localStorage),
    look: loadLook(localStorage),
    languages: loadOwnLanguages(localStorage),
  }));
}
