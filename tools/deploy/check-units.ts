import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../test/run-tool.ts';
import type { DebianTool } from './debian-tool.ts';

const UNITS = path.join(ROOT, 'deploy', 'systemd');
/** The project's own Node as it lies on a server. */
const INSTALLED_NODE = '/opt/evertill/node_modules/node/bin/node';
/** Highest exposure by `systemd-analyze security` (10: none of it is shut); it is 1.7 today. */
const MOST_EXPOSED = 2.5;

/** What `systemd-analyze` says of the units, copied with a Node that this machine has. */
export function unitFaults(tool: DebianTool): string[] {
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-units-'));
  try {
    const units = readdirSync(UNITS).filter((name) => /\.(service|timer)$/.test(name));
    const copies = units.map((name) => {
      const text = readFileSync(path.join(UNITS, name), 'utf8');
      // A template is verified by one of its instances.
      const copy = path.join(dir, name.replace('@.', '@1.'));
      writeFileSync(copy, text.replaceAll(INSTALLED_NODE, process.execPath));
      return copy;
    });
    cpSync(path.join(UNITS, 'evertill-site@.service'), path.join(dir, 'evertill-site@.service'));
    const verified = run(tool, ['verify', ...copies]);
    const faults = verified.code === 0 && verified.said === '' ? [] : [verified.said];
    return [...faults, ...copies.flatMap((copy) => exposure(tool, copy))];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function exposure(tool: DebianTool, unit: string): string[] {
  if (!unit.endsWith('.service')) return [];
  const { said } = run(tool, ['security', '--offline=true', unit]);
  const level = Number(/exposure level for \S+: ([\d.]+)/.exec(said)?.[1] ?? Number.NaN);
  return level <= MOST_EXPOSED ? [] : [`${path.basename(unit)}: exposure ${level}`];
}

function run(tool: DebianTool, args: readonly string[]): { code: number | null; said: string } {
  const env = { ...process.env, ...tool.env, SYSTEMD_COLORS: '0' };
  const done = spawnSync(tool.command, args, { env, encoding: 'utf8' });
  return { code: done.status, said: `${done.stdout}${done.stderr}`.trim() };
}
