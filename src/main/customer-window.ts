import { BrowserWindow } from 'electron';
import { APP_ORIGIN } from './app-scheme.ts';
import type { CustomerPlace } from './customer-place.ts';
import type { Log } from './log.ts';

const WIDTH = 1024;
const HEIGHT = 768;
const RELOAD_AFTER_MS = 1000;
const LOAD_AGAIN_AFTER_MS = 10_000;
const PATH = '/customer.html';

/**
 * The customer's window: a page of the bundle without the bridge, so that it can ask main for nothing.
 * It comes back by itself after a crash, and the till never waits for it.
 */
export function openCustomerWindow(
  { x, y }: CustomerPlace,
  { isKiosk, log }: { isKiosk: boolean; log: Log },
): { close(): void } {
  const window = new BrowserWindow({
    x,
    y,
    width: WIDTH,
    height: HEIGHT,
    useContentSize: true,
    kiosk: isKiosk,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      devTools: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.error('customer-display.gone', { reason });
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, RELOAD_AFTER_MS);
  });
  function load(): void {
    if (window.isDestroyed()) return;
    window.loadURL(`${APP_ORIGIN}${PATH}`).catch((error: unknown) => {
      log.error('page.not-loaded', { path: PATH, error: String(error) });
      setTimeout(load, LOAD_AGAIN_AFTER_MS);
    });
  }
  load();
  return {
    close() {
      if (!window.isDestroyed()) window.destroy();
    },
  };
}
