import { BrowserWindow, dialog } from 'electron';
import type { MainHost } from './main-host.ts';
import { APP_ORIGIN } from './app-scheme.ts';
import { onRendererGone, type CrashHistory } from './crash-policy.ts';
import { endHangs } from './hang-guard.ts';
import type { Log } from './log.ts';
import { RECOVERY_PATH } from './recovery-page.ts';

/** The smallest screen sold with tills. */
const WIDTH = 1366;
const HEIGHT = 768;

export type TillWindowOptions = {
  preload: string;
  /** Full screen, and the window cannot be closed but by quitting. */
  isKiosk: boolean;
  devTools: boolean;
  isQuitting: () => boolean;
  /** Short code that a cashier reads out and that the log also holds. */
  makeSupportCode: () => string;
  log: Log;
  /** The till's window stands there, also one that came in another's place. */
  onShown: () => void;
  /** The till's window is closed for good. */
  onClosed: () => void;
};

/** The till's one window, kept alive through crashes and hangs. */
export type TillWindow = { comeToFront(): void; readonly page: MainHost['page'] };

/** Opens the window and loads the till. */
export function openTillWindow(options: TillWindowOptions): TillWindow {
  const { log } = options;
  let history: CrashHistory = [];
  let window = create();

  function create(): BrowserWindow {
    const made = newWindow(options);
    made.webContents.on('render-process-gone', (_event, { reason }) => onGone(made, reason));
    made.on('closed', () => {
      // One that was put in another's place is not the end.
      if (made === window) options.onClosed();
    });
    endHangs(made, log);
    load(made, '/');
    return made;
  }

  function onGone(gone: BrowserWindow, reason: string): void {
    const decided = onRendererGone(history, reason, performance.now());
    history = decided.history;
    log.error('renderer.gone', { reason, action: decided.action.do });
    switch (decided.action.do) {
      case 'nothing':
        return;
      case 'reload':
        return later(gone, decided.action.afterMs, () => gone.webContents.reload());
      case 'recreate':
        return later(gone, decided.action.afterMs, recreate);
      case 'show-recovery':
        return showRecovery(gone);
      default:
    }
  }

  function recreate(): void {
    const old = window;
    // The new one first: with no window left the app would quit.
    window = create();
    old.destroy();
  }

  function showRecovery(on: BrowserWindow): void {
    const code = options.makeSupportCode();
    log.error('renderer.recovery', { code });
    load(on, `${RECOVERY_PATH}?code=${code}`);
  }

  function load(target: BrowserWindow, path: string): void {
    target.loadURL(`${APP_ORIGIN}${path}`).catch((error: unknown) => {
      log.error('page.not-loaded', { path, error: String(error) });
    });
  }

  return {
    page: {
      toPdf: () =>
        window.webContents.printToPDF({
          preferCSSPageSize: true,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        }),
      askPlace: async (name, kind) => {
        const filters = [{ name: kind.toUpperCase(), extensions: [kind] }];
        const chosen = await dialog.showSaveDialog(window, {
          defaultPath: name,
          filters,
          // Linux replaces a file without a word unless it is told to ask.
          properties: ['showOverwriteConfirmation'],
        });
        return chosen.canceled ? undefined : chosen.filePath;
      },
    },
    comeToFront() {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}

function newWindow(options: TillWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: WIDTH,
    height: HEIGHT,
    minWidth: WIDTH,
    minHeight: HEIGHT,
    useContentSize: true,
    kiosk: options.isKiosk,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f7f6f2',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      devTools: options.devTools,
      spellcheck: false,
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => {
    window.show();
    options.onShown();
  });
  window.on('close', (event) => {
    if (options.isKiosk && !options.isQuitting()) event.preventDefault();
  });
  return window;
}

function later(window: BrowserWindow, afterMs: number, act: () => void): void {
  setTimeout(() => {
    if (!window.isDestroyed()) act();
  }, afterMs);
}
