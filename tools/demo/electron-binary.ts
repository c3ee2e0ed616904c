import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './demo-home.ts';
import type { Progress } from './progress.ts';

const ELECTRON = path.join(ROOT, 'node_modules', 'electron');
/** Names the version whose download was tried, so that a start without network is not slowed twice. */
const TRIED = path.join(ROOT, '.cache', 'electron-tried');
const FETCH_MS = 180_000;

/** Why no Electron window can open here, in words; undefined where one can. */
export function noWindowReason(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (process.platform !== 'linux') return undefined;
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron keeps its sandbox and so does not run as root';
  return undefined;
}

/** Electron's program, fetched once where it is missing; undefined where it cannot be had. */
export async function electronBinary(progress: Progress): Promise<string | undefined> {
  const held = installedBinary();
  if (held !== undefined) return held;
  const version = versionOf();
  if (existsSync(TRIED) && readFileSync(TRIED, 'utf8') === version) return undefined;
  mkdirSync(path.dirname(TRIED), { recursive: true });
  writeFileSync(TRIED, version);
  progress.say(`fetching Electron ${version}, once`);
  await fetchElectron();
  return installedBinary();
}

function versionOf(): string {
  const manifest = readFileSync(path.join(ELECTRON, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function installedBinary(): string | undefined {
  const pointer = path.join(ELECTRON, 'path.txt');
  const fallback = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const name = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : fallback;
  const file = path.join(ELECTRON, 'dist', name);
  return existsSync(file) ? file : undefined;
}

async function fetchElectron(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const child = spawn(process.execPath, [path.join(ELECTRON, 'install.js')], {
    stdio: 'ignore',
    timeout: FETCH_MS,
  });
  child.on('error', () => resolve());
  child.on('close', () => resolve());
  return promise;
}
