import type { WireFormat } from './wire-format.ts';

/** From the preload world to the host; `href` stands for `senderFrame.url`. */
export type FromPreload = { href: string } & (
  | { t: 'invoke'; id: number; channel: string; args: string }
  | { t: 'navigate'; url: string; kind: string; hasBody: boolean }
  | { t: 'open'; url: string; name: string; features: string }
);

type Electron = { contextBridge: object; ipcRenderer: object };
/** The app's preload, wrapped as Electron wraps it. */
export type PreloadBody = (
  require: (name: string) => Electron,
  process: object,
  exports: object,
  module: { exports: object },
) => void;

/**
 * Runs in the isolated world: gives the preload `require('electron')`, plays ipcRenderer towards
 * the host and asks the host before a navigation or a new window. Self-contained: injected by its
 * source. `windowOpen` is the event by which the page's world tells of `window.open`.
 */
export function preloadWorld(
  windowOpen: string,
  contextBridge: object,
  wire: WireFormat,
  honest: <T extends object>(name: string, target: T) => T,
  preload: PreloadBody | undefined,
): void {
  type Fn = (...args: unknown[]) => unknown;
  const world = globalThis as unknown as {
    tillStandinOut(text: string): void;
    tillStandinAnswer(id: number, isOk: boolean, text: string): void;
    tillStandinEvent(channel: string, text: string): void;
  };
  let lastId = 0;
  const waiting = new Map<number, { resolve(v: unknown): void; reject(e: Error): void }>();
  const listeners = new Map<string, Fn[]>();
  const out = (message: object): void =>
    world.tillStandinOut(JSON.stringify({ href: location.href, ...message }));

  world.tillStandinAnswer = (id, isOk, text) => {
    const invoke = waiting.get(id);
    waiting.delete(id);
    if (isOk) invoke?.resolve(wire.decode(text));
    else invoke?.reject(new Error(text));
  };
  world.tillStandinEvent = (channel, text) => {
    for (const listener of listeners.get(channel) ?? [])
      listener(honest('IpcRendererEvent', {}), ...(wire.decode(text) as unknown[]));
  };

  navigation.addEventListener('navigate', (event) => {
    const { destination, cancelable, downloadRequest, navigationType: kind, formData } = event;
    if (destination.sameDocument || !cancelable || downloadRequest !== null) return;
    event.preventDefault();
    out({ t: 'navigate', url: destination.url, kind, hasBody: formData !== null });
  });

  document.addEventListener(windowOpen, (event) => {
    out({ t: 'open', name: '', features: '', ...(event as CustomEvent<object>).detail });
  });

  const ipcRenderer = honest('ipcRenderer', {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        const text = wire.encode(args);
        waiting.set(id, { resolve, reject });
        out({ t: 'invoke', id, channel, args: text });
      }),
    on(channel: string, listener: Fn) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(channel: string, listener: Fn) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((l) => l !== listener),
      );
      return ipcRenderer;
    },
  });
  const require = (name: string): Electron => {
    if (name === 'electron') return honest('electron', { contextBridge, ipcRenderer });
    throw new Error(`module not found: ${name}`);
  };
  const processLike = {
    platform: 'linux',
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  };
  const module = { exports: {} };
  preload?.(require, honest('process', processLike), module.exports, module);
}
