import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Log } from '../log.ts';
import { WAITING_FILE, waitingMarker } from './waiting-marker.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'waiting-'));
afterAll(() => rmSync(folder, { recursive: true }));
const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
const ROOT = path.resolve(import.meta.dirname, '../../..');

test('EX7 the marker is there while something waits, and says the newest count', async () => {
  const at = path.join(folder, 'state');
  const marker = waitingMarker(at, log);
  const file = path.join(at, WAITING_FILE);
  await Promise.all([1, 2, 3].map((waiting) => marker.note({ waiting, oldest_ms: 7 })));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ v: 1, waiting: 3, oldest_ms: 7 });
  await marker.note({ waiting: 0, oldest_ms: 0 });
  expect(existsSync(file)).toBe(false);
});

test('EX7 the uninstaller looks for this name, below the folder where tills keep their state', () => {
  const script = readFileSync(path.join(ROOT, 'src/main/installer.nsh'), 'utf8');
  const builder = readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8');
  expect(builder).toContain('include: src/main/installer.nsh');
  expect(script).toContain('!macro customUnInit');
  expect(script).toContain(`\\${WAITING_FILE}`);
  const stateSource = readFileSync(path.join(ROOT, 'src/main/state-folder.ts'), 'utf8');
  const [, parent = 'none'] = /'(evertill-state)'/.exec(stateSource) ?? [];
  expect(script).toContain(`$APPDATA\\${parent}\\`);
  // An update runs the old uninstaller too, and must not be held up by it.
  expect(script).toContain('${isUpdated}');
});
