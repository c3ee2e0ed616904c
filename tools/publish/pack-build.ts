import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { BUNDLE_NEEDS, type BuildBundle } from '../../src/contracts/build-bundle.ts';

const PARTS = ['main', 'preload', 'renderer'];

/**
 * Packs what lies in `<root>/dist` as a build of that version: the same files give the same bytes. Maps
 * stay here. Throws where a part was not built.
 */
export function packBuild(root: string, version: string): Buffer {
  const built = PARTS.flatMap((part) => filesOf(root, part)).sort();
  const manifest = { name: 'evertill', version, main: 'dist/main/main.cjs' };
  const files = built.map((name) => ({
    path: name,
    base64: named(name, readFileSync(path.join(root, name)), version).toString('base64'),
  }));
  const text = Buffer.from(`${JSON.stringify(manifest)}\n`).toString('base64');
  const bundle: BuildBundle = {
    v: 1,
    version,
    files: [{ path: 'package.json', base64: text }, ...files],
  };
  for (const need of BUNDLE_NEEDS)
    if (!bundle.files.some((file) => file.path === need)) throw new Error(`${need} is missing`);
  return gzipSync(JSON.stringify(bundle), { level: 9 });
}

function filesOf(root: string, part: string): string[] {
  return globSync(`dist/${part}/**/*.*`, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .map((name) => name.replaceAll(path.sep, '/'));
}

/** The page says which build it is. */
function named(name: string, bytes: Buffer, version: string): Buffer {
  if (!name.endsWith('.html')) return bytes;
  const text = bytes.toString('utf8');
  return Buffer.from(text.replace(/data-build="[^"]*"/, `data-build="${version}"`));
}
