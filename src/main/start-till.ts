import { randomInt } from 'node:crypto';
import path from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
} from 'electron';
import { IPC_CHANNELS, IPC_EVENTS } from '../contracts/ipc.ts';
import { readCustomerPlace } from './customer-place.ts';
import { openCustomerWindow } from './customer-window.ts';
import { APP_SCHEME, isOwnUrl, makeAppHandler } from './app-scheme.ts';
import { switchChromium } from './chromium-switches.ts';
import { makeTellPages } from './ipc-events.ts';
import { openIpcRegistry } from './ipc-registry.ts';
import { restartTill } from './launch/launch-till.ts';
import type { Launch } from './launch/launch.ts';
import { fileLogWriter, makeLog, type Log } from './log.ts';
import type { MainHost } from './main-host.ts';
import { MAIN_PARTS } from './parts.ts';
import { lockNavigation, lockPermissions } from './security.ts';
import { openTillWindow, type TillWindow } from './till-window.ts';

/** No letters that sound or look alike when read out over a telephone. */
const SUPPORT_LETTERS = 'ACDEFHJKLMNPRTVWXY3479';

const closers: (() => void | Promise<void>)[] = [];
const IS_KIOSK = process.env['TILL_KIOSK'] === '1';
let window: TillWindow | undefined;
let customer: { close(): void } | undefined;
let isQuitting = false;

/** Runs this build of the till; once a process, before Electron is ready. */
export function startTill(launch: Launch): void {
  const log = makeLog(
    fileLogWriter(path.join(app.getPath('userData'), 'logs', 'till.log')),
    Date.now,
  );
  // A half-dead main is worse than a restarted one: everything durable is already on disk.
  process.on('unhandledRejection', (reason) => die(log, reason));
  process.on('uncaughtException', (error) => die(log, error));
  app.enableSandbox();
  switchChromium(app.commandLine);
  protocol.registerSchemesAsPrivileged([APP_SCHEME]);
  lockNavigation(app, log);
  // Two tills on one database would fork its chain; the second tells the first, which comes to the front.
  if (!launch.isOnly) return app.quit();
  app.on('second-instance', () => window?.comeToFront());
  app.on('before-quit', () => (isQuitting = true));
  app.on('will-quit', closeParts);
  app.on('window-all-closed', () => app.quit());
  app.on('child-process-gone', (_event, { type, reason }) =>
    log.error('process.gone', { type, reason }),
  );
  void start(launch, log);
}

async function start(launch: Launch, log: Log): Promise<void> {
  await app.whenReady();
  log.info('app.start', { build: launch.build, host: process.versions['electron'] ?? '' });
  Menu.setApplicationMenu(null);
  powerSaveBlocker.start('prevent-display-sleep');
  lockPermissions(session.defaultSession, log);
  const renderer = path.join(launch.root, 'dist', 'renderer');
  session.defaultSession.protocol.handle('app', makeAppHandler(renderer));
  const host = makeHost(launch, log);
  for (const startPart of MAIN_PARTS) await startPart(host);
  for (const channel of host.ipc.unhandled()) log.warn('ipc.unhandled', { channel });
  window = openTillWindow({
    preload: path.join(launch.root, 'dist', 'preload', 'preload.cjs'),
    isKiosk: IS_KIOSK,
    devTools: !app.isPackaged,
    isQuitting: () => isQuitting,
    makeSupportCode: supportCode,
    log,
    // The till's own window comes first.
    onShown: () => (customer ??= openCustomer(log)),
    onClosed: () => customer?.close(),
  });
}

/** A customer's screen that cannot be had costs nobody a sale. */
function openCustomer(log: Log): { close(): void } | undefined {
  const place = readCustomerPlace(process.env);
  if (place === 'wrong') log.warn('customer-display.setting', {});
  if (place === undefined || place === 'wrong') return undefined;
  return openCustomerWindow(place, { isKiosk: IS_KIOSK, log });
}

function makeHost(launch: Launch, log: Log): MainHost {
  return {
    ipc: openIpcRegistry({ table: IPC_CHANNELS, ipcMain, isTrusted: isOwnUrl, log }),
    tellPages: makeTellPages(IPC_EVENTS, () =>
      BrowserWindow.getAllWindows().map((open) => open.webContents),
    ),
    log,
    userData: app.getPath('userData'),
    appData: app.getPath('appData'),
    resources: process.resourcesPath ?? app.getAppPath(),
    safeStorage,
    env: process.env,
    build: launch.build,
    launch,
    restart: () => restartTill(app, process.env),
    isPackaged: app.isPackaged,
    page: {
      toPdf: () => pageOfTill().toPdf(),
      askPlace: (name, kind) => pageOfTill().askPlace(name, kind),
    },
    onQuit: (close) => void closers.unshift(close),
  };
}

function pageOfTill(): MainHost['page'] {
  if (window === undefined) throw new Error('the till has no window yet');
  return window.page;
}

/** Holds the end until every part has closed its files; the second pass finds none left. */
function closeParts(event: { preventDefault(): void }): void {
  const all = closers.splice(0);
  if (all.length === 0) return;
  event.preventDefault();
  void endAll(all).finally(() => app.quit());
}

async function endAll(all: readonly (() => void | Promise<void>)[]): Promise<void> {
  for (const close of all) await close();
}

function supportCode(): string {
  const letters = Array.from(
    { length: 6 },
    () => SUPPORT_LETTERS[randomInt(SUPPORT_LETTERS.length)],
  );
  return letters.join('');
}

function die(to: Log, reason: unknown): void {
  to.error('app.died', { error: reason instanceof Error ? (reason.stack ?? '') : 'not an error' });
  app.exit(1);
}
