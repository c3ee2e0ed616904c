import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The built page; beside the sources, as the till's is. */
const BUILT = path.join(import.meta.dirname, '../../../../dist/console');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

export type Asset = { bytes: Buffer; type: string };
export type ConsoleAssets = { page: Asset | undefined; file(name: string): Asset | undefined };

/** Reads all of it once: a dozen files. A file that is not among them cannot be asked for. */
export function readConsoleAssets(folder = BUILT): ConsoleAssets {
  const names = existsSync(folder) ? globSync('**/*.*', { cwd: folder }) : [];
  const files = new Map(
    names.flatMap((name): [string, Asset][] => {
      const type = TYPES[path.extname(name)];
      if (type === undefined) return [];
      const bytes = readFileSync(path.join(folder, name));
      return [[name.replaceAll('\\', '/'), { bytes, type }]];
    }),
  );
  return { page: files.get('index.html'), file: (name) => files.get(name) };
}
