import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import path from 'node:path';
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

export function writeResult(result: BenchResult): void {
  mkdirSync(path.dirname(LATEST), { recursive: true });
  writeFileSync(
    LATEST,
    `${JSON.stringify(result, shortArrays, 2)}\n`.replaceAll(/"\[(.*?)\]"/g, '[$1]'),
  );
}

/** Samples on one line each; a number a line would bury everything else. */
function shortArrays(_key: string, value: unknown): unknown {
  const isSamples = Array.isArray(value) && value.every((v) => typeof v === 'number');
  return isSamples ? `[${value.join(', ')}]` : value;
}

export function readResult(): BenchResult {
  return JSON.parse(readFileSync(LATEST, 'utf8')) as BenchResult;
}
