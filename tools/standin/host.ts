import { createRequire } from 'node:module';
import path from 'node:path';
import { announceReady, app, appUnderTest, electronVersion, isQuitting } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { startBrowser } from './browser.ts';
import { chromiumSwitches, launchArgs } from './command-line.ts';
import { honest } from './honest.ts';
import { ipcMain } from './ipc.ts';
import { menu, powerSaveBlocker } from './kiosk-parts.ts';
import { cancelableEvent } from './known-events.ts';
import { hookElectron } from './module-hook.ts';
import { openSchemes, protocol, setRedirectGuard } from './protocol.ts';
import { makeSafeStorage } from './safe-storage.ts';
import { session } from './session.ts';
import { WebContents } from './web-contents.ts';

const electron = honest('electron', {
  app,
  BrowserWindow: honest('BrowserWindow', BrowserWindow),
  webContents: honest('webContents', WebContents),
  ipcMain,
  protocol,
  session,
  safeStorage: makeSafeStorage(
    () => app.getPath('userData'),
    () => app.isReady(),
  ),
  powerSaveBlocker,
  Menu: menu,
  // Chromium without a head has none: a test names a folder instead.
  dialog: honest('dialog', {}),
});

/** A redirect of the shell's own documents is asked of every window, as it names none. */
function isRedirectPrevented(url: string): boolean {
  const event = cancelableEvent({ url, isMainFrame: true, isSameDocument: false });
  for (const one of WebContents.getAllWebContents()) one.emit('will-redirect', event, url);
  return event.defaultPrevented;
}

async function run(): Promise<void> {
  Object.defineProperty(process.versions, 'electron', { value: electronVersion() });
  Object.defineProperty(process, 'type', { value: 'browser' });
  process.argv = [app.getPath('exe'), appUnderTest.mainFile, ...launchArgs.rest];
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  hookElectron(electron);
  setRedirectGuard(isRedirectPrevented);
  createRequire(import.meta.url)(appUnderTest.mainFile);
  if (isQuitting()) return;
  const { resolverRules } = await openSchemes();
  const profile = path.join(app.getPath('userData'), 'chromium');
  const browser = await startBrowser(profile, chromiumSwitches, resolverRules);
  Object.defineProperty(process.versions, 'chrome', {
    value: browser.product.replace(/^.*\//, ''),
  });
  void followBrowser(browser.gone);
  announceReady(browser);
}

/** A Chromium that ends without being asked takes the app with it, as Electron's would. */
async function followBrowser(gone: Promise<void>): Promise<void> {
  await gone;
  if (isQuitting()) return;
  process.stderr.write('stand-in: Chromium ended by itself\n');
  app.exit(1);
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
