import { allWindowsClosed, app, browserReady } from './app.ts';
import { admitOptions, honest, NotPlayed } from './honest.ts';
import { cancelableEvent, KnownEvents } from './known-events.ts';
import { hostOf, retire, WebContents } from './web-contents.ts';
import { windows } from './windows.ts';

const EVENTS = ['ready-to-show', 'show', 'close', 'closed', 'unresponsive', 'responsive', 'focus'];

const OPTIONS = [
  'x',
  'y',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'kiosk',
  'show',
  'title',
  'autoHideMenuBar',
  'backgroundColor',
  'useContentSize',
  'webPreferences',
] as const;

/** Preferences that must have exactly this value; every other known one is `preload`. */
const FIXED_PREFERENCES: Readonly<Record<string, boolean>> = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  backgroundThrottling: false,
  spellcheck: false,
};

type Played = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'isVisible'
  | 'isMinimized'
  | 'restore'
  | 'isKiosk'
  | 'setKiosk'
  | 'isDestroyed'
  | 'close'
  | 'destroy'
  | 'getTitle'
>;

type State = { options: Electron.BrowserWindowConstructorOptions; isVisible: boolean };
const states = new WeakMap<BrowserWindow, State>();
let lastId = 0;

function stateOf(window: BrowserWindow): State {
  const state = states.get(window);
  if (!state) throw new TypeError('Illegal invocation');
  return state;
}

function admitPreferences(given: Electron.WebPreferences): void {
  admitOptions('webPreferences', given, ['preload', 'devTools', ...Object.keys(FIXED_PREFERENCES)]);
  for (const [key, value] of Object.entries(FIXED_PREFERENCES)) {
    const asked = given[key as keyof Electron.WebPreferences];
    // Electron's own defaults agree with ours but for throttling and spell checking.
    const isDefaultPlayed = key !== 'backgroundThrottling' && key !== 'spellcheck';
    if (asked !== value && !(asked === undefined && isDefaultPlayed))
      throw new NotPlayed(`webPreferences.${key} = ${JSON.stringify(asked)}`);
  }
}

/** `BrowserWindow`: a sandboxed, isolated window; other kinds are refused. */
export class BrowserWindow extends KnownEvents implements Played {
  readonly id: number;
  readonly webContents: WebContents;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow', EVENTS);
    admitOptions('BrowserWindow option', options, OPTIONS);
    admitPreferences(options.webPreferences ?? {});
    this.id = ++lastId;
    this.webContents = new WebContents({
      width: options.width ?? 800,
      height: options.height ?? 600,
      preload: options.webPreferences?.preload,
      browser: browserReady,
    });
    const self = honest('BrowserWindow', this);
    states.set(self, { options, isVisible: options.show !== false });
    windows.add(self);
    wire(self);
    return self;
  }

  static fromWebContents(webContents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((w) => w.webContents === webContents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((w) => w.id === id) ?? null;
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows] as BrowserWindow[];
  }

  loadURL(url: string): Promise<void> {
    return hostOf(this.webContents).load(url);
  }

  show(): void {
    stateOf(this).isVisible = true;
    this.emit('show');
  }

  focus(): void {
    this.emit('focus');
  }

  isVisible(): boolean {
    return stateOf(this).isVisible && !this.isDestroyed();
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.show();
  }

  isKiosk(): boolean {
    return stateOf(this).options.kiosk === true;
  }

  setKiosk(flag: boolean): void {
    stateOf(this).options.kiosk = flag;
  }

  getTitle(): string {
    return stateOf(this).options.title ?? app.getName();
  }

  isDestroyed(): boolean {
    return hostOf(this.webContents).isDestroyed;
  }

  close(): void {
    if (this.isDestroyed()) return;
    const event = cancelableEvent({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    hostOf(this.webContents).close();
  }
}

function wire(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.once('did-finish-load', () => window.emit('ready-to-show'));
  webContents.on('unresponsive', () => window.emit('unresponsive'));
  webContents.on('responsive', () => window.emit('responsive'));
  webContents.on('render-process-gone', (_event: unknown, details: object) =>
    app.emit('render-process-gone', {}, webContents, details),
  );
  hostOf(webContents).onGone = () => {
    windows.delete(window);
    retire(webContents);
    window.emit('closed');
    if (windows.size === 0) allWindowsClosed();
  };
  app.emit('browser-window-created', {}, window);
  app.emit('web-contents-created', {}, webContents);
}
