import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { chooseHost } from './host.ts';
import { expect, test } from './shell-app.ts';

declare const till: {
  invoke(
    channel: string,
    arg: unknown,
  ): Promise<{ ok: boolean; refusal?: string; answer?: unknown }>;
  on(event: string, listener: (data: unknown) => void): () => void;
};

const logOf = (profile: string): string =>
  readFileSync(path.join(profile, 'logs', 'till.log'), 'utf8');

const crash = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );

const addressIn = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return contents?.isCrashed() ? 'crashed' : (contents?.getURL() ?? 'none');
  });

test('the page has the typed bridge and nothing of Electron’s', async ({
  launchTill,
  shellApp,
}) => {
  const { page } = await launchTill({ app: shellApp });
  const told = await page.evaluate(async () => ({
    keys: Object.keys(till).sort(),
    build: (await till.invoke('app.info', {})).answer,
    refusals: [
      (await till.invoke('app.info', 7)).refusal,
      (await till.invoke('fs.read', {})).refusal,
    ],
    require: typeof (globalThis as { require?: unknown }).require,
    event: ((): string => {
      try {
        till.on('anything', () => undefined);
        return 'accepted';
      } catch {
        return 'refused';
      }
    })(),
  }));
  expect(told).toMatchObject({
    keys: ['invoke', 'on'],
    build: { build: '9.8.7', journal_host: 'file' },
    refusals: ['bad-argument', 'unknown-channel'],
    require: 'undefined',
    event: 'refused',
  });
  expect(told.build).not.toHaveProperty('crash_at');
});

test('the page reaches its bundle and nothing else', async ({ launchTill, shellApp }) => {
  const { page } = await launchTill({ app: shellApp });
  const told = await page.evaluate(async () => {
    const status = async (url: string): Promise<number> => (await fetch(url)).status;
    return {
      own: await status('/page.js'),
      escapes: [await status('/%2e%2e/%2e%2e/package.json'), await status('/..%5cmain%5cmain.cjs')],
      outside: await fetch('http://127.0.0.1:9/').then(
        () => 'reached',
        () => 'refused',
      ),
    };
  });
  expect(told).toEqual({ own: 200, escapes: [404, 404], outside: 'refused' });
});

test('CSP refuses script and markup from strings', async ({ launchTill, shellApp }) => {
  const { page } = await launchTill({ app: shellApp });
  const violated = await page.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.push(event.effectiveDirective);
    });
    const inline = document.createElement('script');
    try {
      inline.textContent = 'globalThis.injected = true';
    } catch {
      seen.push('trusted-types');
    }
    document.body.append(inline);
    const image = new Image();
    const failed = new Promise((resolve) => image.addEventListener('error', resolve));
    image.src = 'http://127.0.0.1:9/pixel.png';
    await failed;
    return [seen.includes('img-src'), 'injected' in globalThis, seen.length > 1];
  });
  expect(violated).toEqual([true, false, true]);
});

test('every permission but storage is denied', async ({ launchTill, shellApp }) => {
  const { page } = await launchTill({ app: shellApp });
  const told = await page.evaluate(async () => [
    await navigator.storage.persist(),
    (await navigator.permissions.query({ name: 'geolocation' })).state,
    (await navigator.permissions.query({ name: 'microphone' })).state,
    await Notification.requestPermission(),
  ]);
  expect(told).toEqual([true, 'denied', 'denied', 'denied']);
});

test('no way out of the bundle, and the log says who tried', async ({ launchTill, shellApp }) => {
  const { app, page, profile } = await launchTill({ app: shellApp });
  await page.click('#out');
  expect(await page.evaluate(() => window.open('https://popup.invalid/x?pin=1') === null)).toBe(
    true,
  );
  await expect.poll(() => logOf(profile)).toContain('window.denied');
  expect(logOf(profile)).toContain('"navigation.denied","origin":"https://elsewhere.invalid"');
  expect(logOf(profile)).not.toContain('pin=1');
  expect([await addressIn(app), app.windows().length]).toEqual(['app://till/', 1]);
});

test('a crash reloads; three in a minute show the recovery page', async ({
  launchTill,
  shellApp,
}) => {
  const { app, profile } = await launchTill({ app: shellApp });
  for (const times of [1, 2]) {
    await crash(app);
    await expect.poll(() => logOf(profile).split('"action":"reload"').length - 1).toBe(times);
    await expect.poll(() => addressIn(app)).toBe('app://till/');
  }
  await crash(app);
  await expect
    .poll(() => addressIn(app))
    .toMatch(/^app:\/\/till\/recovery\.html\?code=[A-Z0-9]{6}$/);
});

test('a second start of the till ends and leaves the first alone', async ({
  launchTill,
  shellApp,
}) => {
  const first = await launchTill({ app: shellApp });
  const args = ['--no-sandbox', shellApp, `--user-data-dir=${first.profile}`];
  const second = spawn(chooseHost().executablePath, args, { stdio: 'ignore' });
  expect(await once(second, 'exit')).toEqual([0, null]);
  expect(await addressIn(first.app)).toBe('app://till/');
  expect(logOf(first.profile).split('app.start').length - 1).toBe(1);
});

test('app.crash kills main at the named point, in builds for tests only', async ({
  launchTill,
  shellApp,
}) => {
  const { main, page } = await launchTill({
    app: shellApp,
    env: { TILL_CRASH_AT: 'after-commit' },
  });
  expect(await page.evaluate(() => till.invoke('app.crash', { point: 'elsewhere' }))).toEqual({
    ok: true,
    answer: {},
  });
  const exited = new Promise((resolve) => main.once('exit', (_code, signal) => resolve(signal)));
  void page
    .evaluate(() => till.invoke('app.crash', { point: 'after-commit' }))
    .catch(() => undefined);
  expect(await exited).toBe('SIGKILL');
});
