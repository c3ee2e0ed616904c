import { readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';
import { IPC_CHANNELS, IPC_EVENTS } from '../../src/contracts/ipc.ts';
import { keepPageOffline } from './keep-page-offline.ts';
import { shipLicences } from './ship-licences.ts';
import { shipWords } from './ship-words.ts';

/** Each part of the till that is built by itself, and head office's console. */
export const BUILD_PARTS = ['main', 'preload', 'renderer', 'console'] as const;
export type BuildPart = (typeof BUILD_PARTS)[number];

/** Vite's settings for a part; `root` is the repository. */
export function buildConfig(part: BuildPart, root: string): InlineConfig {
  if (part === 'console') return consoleConfig(root);
  return part === 'renderer' ? rendererConfig(root) : nodeConfig(part, root);
}

const SHARED: InlineConfig = { configFile: false, logLevel: 'warn', envDir: false };

/** One CommonJS file, all but Electron and Node inside: a till carries no node_modules. */
function nodeConfig(part: 'main' | 'preload', root: string): InlineConfig {
  return {
    ...SHARED,
    root: path.join(root, 'src', part),
    define: {
      IPC_CHANNEL_NAMES: JSON.stringify(Object.keys(IPC_CHANNELS)),
      IPC_EVENT_NAMES: JSON.stringify(Object.keys(IPC_EVENTS)),
    },
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: path.join(root, 'src', part, 'index.ts'),
      outDir: path.join(root, 'dist', part),
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      // A preload has no file to ask; its map is there for the check of what is packed.
      sourcemap: part === 'main' ? true : 'hidden',
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: `${part}.cjs`, codeSplitting: false },
      },
    },
  };
}

/** The page says which build it is: a browser has no other way to tell. */
function nameBuild(root: string): Plugin {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return {
    name: 'name-build',
    transformIndexHtml: (html) =>
      html.replace('<html lang="en">', `<html lang="en" data-build="${version}">`),
  };
}

/** Relative addresses, so that one bundle runs under `app://` and under https. */
function rendererConfig(root: string): InlineConfig {
  return {
    ...SHARED,
    root: path.join(root, 'src', 'renderer'),
    base: './',
    plugins: [react(), nameBuild(root), shipWords(), shipLicences(root), keepPageOffline(root)],
    worker: { format: 'es' },
    build: {
      outDir: path.join(root, 'dist', 'renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      // The polyfill is an inline script, which the shell's CSP refuses.
      modulePreload: { polyfill: false },
      // Fonts and images stay files: the CSP admits data: for images only.
      assetsInlineLimit: 0,
      sourcemap: true,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: {
        input: ['index.html', 'customer.html'].map((page) =>
          path.join(root, 'src', 'renderer', page),
        ),
      },
    },
  };
}

/** Head office's page: served under one address by every site, never part of a till. */
function consoleConfig(root: string): InlineConfig {
  return {
    ...SHARED,
    root: path.join(root, 'server', 'console'),
    base: '/console/',
    plugins: [react()],
    build: {
      outDir: path.join(root, 'dist', 'console'),
      emptyOutDir: true,
      target: 'chrome140',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      sourcemap: false,
      chunkSizeWarningLimit: 2_000,
    },
  };
}
