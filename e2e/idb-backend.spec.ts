import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from '@playwright/test';
import { switchChromium } from '../src/main/chromium-switches.ts';
import { findChromium } from '../tools/standin/find-chromium.ts';
import { expect, test } from './fixtures.ts';
import { idbBackend } from './idb-backend.ts';

let site: Server;
test.beforeAll(async () => {
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<title>a page</title>');
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
});
test.afterAll(() => site.close());

/** The switch exactly as main sets it. */
function tillSwitches(): string[] {
  const set: string[] = [];
  switchChromium({
    getSwitchValue: () => '',
    appendSwitch: (name: string, value?: string) => void set.push(`--${name}=${value}`),
  } as unknown as Parameters<typeof switchChromium>[0]);
  return set;
}

async function backendAfterOneWrite(profile: string, switches: string[]): Promise<string> {
  const executablePath = await findChromium(process.env);
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', ...switches],
  });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  const writeOne = (): Promise<void> =>
    new Promise((resolve) => {
      const open = indexedDB.open('till');
      open.addEventListener('upgradeneeded', () => open.result.createObjectStore('ops'));
      open.addEventListener('success', () => {
        const tx = open.result.transaction('ops', 'readwrite', { durability: 'strict' });
        tx.objectStore('ops').put(1, 1);
        tx.addEventListener('complete', () => resolve());
      });
    });
  await page.evaluate(writeOne);
  const found = idbBackend(profile);
  await context.close();
  return found;
}

test('H6: with the till’s switches this Chromium keeps IndexedDB in SQLite, without them in LevelDB', async ({
  freshProfile,
}) => {
  test.setTimeout(60_000);
  expect(await backendAfterOneWrite(freshProfile(), tillSwitches())).toBe('sqlite');
  expect(await backendAfterOneWrite(freshProfile(), [])).toBe('leveldb');
});
