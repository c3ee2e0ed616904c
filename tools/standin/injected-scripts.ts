import { randomUUID } from 'node:crypto';
import { cacheGuardSource } from './cache-guard.ts';
import { contextBridgeWorld } from './context-bridge-world.ts';
import { honest } from './honest.ts';
import { pageWorld, type WorldNames } from './page-world.ts';
import { preloadWorld } from './preload-world.ts';
import { wireDecoder, wireEncoder } from './wire-format.ts';

/** The isolated world's name, and the only world that sees the binding to the host. */
export const PRELOAD_WORLD = 'ElectronPreload';
export const BINDING = 'tillStandinOut';

const secret = randomUUID();
const name = (part: string): string => `${part}-${secret}`;
const names: WorldNames = {
  shape: name('shape'),
  hello: name('hello'),
  call: name('call'),
  answer: name('answer'),
  settled: name('settled'),
  callback: name('callback'),
  windowOpen: name('window-open'),
};

/** Electron runs preloads in the main frame only. */
const inMainFrame = (source: string): string => `if (window === window.top) {${source}}`;

/** What the page's own world gets before its first script. */
export function pageWorldSource(scheme: string): string {
  const bridge = `(${pageWorld.toString()})(${JSON.stringify(names)});`;
  return `${cacheGuardSource(scheme)}\n${inMainFrame(bridge)}`;
}

/** What the isolated world gets; `preload` is the preload file's text, if the window has one. */
export function preloadWorldSource(preload: string | undefined): string {
  const body =
    preload === undefined
      ? 'undefined'
      : `function (require, process, exports, module) {${preload}\n}`;
  return inMainFrame(`
const ASKED_BY_THE_LANGUAGE = new Set(['then', 'toJSON']);
class NotPlayed extends Error {
  constructor(name) { super('stand-in: ' + name + ' is not implemented'); }
}
const honest = ${honest.toString()};
const wire = {
  encode: (${wireEncoder.toString()})((bytes) => bytes.toBase64()),
  decode: (${wireDecoder.toString()})((text) => Uint8Array.fromBase64(text)),
};
const contextBridge = (${contextBridgeWorld.toString()})(${JSON.stringify(names)}, honest);
(${preloadWorld.toString()})(
  ${JSON.stringify(names.windowOpen)}, contextBridge, wire, honest, ${body},
);`);
}
