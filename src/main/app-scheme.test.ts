import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileUnder, isOwnUrl, makeAppHandler } from './app-scheme.ts';
import { CONTENT_SECURITY_POLICY } from './security-headers.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'app-scheme-'));
  mkdirSync(path.join(folder, 'renderer/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'renderer/index.html'), '<h1>till</h1>');
  writeFileSync(path.join(folder, 'renderer/assets/a b.js'), 'run()');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function get(url: string, method = 'GET'): Promise<[number, string | null, string]> {
  const handler = makeAppHandler(path.join(folder, 'renderer'));
  const response = await handler(new Request(url, { method }));
  expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  return [response.status, response.headers.get('content-type'), await response.text()];
}

test('serves the bundle with its types', async () => {
  expect(await get('app://till/')).toEqual([200, 'text/html; charset=utf-8', '<h1>till</h1>']);
  expect(await get('app://till/assets/a%20b.js')).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'run()',
  ]);
});

test('refuses other hosts, other verbs and files that are not there', async () => {
  expect((await get('app://other/'))[0]).toBe(404);
  expect((await get('app://till/', 'POST'))[0]).toBe(405);
  expect((await get('app://till/none.js'))[0]).toBe(404);
  expect((await get('app://till/assets'))[0]).toBe(404);
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/..%5csecret.txt',
  '/%00',
  '/%',
])('%s names no file outside the bundle', async (escape) => {
  expect(fileUnder(path.join(folder, 'renderer'), escape)).toBeUndefined();
  expect((await get(`app://till${escape}`))[0]).toBe(404);
});

test('the recovery page needs no bundle, and its code cannot carry markup', async () => {
  const [status, , html] = await get('app://till/recovery.html?code=AB3%3Cscript%3E');
  expect(status).toBe(200);
  expect(html).toContain('<strong>AB3script</strong>');
  expect((await get('app://till/recovery.css'))[1]).toBe('text/css; charset=utf-8');
});

test('only app://till is our own', () => {
  const urls = [
    'app://till/x',
    'app://till.evil/',
    'https://till/',
    'app://tills',
    'about:blank',
    '',
  ];
  expect(urls.map(isOwnUrl)).toEqual([true, false, false, false, false, false]);
});
