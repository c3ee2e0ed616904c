import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `window.till` in any spelling: a cast, an optional chain or an index hides it from no reader. */
const READS =
  /\b(?:window|globalThis|self)\b(?:\s+as\s+[^)]*)?\)?\s*(?:\?\.|\.)?\s*(?:till\b|\[\s*['"`]till['"`]\s*\])/;
const ALLOWED = /^src\/renderer\/(?:shared\/bridge\.ts$|browser-host\/)/;

/** Files of the renderer that read the bridge though only `shared/bridge.ts` may. */
export function bridgeReaders(root: string): string[] {
  return globSync('src/renderer/**/*.{ts,tsx}', { cwd: root })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => !ALLOWED.test(file))
    .filter((file) => READS.test(readFileSync(path.join(root, file), 'utf8')))
    .toSorted();
}
