import { readFileSync } from 'node:fs';
import { checkCases, isSupportedKind } from './check-cases.ts';
import { err, type Result } from '../../src/domain/result.ts';
import { parseVectorFile, type VectorFile } from './vector-file.ts';

/*
 * npm run vectors -- FILE...
 * Exit 0: every case passed. 1: a case failed. 2: a file could not be read as pos-vectors/1.
 */

const EXIT_FAILED = 1;
const EXIT_UNREADABLE = 2;

process.exitCode = main(process.argv.slice(2));

function main(paths: readonly string[]): number {
  if (paths.length === 0) {
    console.error('usage: npm run vectors -- FILE...');
    return EXIT_UNREADABLE;
  }
  const files: VectorFile[] = [];
  for (const path of paths) {
    const file = readVectorFile(path);
    if (!file.ok) {
      console.error(`${path} ${file.error}`);
      return EXIT_UNREADABLE;
    }
    files.push(file.value);
  }
  return report(files) ? 0 : EXIT_FAILED;
}

function report(files: readonly VectorFile[]): boolean {
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    if (!isSupportedKind(file.kind)) {
      console.log(`kind ${file.kind} is not supported: all ${file.cases.length} cases fail`);
    }
    for (const { id, problems } of checkCases(file)) {
      if (problems.length === 0) passed += 1;
      else failed += 1;
      for (const problem of problems) console.log(`${id}  ${problem}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

function readVectorFile(path: string): Result<VectorFile, string> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return err(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseVectorFile(text);
}
