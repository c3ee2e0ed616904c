import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { bridgeReaders } from './bridge-readers.ts';
import type { Planted } from './planted-files.ts';

const BIN = path.resolve(import.meta.dirname, '../../node_modules');
const CRUISER = path.join(BIN, 'dependency-cruiser/bin/dependency-cruiser.mjs');
const OXLINT = path.join(BIN, 'oxlint/bin/oxlint');

type Cruised = { summary: { violations: { rule: { name: string }; from: string }[] } };
type Linted = { diagnostics: { code: string; filename: string }[] };

/** What the fences say about a tree: every rule that reports, with the file it names. */
export function reportedViolations(root: string): Planted[] {
  const trees = ['src', 'server', 'tools', 'e2e'];
  const rules = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json'];
  const cruised = JSON.parse(outputOf(root, CRUISER, [...trees, ...rules])) as Cruised;
  const linted = JSON.parse(outputOf(root, OXLINT, ['--format', 'json', '.'])) as Linted;
  return [
    ...cruised.summary.violations.map(({ rule, from }) => ({ rule: rule.name, file: from })),
    ...linted.diagnostics.map(({ code, filename }) => ({ rule: code, file: filename })),
    ...bridgeReaders(root).map((file) => ({ rule: 'one-reader-of-the-bridge', file })),
  ];
}

function outputOf(cwd: string, script: string, args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout === '') throw new Error(`${path.basename(script)} said nothing: ${stderr}`);
  return stdout;
}
