import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../test/run-tool.ts';

/** A program to run, and the environment it needs beside our own. */
export type DebianTool = { command: string; env: Readonly<Record<string, string>> };
type Name = keyof typeof TOOLS;

/** Debian's package of each tool, the file in it, and whether it brings libraries of other packages. */
const TOOLS = {
  haproxy: { pkg: 'haproxy', file: 'usr/sbin/haproxy', isAlone: false },
  promtool: { pkg: 'prometheus', file: 'usr/bin/promtool', isAlone: true },
  'systemd-analyze': { pkg: 'systemd', file: 'usr/bin/systemd-analyze', isAlone: false },
} as const;

const KEPT = path.join(ROOT, '.cache', 'debian');
const APT = '/usr/bin/apt-get';
const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];

/**
 * The tool of this machine; else Debian's package, downloaded and unpacked below `.cache`: nothing is
 * installed, so no service can start, and no right is needed. Else why there is none.
 */
export function findDebianTool(name: Name): DebianTool | string {
  const { pkg, file } = TOOLS[name];
  const here = FOLDERS.map((folder) => path.join(folder, name)).find((at) => existsSync(at));
  if (here !== undefined) return { command: here, env: {} };
  // Only the libraries' own Debian fits: systemd is there or not at all.
  if (name === 'systemd-analyze') return `no ${name} here (Debian: apt-get install ${pkg})`;
  const folder = path.join(KEPT, name);
  if (!existsSync(path.join(folder, file)) && !unpack(name, folder))
    return `no ${name} here, and Debian's package could not be had (Debian: apt-get install ${pkg})`;
  const libraries = path.join(folder, 'usr/lib');
  const paths = existsSync(libraries)
    ? readdirSync(libraries)
        .filter((one) => one.includes('-linux-gnu'))
        .map((one) => path.join(libraries, one))
    : [];
  return { command: path.join(folder, file), env: { LD_LIBRARY_PATH: paths.join(':') } };
}

function unpack(name: Name, folder: string): boolean {
  if (!existsSync(APT)) return false;
  console.log(`no ${name} found, unpacking Debian's`);
  const half = mkdtempSync(path.join(tmpdir(), 'evertill-debian-'));
  try {
    if (!download(name, half)) {
      if (process.getuid?.() !== 0) return false;
      quiet(APT, ['update'], half);
      if (!download(name, half)) return false;
    }
    const packages = readdirSync(half).filter((one) => one.endsWith('.deb'));
    const root = path.join(half, 'root');
    mkdirSync(root);
    for (const one of packages) if (!quiet('dpkg-deb', ['-x', one, root], half)) return false;
    return keep(root, folder, TOOLS[name].file);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/** Whole or not at all: another run may unpack the same at this moment. */
function keep(root: string, folder: string, file: string): boolean {
  mkdirSync(path.dirname(folder), { recursive: true });
  const moved = mkdtempSync(`${folder}.half-`);
  const to = path.join(moved, 'root');
  // Across file systems a rename fails, so it is copied next to its place first.
  if (!quiet('cp', ['-a', root, to], moved)) return false;
  rmSync(folder, { recursive: true, force: true });
  renameSync(to, folder);
  rmSync(moved, { recursive: true, force: true });
  return existsSync(path.join(folder, file));
}

function download(name: Name, into: string): boolean {
  const { pkg, isAlone } = TOOLS[name];
  return quiet(APT, ['download', ...(isAlone ? [pkg] : packagesOf(pkg))], into);
}

/** What installing would bring to this machine; nothing is installed. */
function packagesOf(pkg: string): string[] {
  const args = ['install', '--simulate', '--no-install-recommends', pkg];
  const { stdout } = spawnSync(APT, args, { encoding: 'utf8' });
  const found = [...stdout.matchAll(/^Inst (\S+)/gm)].flatMap(([, one]) => one ?? []);
  return found.length === 0 ? [pkg] : found;
}

function quiet(command: string, args: readonly string[], cwd: string): boolean {
  return spawnSync(command, args, { cwd, stdio: 'ignore' }).status === 0;
}
