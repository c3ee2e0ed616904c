import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildPart } from './build-configs.ts';

/** Folders and files whose change means the part must be built again. */
const INPUTS: Readonly<Record<BuildPart, readonly string[]>> = {
  main: ['src/main', 'src/contracts', 'src/domain'],
  preload: ['src/preload', 'src/contracts'],
  renderer: ['src/renderer', 'src/sync', 'src/contracts', 'src/domain'],
  console: ['server/console', 'src/contracts', 'src/domain'],
};
const FOR_ALL = ['package-lock.json', 'tsconfig.base.json', 'tools/build'];

/** SHA-256 over names and bytes of everything a part is built from; tests do not count. */
export function inputHash(part: BuildPart, root: string): string {
  const hash = createHash('sha256');
  for (const file of [...INPUTS[part], ...FOR_ALL].flatMap((input) => filesOf(root, input)))
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function filesOf(root: string, input: string): string[] {
  if (!existsSync(path.join(root, input))) return [];
  if (/\.\w+$/.test(input)) return [input];
  return globSync(`${input}/**/*.*`, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}
