import { openBrowserHost } from '../browser-host/browser-host.ts';
import { openBrowserUpdates } from '../browser-host/browser-updates.ts';
import type { TillBridge } from './till-bridge.ts';
import { NO_UPDATES, type UpdatePort } from './update-port.ts';

export type { TillBridge } from './till-bridge.ts';

/** The host this page runs on. Call once, in the page: a worker has neither. */
export function openBridge(page: { till?: TillBridge } = globalThis as object): TillBridge {
  return page.till ?? openBrowserHost();
}

/** Newer builds of the page: those of Electron do not come through the page. */
export function openUpdates(page: { till?: TillBridge } = globalThis as object): UpdatePort {
  return page.till === undefined && import.meta.env.PROD ? openBrowserUpdates() : NO_UPDATES;
}
