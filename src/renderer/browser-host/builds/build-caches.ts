import type { BuildBundle } from '../../../contracts/build-bundle.ts';
import type { BuildSlot, SlotBook } from '../../../contracts/build-slots.ts';
import { foldersToKeep } from '../../../contracts/slot-book.ts';

const PREFIX = 'evertill-build-';
const PAGES = 'dist/renderer/';
export const INDEX = '/index.html';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  txt: 'text/plain; charset=utf-8',
};

const typeOf = (name: string): string =>
  TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

/**
 * Keeps the pages of a build in a cache of their own; the index goes last, so that one with it is whole.
 * Nothing of it stays where the browser gives no room for all.
 */
export async function keepBuild(bundle: BuildBundle, slot: BuildSlot): Promise<void> {
  const name = PREFIX + String(slot.folder);
  await caches.delete(name);
  const cache = await caches.open(name);
  const pages = bundle.files.filter(({ path }) => path.startsWith(PAGES));
  const isIndex = ({ path }: { path: string }): boolean => path === PAGES + INDEX.slice(1);
  const all = [...pages.filter((one) => !isIndex(one)), ...pages.filter(isIndex)];
  try {
    for (const { path, base64 } of all) {
      const headers = { 'content-type': typeOf(path) };
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      await cache.put(`/${path.slice(PAGES.length)}`, new Response(bytes, { headers }));
    }
  } catch (error) {
    // Half a build takes room that sales need.
    await caches.delete(name);
    throw error;
  }
}

/** A file of a build's pages. */
export async function pageOf(folder: string, path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName: PREFIX + folder });
}

/** Those of the book's folders whose pages lie here; a browser that needs room may take them. */
export async function wholeFolders(book: SlotBook): Promise<ReadonlySet<string>> {
  const whole = new Set<string>();
  for (const folder of foldersToKeep(book))
    if ((await pageOf(folder, INDEX)) !== undefined) whole.add(folder);
  return whole;
}

export const isWholeIn =
  (whole: ReadonlySet<string>) =>
  ({ folder }: BuildSlot): boolean =>
    folder === null || whole.has(folder);

/** What no slot names goes. */
export async function pruneBuilds(book: SlotBook): Promise<void> {
  const keep = new Set(foldersToKeep(book).map((folder) => PREFIX + folder));
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && !keep.has(name)) await caches.delete(name);
}
