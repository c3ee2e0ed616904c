import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** One row of the endpoint table as it was seen to happen. */
export type Finding = {
  /** Rule of SPEC.md or of the design. */
  id: string;
  fault: string;
  /** What the loop did. */
  did: string;
  /** From the fault to the first acknowledgement at the other site, ms; absent where nothing moves. */
  ms?: number;
  /** What the endpoint table asks for, ms. */
  goalMs?: number;
  /** Which waits were not the real ones, in words. */
  settings?: string;
};

const FILE = path.resolve(import.meta.dirname, '../../.cache/reports/faults.ndjson');

/** Begins a report of its own. */
export function newReport(): void {
  mkdirSync(path.dirname(FILE), { recursive: true });
  rmSync(FILE, { force: true });
}

export function report(finding: Finding): void {
  appendFileSync(FILE, `${JSON.stringify(finding)}\n`);
}

/** The last report, a line a row, in order of its rules. */
export function reportLines(): string[] {
  if (!existsSync(FILE)) return [];
  const rows = readFileSync(FILE, 'utf8').trim().split('\n');
  return rows
    .map((line) => JSON.parse(line) as Finding)
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
    .map(lineOf);
}

function lineOf({ id, fault, did, ms, goalMs, settings }: Finding): string {
  const took = ms === undefined ? '' : `, ${Math.round(ms)} ms`;
  const goal = goalMs === undefined ? '' : ` (goal ${goalMs} ms)`;
  return `${id} ${fault}: ${did}${took}${goal}${settings === undefined ? '' : `, ${settings}`}`;
}
