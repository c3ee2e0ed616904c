import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'vite';

/** A file of the page as Workbox keeps it; `null`: its name changes with its bytes. */
type PrecacheEntry = { url: string; revision: string | null };

const HASHED = /^assets\/.+-[\w-]{8}\.\w+$/;
/** Built beside the page and not part of it, or read online only. */
const LEFT_OUT = /(\.map|^sw\.js|^licences\.txt)$/;

/** Every file that the page in `folder` needs to open with no network. */
export function precacheEntries(folder: string): readonly PrecacheEntry[] {
  return globSync('**/*.*', { cwd: folder })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => !LEFT_OUT.test(name))
    .sort()
    .map((url) => ({
      url,
      revision: HASHED.test(url) ? null : revisionOf(path.join(folder, url)),
    }));
}

function revisionOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
}

/** Writes `sw.js` for the page that lies in `folder`: it keeps exactly those files. */
export async function buildServiceWorker(root: string, folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    envDir: false,
    publicDir: false,
    root: path.join(root, 'src', 'renderer'),
    define: {
      PRECACHE: JSON.stringify(precacheEntries(folder)),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'chrome140',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: path.join(root, 'src/renderer/browser-host/service-worker.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  });
}

/** Last step of a page's build: its service worker, for hosts that are browsers. */
export function keepPageOffline(root: string): Plugin {
  return {
    name: 'keep-page-offline',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir !== undefined) await buildServiceWorker(root, dir);
    },
  };
}
