import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A violation that was planted: the rule that must report it, and where it stands. */
export type Planted = { rule: string; file: string };

const PLANTED = path.join(import.meta.dirname, 'planted');
const PROJECT = path.resolve(import.meta.dirname, '../..');
/** Packages the planted files import: empty ones, so that resolving them needs no install. */
const PACKAGES = ['dexie', 'electron', 'msw', 'react', 'zod'];
const MARK = /^\/\/ plants: (\S+)$/m;

/** Every planted violation, as its first line names it. */
export function plantedFiles(): Planted[] {
  return globSync('**/*.ts', { cwd: PLANTED })
    .toSorted()
    .flatMap((file) => {
      const rule = MARK.exec(readFileSync(path.join(PLANTED, file), 'utf8'))?.[1];
      return rule === undefined ? [] : [{ rule, file: file.replaceAll(path.sep, '/') }];
    });
}

/** A scratch project that holds the planted tree under our own rules; the caller removes it. */
export function scratchTree(): string {
  const scratch = mkdtempSync(path.join(tmpdir(), 'evertill-fences-'));
  cpSync(PLANTED, scratch, { recursive: true });
  for (const rules of ['.dependency-cruiser.mjs', '.oxlintrc.json'])
    cpSync(path.join(PROJECT, rules), path.join(scratch, rules));
  for (const name of PACKAGES) {
    const folder = path.join(scratch, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
    writeFileSync(path.join(folder, 'index.js'), '');
  }
  return scratch;
}
