import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { switchChromium } from './chromium-switches.ts';
import { fileLogWriter, makeLog } from './log.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'log-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('writes one line an event', () => {
  const lines: string[] = [];
  makeLog(
    (line) => lines.push(line),
    () => 0,
  ).warn('ipc.refused', { channel: 'x' });
  expect(lines).toEqual([
    '{"time":"1970-01-01T00:00:00.000Z","level":"warn","event":"ipc.refused","channel":"x"}\n',
  ]);
});

test('keeps two files of limited size', () => {
  const file = path.join(folder, 'logs', 'till.log');
  const write = fileLogWriter(file, 10);
  for (const line of ['first..\n', 'second.\n', 'third..\n']) write(line);
  expect([readFileSync(`${file}.1`, 'utf8'), readFileSync(file, 'utf8')]).toEqual([
    'second.\n',
    'third..\n',
  ]);
});

test('SQLite stores are switched on beside what was asked for at launch', () => {
  const switches = new Map([['enable-features', 'Other']]);
  switchChromium({
    getSwitchValue: (name: string) => switches.get(name) ?? '',
    appendSwitch: (name: string, value?: string) => void switches.set(name, value ?? ''),
  } as Electron.CommandLine);
  expect(switches.get('enable-features')).toBe(
    'Other,IdbSqliteBackingStore,IdbSqliteOnDiskRollout',
  );
});
