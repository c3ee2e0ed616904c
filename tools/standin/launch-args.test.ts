import { expect, test } from 'vitest';
import { readLaunchArgs } from './launch-args.ts';
import { toHttpUrl, toSchemeUrl } from './scheme-url.ts';

test('reads what Playwright passes: switches before the app, ours after it', () => {
  const argv = [
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '.',
    '--user-data-dir=/p',
    'x',
    '--a=b=c',
  ];
  expect(readLaunchArgs(argv)).toEqual({
    appPath: '.',
    switches: new Map([
      ['no-sandbox', ''],
      ['remote-debugging-port', '0'],
      ['user-data-dir', '/p'],
      ['a', 'b=c'],
    ]),
    rest: ['--user-data-dir=/p', 'x', '--a=b=c'],
  });
  expect(readLaunchArgs(['--version']).appPath).toBeUndefined();
});

test('a scheme’s URL and its loopback one are each other’s way back', () => {
  const schemes = new Set(['app']);
  expect(toHttpUrl('app://till/a/b?c=d#e', schemes)).toBe('http://till.app.localhost/a/b?c=d#e');
  expect(toSchemeUrl('http://till.app.localhost/a/b?c=d#e', schemes)).toBe('app://till/a/b?c=d#e');
  expect(toSchemeUrl('http://till.app.localhost', schemes)).toBe('app://till/');
  expect(toHttpUrl('https://till/', schemes)).toBeUndefined();
  for (const url of [
    'http://localhost/',
    'http://till.web.localhost/',
    'http://till.app.localhost.evil/',
  ])
    expect(toSchemeUrl(url, schemes)).toBe(url);
});
