import { rmSync } from 'node:fs';
import path from 'node:path';
import { bridgeReaders } from './bridge-readers.ts';
import { plantedFiles, scratchTree } from './planted-files.ts';
import { reportedViolations } from './reported-violations.ts';

/*
 * Plants a violation of every fence in a scratch tree and demands that each is reported, and that
 * each rule of the cruiser has one planted. Ends `N passed, N failed`; exit 1 on a failure.
 */

type Rules = { default: { forbidden: { name: string }[] } };

const PROJECT = path.resolve(import.meta.dirname, '../..');
const faults: string[] = [];
let passed = 0;

function demand(holds: boolean, otherwise: string): void {
  if (holds) passed += 1;
  else faults.push(otherwise);
}

const planted = plantedFiles();
const scratch = scratchTree();
try {
  const reported = reportedViolations(scratch);
  for (const { rule, file } of planted)
    demand(
      reported.some((found) => found.rule === rule && found.file === file),
      `asleep: ${rule} does not report ${file}`,
    );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const rules = (await import(path.join(PROJECT, '.dependency-cruiser.mjs'))) as Rules;
for (const { name } of rules.default.forbidden)
  demand(
    planted.some(({ rule }) => rule === name),
    `no violation of ${name} is planted`,
  );
for (const file of bridgeReaders(PROJECT))
  demand(false, `one-reader-of-the-bridge: ${file} reads window.till`);

for (const fault of faults) console.log(fault);
console.log(`${passed} passed, ${faults.length} failed`);
process.exitCode = faults.length === 0 ? 0 : 1;
