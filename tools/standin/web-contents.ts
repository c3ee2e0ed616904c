import { admitOptions, honest } from './honest.ts';
import { KnownEvents } from './known-events.ts';
import { PageHost, type PageOptions } from './page-host.ts';
import { defaultSession } from './session.ts';

const EVENTS = [
  'dom-ready',
  'did-finish-load',
  'did-navigate',
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  // Windows with webviewTag are refused, so this one truly never happens.
  'will-attach-webview',
  'render-process-gone',
  'unresponsive',
  'responsive',
  'destroyed',
];

/** Those that Chromium's own protocol knows by the same names. */
const PDF_OPTIONS = [
  'landscape',
  'printBackground',
  'preferCSSPageSize',
  'generateTaggedPDF',
  'generateDocumentOutline',
] as const;

type Played = Pick<
  Electron.WebContents,
  | 'id'
  | 'session'
  | 'getURL'
  | 'isDestroyed'
  | 'isCrashed'
  | 'send'
  | 'reload'
  | 'close'
  | 'forcefullyCrashRenderer'
  | 'setWindowOpenHandler'
  | 'setBackgroundThrottling'
  | 'printToPDF'
>;

const hosts = new WeakMap<WebContents, PageHost>();
const alive = new Set<WebContents>();
let lastId = 0;

/** The page behind a WebContents; for this stand-in's own parts. */
export function hostOf(webContents: WebContents): PageHost {
  const host = hosts.get(webContents);
  if (!host) throw new TypeError('Illegal invocation');
  return host;
}

/** `webContents`. Made by BrowserWindow only. */
export class WebContents extends KnownEvents implements Played {
  readonly id: number;
  readonly session = defaultSession;

  constructor(options: PageOptions) {
    super('webContents', EVENTS);
    this.id = ++lastId;
    const self = honest('webContents', this);
    const host = new PageHost(self, options);
    hosts.set(self, host);
    alive.add(self);
    return self;
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...alive].find((one) => hostOf(one).targetId === targetId);
  }

  static fromId(id: number): WebContents | undefined {
    return [...alive].find((one) => one.id === id);
  }

  static getAllWebContents(): WebContents[] {
    return [...alive];
  }

  getURL(): string {
    return hostOf(this).url;
  }

  isDestroyed(): boolean {
    return hostOf(this).isDestroyed;
  }

  isCrashed(): boolean {
    return hostOf(this).isCrashed;
  }

  send(channel: string, ...args: unknown[]): void {
    hostOf(this).post(channel, args);
  }

  reload(): void {
    hostOf(this)
      .reload()
      .catch(() => undefined);
  }

  close(): void {
    hostOf(this).close();
  }

  forcefullyCrashRenderer(): void {
    hostOf(this).crash();
  }

  setWindowOpenHandler(handler: Parameters<Played['setWindowOpenHandler']>[0]): void {
    hostOf(this).openHandler = handler;
  }

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    admitOptions('printToPDF option', options, PDF_OPTIONS);
    const { data } = await hostOf(this).send<{ data: string }>('Page.printToPDF', options);
    return Buffer.from(data, 'base64');
  }

  setBackgroundThrottling(allowed: boolean): void {
    if (allowed) throw new Error('stand-in: background throttling is not implemented');
  }
}

/** Forgets a WebContents whose page is gone and says so. */
export function retire(webContents: WebContents): void {
  alive.delete(webContents);
  webContents.emit('destroyed');
}
