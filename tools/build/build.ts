import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { BUILD_PARTS, buildConfig, type BuildPart } from './build-configs.ts';
import { inputHash } from './input-hash.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Main file of each part; a build counts only while it is there. */
const RESULTS: Readonly<Record<BuildPart, string>> = {
  main: 'main/main.cjs',
  preload: 'preload/preload.cjs',
  renderer: 'renderer/index.html',
  console: 'console/index.html',
};

/**
 * Builds the till into `dist/`: main and preload for Electron, renderer for both hosts. A part whose
 * inputs did not change since its last build is left alone. Answers the parts it built.
 */
export async function buildTill(
  parts: readonly BuildPart[] = BUILD_PARTS,
  root: string = ROOT,
): Promise<readonly BuildPart[]> {
  const built: BuildPart[] = [];
  for (const part of parts) {
    const hash = inputHash(part, root);
    const stamp = path.join(root, 'dist', '.inputs', part);
    const isThere = existsSync(path.join(root, 'dist', RESULTS[part]));
    if (isThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue;
    await build(buildConfig(part, root));
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, hash);
    built.push(part);
  }
  return built;
}

if (import.meta.main) {
  const startedAt = performance.now();
  const built = await buildTill();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(built.length ? `built ${built.join(', ')} in ${seconds} s` : 'dist is up to date');
}
