import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Metric } from './metric.ts';

export const LATEST = path.join(import.meta.dirname, 'results', 'latest.json');

export type BenchResult = {
  machine: Record<string, unknown>;
  commit: string;
  /** ISO, UTC. */
  date: string;
  settings: Record<string, unknown>;
  metrics: Metric[];
};

export function machine(): Record<string, unknown> {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()} ${release()}`,
    node: process.version,
    // Whatever else ran beside the bench slowed both sides.
    loadAtStart: loadavg()[0],
  };
}

export function commitOfTree(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  const isChanged = git('status', '--porcelain', '--', '../src', '../server', '../tools') !== '';
  return `${git('rev-parse', 'HEAD')}${isChanged ? ' with changes' : ''}`;
}

export const FLEET = path.join(import.meta.dirname, 'results', 'fleet.json');

export async function writeResult(result: object, file = LATEST): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const style = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(result), { ...style, parser: 'json' }));
}

export function readResult(): BenchResult {
  return JSON.parse(readFileSync(LATEST, 'utf8')) as BenchResult;
}
