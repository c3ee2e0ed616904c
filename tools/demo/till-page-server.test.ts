import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../region/free-port.ts';
import { serveTillPage, type TillPage } from './till-page-server.ts';

const renderer = mkdtempSync(path.join(tmpdir(), 'till-page-'));
const siteUrls = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];
const trustFile = path.join(renderer, '..', `${path.basename(renderer)}.json`);
let page: TillPage;
beforeAll(async () => {
  writeFileSync(path.join(renderer, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(renderer, 'app.js'), 'export {};');
  writeFileSync(trustFile, '{"issuer_key":"k"}');
  mkdirSync(path.join(renderer, 'assets'));
  writeFileSync(path.join(renderer, 'assets/index-Ab3_-xYz.js'), 'export {};');
  writeFileSync(path.join(renderer, 'sw.js'), 'self.x=1;');
  page = await serveTillPage({ renderer, port: await freePort(), siteUrls, trustFile });
});
afterAll(async () => {
  await page.close();
  rmSync(renderer, { recursive: true });
  rmSync(trustFile);
});

test('D24: the page may call its two sites and nobody else', async () => {
  const answer = await fetch(page.url);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toContain(
    "connect-src 'self' http://127.0.0.1:1 http://127.0.0.1:2;",
  );
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('scripts have their type, the region file lies beside the page', async () => {
  const script = await fetch(new URL('app.js', page.url));
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const region = await fetch(new URL('region.json', page.url));
  expect(await region.json()).toEqual({ issuer_key: 'k' });
});

test('nothing outside the bundle is served, and nothing is written', async () => {
  const outside = await fetch(new URL(`..%2f${path.basename(trustFile)}`, page.url));
  expect(outside.status).toBe(404);
  expect((await fetch(page.url, { method: 'POST' })).status).toBe(405);
});

test('only names that change with their bytes may be kept without asking', async () => {
  const kept = async (file: string): Promise<string | null> =>
    (await fetch(new URL(file, page.url))).headers.get('cache-control');
  expect(await kept('assets/index-Ab3_-xYz.js')).toBe('public, max-age=31536000, immutable');
  for (const file of ['', 'index.html', 'sw.js', 'app.js', 'assets/gone-Ab3_-xYz.js'])
    expect(await kept(file)).toBe('no-cache');
});

test('D24: with other sites comes another service worker, for a kept page keeps its policy', async () => {
  const workerOf = async ({ url }: TillPage): Promise<string> =>
    (await fetch(new URL('sw.js', url))).text();
  const mine = await workerOf(page);
  expect(mine).toMatch(/^self\.PAGE_HEADERS="\w{16}";\nself\.x=1;$/);
  expect(await workerOf(page)).toBe(mine);
  const other = await serveTillPage({
    renderer,
    port: await freePort(),
    siteUrls: [...siteUrls.slice(1), 'http://127.0.0.1:3'],
    trustFile,
  });
  try {
    expect(await workerOf(other)).not.toBe(mine);
  } finally {
    await other.close();
  }
});
