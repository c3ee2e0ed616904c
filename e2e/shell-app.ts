import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildTill } from '../tools/build/build.ts';
import { test as base } from './fixtures.ts';
import { PROJECT } from './host.ts';

export { expect } from '@playwright/test';

const PAGE = `<!doctype html>
<title>Shell</title>
<h1>Shell</h1>
<a id="out" href="https://elsewhere.invalid/">out</a>
<script src="page.js"></script>
`;

type WorkerFixtures = {
  /** Folder of an app made of our real main and preload around a page of its own. */
  shellApp: string;
};

/** The shell is tested without the till's screens, so that a screen's fault cannot hide its own. */
export const test = base.extend<object, WorkerFixtures>({
  shellApp: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      await buildTill(['main', 'preload']);
      const folder = mkdtempSync(path.join(tmpdir(), 'shell-app-'));
      for (const part of ['main', 'preload'])
        cpSync(path.join(PROJECT, 'dist', part), path.join(folder, 'dist', part), {
          recursive: true,
        });
      const renderer = path.join(folder, 'dist', 'renderer');
      mkdirSync(renderer);
      writeFileSync(path.join(renderer, 'index.html'), PAGE);
      writeFileSync(path.join(renderer, 'page.js'), 'globalThis.started = true;');
      const manifest = { name: 'shell', version: '9.8.7', main: 'dist/main/main.cjs' };
      writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
      await use(folder);
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
});
