import { readFileSync } from 'node:fs';
import type { Browser } from './browser.ts';
import { cancelableEvent, type KnownEvents } from './known-events.ts';
import { BINDING, PRELOAD_WORLD, pageWorldSource, preloadWorldSource } from './injected-scripts.ts';
import { invokeHandler } from './ipc.ts';
import { HangWatch } from './hang-watch.ts';
import { NotPlayed } from './honest.ts';
import { applyPermissions } from './permissions.ts';
import type { FromPreload } from './preload-world.ts';
import { schemes } from './protocol.ts';
import { toHttpUrl, toSchemeUrl } from './scheme-url.ts';
import { nodeWire } from './wire-format.ts';

type ContextCreated = { context: { id: number; name: string; auxData: { frameId: string } } };
type Waiter = { resolve(): void; reject(error: Error): void };

/** What a page needs from its window. */
export type PageOptions = {
  width: number;
  height: number;
  preload: string | undefined;
  browser: Promise<Browser>;
};

/** One Chromium page behind a WebContents: its target, its two worlds, its navigation. */
export class PageHost {
  /** Electron's view of the address. */
  url = '';
  targetId = '';
  isDestroyed = false;
  isCrashed = false;
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | undefined;
  /** Called once when the target is gone for whatever reason. */
  onGone: () => void = () => undefined;
  readonly opened: Promise<void>;
  private browser!: Browser;
  private sessionId = '';
  private preloadContext: number | undefined;
  private loading: Waiter | undefined;
  /** False from the start of a load until its page commits; the old page's load event may still come. */
  private isCommitted = true;
  private readonly hangWatch: HangWatch;
  private readonly webContents: KnownEvents;
  private readonly options: PageOptions;

  constructor(webContents: KnownEvents, options: PageOptions) {
    this.webContents = webContents;
    this.options = options;
    this.hangWatch = new HangWatch(() => this.send('Runtime.evaluate', { expression: '0' }));
    this.opened = this.open();
    this.opened.catch(() => undefined);
  }

  send<T = unknown>(method: string, params: object = {}): Promise<T> {
    return this.browser.cdp.send<T>(method, params, this.sessionId);
  }

  /** Loads a page of a registered scheme; resolves when it has loaded, rejects when it cannot. */
  async load(url: string): Promise<void> {
    const httpUrl = toHttpUrl(url, schemes);
    if (httpUrl === undefined) throw new NotPlayed(`loading ${new URL(url).protocol} pages`);
    await this.opened;
    await applyPermissions(
      this.browser.cdp,
      this.webContents as unknown as Electron.WebContents,
      url,
      new URL(httpUrl).origin,
    );
    await this.settle('Page.navigate', { url: httpUrl }, url);
  }

  async reload(): Promise<void> {
    await this.opened;
    await this.settle('Page.reload', {}, this.url);
  }

  private async settle(method: string, params: object, url: string): Promise<void> {
    this.loading?.reject(new Error(`ERR_ABORTED (-3) loading '${this.url}'`));
    this.isCommitted = false;
    const loaded = new Promise<void>((resolve, reject) => (this.loading = { resolve, reject }));
    loaded.catch(() => undefined);
    const answer = await this.send<{ errorText?: string }>(method, params);
    if (answer.errorText) throw new Error(`${answer.errorText} loading '${url}'`);
    await loaded;
  }

  /** Sends `channel` to the preload of the page now loaded; lost, as on Electron, when none is. */
  post(channel: string, args: unknown[]): void {
    const text = nodeWire.encode(args);
    this.callPreload(this.preloadContext, 'tillStandinEvent', [channel, text]);
  }

  /** Ends the page. The host's side is gone at once, Chromium's a moment later. */
  close(): void {
    if (this.isDestroyed) return;
    this.gone();
    void this.opened
      .then(() => this.browser.cdp.send('Target.closeTarget', { targetId: this.targetId }))
      .catch(() => undefined);
  }

  crash(): void {
    void this.opened.then(() => this.send('Page.crash')).catch(() => undefined);
  }

  private async open(): Promise<void> {
    this.browser = await this.options.browser;
    const { cdp } = this.browser;
    const { width, height, preload } = this.options;
    const created = { url: 'about:blank', newWindow: true, width, height };
    this.targetId = (await cdp.send<{ targetId: string }>('Target.createTarget', created)).targetId;
    const attach = { targetId: this.targetId, flatten: true };
    this.sessionId = (
      await cdp.send<{ sessionId: string }>('Target.attachToTarget', attach)
    ).sessionId;
    cdp.listen(this.sessionId, (method, params) => this.onEvent(method, params));
    const [scheme = 'app'] = schemes;
    const text = preload === undefined ? undefined : readFileSync(preload, 'utf8');
    const addScript = 'Page.addScriptToEvaluateOnNewDocument';
    await Promise.all([
      this.send('Page.enable'),
      this.send('Runtime.enable'),
      this.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD }),
      this.send(addScript, { source: pageWorldSource(scheme) }),
      this.send(addScript, { source: preloadWorldSource(text), worldName: PRELOAD_WORLD }),
    ]);
    await this.fitContent(width, height);
    this.hangWatch.start(
      () => this.webContents.emit('unresponsive'),
      () => this.webContents.emit('responsive'),
    );
  }

  /** A headless window has a bar of tabs; grow it until the page itself has the asked size. */
  private async fitContent(width: number, height: number): Promise<void> {
    type Metrics = { cssLayoutViewport: { clientWidth: number; clientHeight: number } };
    const { cssLayoutViewport } = await this.send<Metrics>('Page.getLayoutMetrics');
    const { windowId } = await this.send<{ windowId: number }>('Browser.getWindowForTarget');
    const bounds = {
      width: width + (width - cssLayoutViewport.clientWidth),
      height: height + (height - cssLayoutViewport.clientHeight),
    };
    await this.send('Browser.setWindowBounds', { windowId, bounds });
  }

  private onEvent(method: string, params: never): void {
    switch (method) {
      case 'Runtime.executionContextCreated':
        return this.onContext(params);
      case 'Runtime.bindingCalled':
        return this.onBinding(params);
      case 'Page.frameNavigated':
        return this.onNavigated(params);
      case 'Page.domContentEventFired':
        return void this.webContents.emit('dom-ready');
      case 'Page.loadEventFired':
        if (this.isCommitted) this.loading?.resolve();
        return void this.webContents.emit('did-finish-load');
      case 'Page.windowOpen':
        return this.onPopup(params);
      case 'Inspector.targetCrashed':
        return this.onCrash();
      case 'Inspector.detached':
        return this.gone();
      default:
    }
  }

  private onContext({ context }: ContextCreated): void {
    const isMainFrame = context.auxData.frameId === this.targetId;
    if (isMainFrame && context.name === PRELOAD_WORLD) this.preloadContext = context.id;
  }

  private onNavigated({ frame }: { frame: { parentId?: string; url: string } }): void {
    if (frame.parentId !== undefined) return;
    this.isCrashed = false;
    this.isCommitted = true;
    this.url = toSchemeUrl(frame.url, schemes);
    this.webContents.emit('did-navigate', {}, this.url);
  }

  private onCrash(): void {
    this.isCrashed = true;
    this.preloadContext = undefined;
    this.loading?.reject(new Error(`ERR_FAILED (-2) loading '${this.url}'`));
    const details = { reason: 'crashed', exitCode: 5 };
    this.webContents.emit('render-process-gone', {}, details);
  }

  private onBinding(call: { name: string; payload: string; executionContextId: number }): void {
    if (call.name !== BINDING) return;
    const message = JSON.parse(call.payload) as FromPreload;
    const from = toSchemeUrl(message.href, schemes);
    if (message.t === 'invoke') void this.onInvoke(message, from, call.executionContextId);
    else if (message.t === 'navigate') this.onNavigate(message);
    else this.onWindowOpen(toSchemeUrl(message.url, schemes), message.name, message.features);
  }

  private async onInvoke(
    message: Extract<FromPreload, { t: 'invoke' }>,
    from: string,
    context: number,
  ): Promise<void> {
    const event = { sender: this.webContents, senderFrame: { url: from } };
    let answer: [number, boolean, string];
    try {
      const args = nodeWire.decode(message.args) as unknown[];
      const value = await invokeHandler(message.channel, event as never, args);
      answer = [message.id, true, nodeWire.encode(value)];
    } catch (error) {
      answer = [message.id, false, (error as Error).message];
    }
    this.callPreload(context, 'tillStandinAnswer', answer);
  }

  /** The page was held; let it go on only if nobody minds. */
  private onNavigate({
    url: httpUrl,
    kind,
    hasBody,
  }: Extract<FromPreload, { t: 'navigate' }>): void {
    const url = toSchemeUrl(httpUrl, schemes);
    const details = { url, isMainFrame: true, isSameDocument: false };
    const event = cancelableEvent(details);
    this.webContents.emit('will-frame-navigate', event);
    if (!event.defaultPrevented) this.webContents.emit('will-navigate', event, url);
    if (event.defaultPrevented) return;
    if (hasBody) throw new NotPlayed('form posts as navigation');
    const onward = kind === 'reload' ? this.reload() : this.load(url);
    onward.catch((error: unknown) => process.stderr.write(`stand-in: ${String(error)}\n`));
  }

  /** A link or form that opens a window: the handler is asked, and `popup-ban.ts` closes it. */
  private onPopup(opened: { url: string; windowName: string; windowFeatures: string[] }): void {
    const features = opened.windowFeatures.join(',');
    this.onWindowOpen(toSchemeUrl(opened.url, schemes), opened.windowName, features);
  }

  /** Only a denial is played. */
  private onWindowOpen(url: string, frameName: string, features: string): void {
    const details = { url, frameName, features, disposition: 'new-window' };
    const answer = this.openHandler?.(details as Electron.HandlerDetails) ?? { action: 'allow' };
    if (answer.action !== 'deny') throw new NotPlayed(`window.open that is allowed (${url})`);
  }

  private callPreload(context: number | undefined, name: string, args: unknown[]): void {
    if (context === undefined || this.isDestroyed) return;
    const call = {
      functionDeclaration: `function (...args) { globalThis.${name}(...args); }`,
      executionContextId: context,
      arguments: args.map((value) => ({ value })),
    };
    // The page may have left meanwhile; its answer is then nobody's.
    void this.send('Runtime.callFunctionOn', call).catch(() => undefined);
  }

  private gone(): void {
    if (this.isDestroyed) return;
    this.isDestroyed = true;
    this.hangWatch.stop();
    this.loading?.reject(new Error(`ERR_FAILED (-2) loading '${this.url}'`));
    if (this.sessionId) this.browser.cdp.unlisten(this.sessionId);
    this.onGone();
  }
}
