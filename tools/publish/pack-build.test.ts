import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BuildBundle } from '../../src/contracts/build-bundle.ts';
import { parseJson } from '../../src/contracts/parse.ts';
import { packBuild } from './pack-build.ts';

const FILES = {
  'dist/main/main.cjs': 'main',
  'dist/main/main.cjs.map': 'map',
  'dist/preload/preload.cjs': 'preload',
  'dist/renderer/index.html': '<html lang="en" data-build="0.1.0">',
  'dist/renderer/assets/a.js': 'a',
  'dist/console/index.html': 'not a till',
};

test('BLD5 a build is packed from what was built, without maps and console, and says its version', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'pack-build-'));
  try {
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    const packed = packBuild(root, '1.2.3');
    expect(packBuild(root, '1.2.3').equals(packed)).toBe(true);
    const bundle = parseJson(BuildBundle, gunzipSync(packed).toString());
    const text = (name: string) => {
      const base64 = bundle?.files.find((file) => file.path === name)?.base64;
      return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString();
    };
    expect(bundle?.files.map((file) => file.path)).toEqual([
      'package.json',
      'dist/main/main.cjs',
      'dist/preload/preload.cjs',
      'dist/renderer/assets/a.js',
      'dist/renderer/index.html',
    ]);
    expect(text('dist/renderer/index.html')).toContain('data-build="1.2.3"');
    expect(JSON.parse(text('package.json') ?? '')).toMatchObject({ version: '1.2.3' });
    rmSync(path.join(root, 'dist/preload'), { recursive: true });
    expect(() => packBuild(root, '1.2.3')).toThrow('preload');
  } finally {
    rmSync(root, { recursive: true });
  }
});
