import { openBrowserHost } from '../browser-host/browser-host.ts';
import type { TillBridge } from './till-bridge.ts';

export type { TillBridge } from './till-bridge.ts';

/** The host this page runs on. Call once, in the page: a worker has neither. */
export function openBridge(page: { till?: TillBridge } = globalThis as object): TillBridge {
  return page.till ?? openBrowserHost();
}
