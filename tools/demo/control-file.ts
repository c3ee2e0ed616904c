import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRegion, REGIONS, type Region } from './demo-home.ts';

/** `<home>/<region>/control.json`: how commands reach a running demo. Readable by its owner only. */
export type ControlFile = {
  region: Region;
  /** Of the demo, so that a file left by a killed one is told apart. */
  pid: number;
  port: number;
  token: string;
  till: 'electron' | 'browser' | 'none';
  /** The till's journal files, where the till keeps them on this disk. */
  journalDir?: string;
  sites: { id: string; url: string; databaseUrl: string }[];
};

export function writeControlFile(dir: string, file: ControlFile): void {
  writeFileSync(inRegion.control(dir), `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
}

export function removeControlFile(dir: string): void {
  rmSync(inRegion.control(dir), { force: true });
}

/** Demos that run now, by region. */
export function runningDemos(home: string): ControlFile[] {
  return REGIONS.map((region) => inRegion.control(path.join(home, region)))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as ControlFile)
    .filter(({ pid }) => isAlive(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
