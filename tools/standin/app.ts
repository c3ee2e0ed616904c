import { readFileSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from './browser.ts';
import { commandLine, launchArgs } from './command-line.ts';
import { honest, NotPlayed } from './honest.ts';
import { cancelableEvent, KnownEvents } from './known-events.ts';
import { takeLock } from './single-instance.ts';
import { windows } from './windows.ts';

const EVENTS = [
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'second-instance',
  'web-contents-created',
  'browser-window-created',
  'render-process-gone',
  // Chromium runs without a GPU process here, so none can die.
  'child-process-gone',
];

type Played = Pick<
  Electron.App,
  | 'isPackaged'
  | 'commandLine'
  | 'isReady'
  | 'whenReady'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'quit'
  | 'exit'
>;

/** The app given at launch: its folder, its main file, its name and version as Electron finds them. */
export const appUnderTest = findApp(launchArgs.appPath);

const paths = new Map<string, string>();
let browser: Browser | undefined;
let isReady = false;
let quitting: 'no' | 'asked' | 'leaving' = 'no';
let becomeReady: (browser: Browser) => void = () => undefined;

/** Resolves with Chromium when it runs; windows made earlier wait for it. */
export const browserReady = new Promise<Browser>((resolve) => (becomeReady = resolve));
export const isQuitting = (): boolean => quitting !== 'no';

/** Tells the app that Chromium runs. */
export function announceReady(started: Browser): void {
  browser = started;
  isReady = true;
  becomeReady(started);
  app.emit('ready', {}, {});
}

class App extends KnownEvents implements Played {
  readonly isPackaged = false;
  readonly commandLine = commandLine as Electron.CommandLine;

  constructor() {
    super('app', EVENTS);
    return honest('app', this);
  }

  isReady(): boolean {
    return isReady;
  }

  async whenReady(): Promise<void> {
    await browserReady;
  }

  getName(): string {
    return appUnderTest.name;
  }

  setName(name: string): void {
    appUnderTest.name = name;
  }

  getVersion(): string {
    return appUnderTest.version;
  }

  getAppPath(): string {
    return appUnderTest.folder;
  }

  getPath(name: string): string {
    const folder = paths.get(name) ?? defaultPath(name);
    if (folder === undefined) throw new NotPlayed(`app.getPath('${name}')`);
    return folder;
  }

  setPath(name: string, folder: string): void {
    if (name === 'sessionData') throw new NotPlayed("app.setPath('sessionData')");
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    paths.set(name, folder);
  }

  enableSandbox(): void {
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  requestSingleInstanceLock(data?: Record<string, unknown>): boolean {
    const mine = { argv: process.argv, cwd: process.cwd(), data };
    return takeLock(this.getPath('userData'), mine, (second) => {
      const tell = (): void => {
        this.emit('second-instance', {}, second.argv, second.cwd, second.data);
      };
      if (isReady) tell();
      else this.once('ready', tell);
    });
  }

  quit(): void {
    if (quitting !== 'no') return;
    const before = cancelableEvent({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    quitting = 'asked';
    for (const window of windows) window.close();
    if (windows.size > 0) {
      quitting = 'no';
      return;
    }
    const will = cancelableEvent({});
    this.emit('will-quit', will);
    if (will.defaultPrevented) {
      quitting = 'no';
      return;
    }
    leave(0);
  }

  exit(code = 0): void {
    leave(code);
  }
}

/** Called when the last window is gone: the app decides, or ends if it does not listen. */
export function allWindowsClosed(): void {
  if (isQuitting()) return;
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
  else app.quit();
}

function leave(code: number): void {
  if (quitting === 'leaving') return;
  quitting = 'leaving';
  app.emit('quit', {}, code);
  const closed = browser ? browser.close() : Promise.resolve();
  void closed.finally(() => process.exit(code));
}

function defaultPath(name: string): string | undefined {
  const appData = process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config');
  switch (name) {
    case 'home':
      return homedir();
    case 'temp':
      return tmpdir();
    case 'exe':
      return path.join(import.meta.dirname, 'electron');
    case 'appData':
      return appData;
    case 'userData':
      return path.resolve(
        launchArgs.switches.get('user-data-dir') || path.join(appData, appUnderTest.name),
      );
    // Electron keeps the stores of pages in userData itself; a plain Chromium needs a profile folder.
    case 'sessionData':
      return path.join(app.getPath('userData'), 'chromium', 'Default');
    case 'logs':
      return path.join(app.getPath('userData'), 'logs');
    default:
      return undefined;
  }
}

type FoundApp = { folder: string; mainFile: string; name: string; version: string };

function findApp(given: string | undefined): FoundApp {
  if (given === undefined)
    throw new Error('stand-in: say which app to run, a folder or a .cjs file');
  const folder = path.resolve(given);
  const version = electronVersion();
  // Given a file, Electron reads no package.json: the app is then called Electron.
  if (!statSync(folder).isDirectory())
    return { folder: path.dirname(folder), mainFile: folder, name: 'Electron', version };
  const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
  const manifest = JSON.parse(text) as Record<string, string | undefined>;
  return {
    folder,
    mainFile: path.join(folder, manifest['main'] ?? 'index.js'),
    name: manifest['productName'] ?? manifest['name'] ?? 'Electron',
    version: manifest['version'] ?? version,
  };
}

/** The version whose types we play, marked as not the real one. */
export function electronVersion(): string {
  const file = new URL('../../node_modules/electron/package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return `${version}-standin`;
}

/** `app`. */
export const app = new App();
