import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The repository's root. */
export const PROJECT = path.resolve(import.meta.dirname, '..');
const STAND_IN = path.join(PROJECT, 'tools/standin/electron');

/** What runs the till in these specs. */
export type Host = { kind: 'electron' | 'stand-in'; executablePath: string };

/**
 * TILL_ELECTRON names a real Electron; else one that npm already downloaded is used where there is
 * a display; else the stand-in. Never downloads anything.
 */
export function chooseHost(env: NodeJS.ProcessEnv = process.env): Host {
  const named = env['TILL_ELECTRON'];
  if (named) return { kind: 'electron', executablePath: path.resolve(named) };
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const kept = path.join(PROJECT, 'node_modules/electron/dist', name);
  const hasDisplay = process.platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  if (hasDisplay && existsSync(kept)) return { kind: 'electron', executablePath: kept };
  return { kind: 'stand-in', executablePath: STAND_IN };
}

/** One line for people: which host runs, and its version. */
export function describeHost({ kind, executablePath }: Host): string {
  const version = versionOf(kind === 'electron' ? executablePath : chromiumPath());
  const number = /[\d.]+/.exec(version)?.[0] ?? version;
  return kind === 'electron'
    ? `host: Electron ${number}`
    : `host: stand-in over Chromium ${number.split('.')[0] ?? number}`;
}

function versionOf(program: string): string {
  try {
    return execFileSync(program, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return 'of unknown version';
  }
}

function chromiumPath(): string {
  const script = path.join(PROJECT, 'tools/standin/find-chromium.ts');
  const print = `import(${JSON.stringify(script)}).then(async (m) => console.log(await m.findChromium(process.env)))`;
  return execFileSync(process.execPath, ['-e', print], { encoding: 'utf8' }).trim();
}
