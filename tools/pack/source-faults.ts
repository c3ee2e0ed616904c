import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One file that went into a bundle: its path under the root, its length before the bundler. */
export type BundleSource = { file: string; bytes: number };

/** Our own boxes that a till is made of; tests and test support are none of it. */
const OWN = /^src\/(main|preload|renderer|sync|domain|contracts)\//;
const TEST = /(\.(test|spec)\.tsx?$|\/testing\/|\/testing-[^/]+$)/;

/** What went into each bundle of `dist/` that has a source map, by the bundle's path. */
export function bundleSources(root: string): ReadonlyMap<string, readonly BundleSource[]> {
  const folders = ['dist/main', 'dist/preload', 'dist/renderer/assets'];
  const found = new Map<string, readonly BundleSource[]>();
  for (const folder of folders.filter((name) => existsSync(path.join(root, name))))
    for (const name of readdirSync(path.join(root, folder)).filter((file) => file.endsWith('.map')))
      found.set(`${folder}/${name.slice(0, -4)}`, sourcesOf(root, `${folder}/${name}`));
  return found;
}

function sourcesOf(root: string, map: string): BundleSource[] {
  const { sources, sourcesContent } = JSON.parse(readFileSync(path.join(root, map), 'utf8')) as {
    sources: string[];
    sourcesContent?: (string | null)[];
  };
  // All sources lie outside `dist/`; the maps of workers are relative to one folder further up.
  return sources.map((source, index) => ({
    file: source.replace(/^(\.\.\/)+/, ''),
    bytes: sourcesContent?.[index]?.length ?? 0,
  }));
}

const MOST_NAMED = 5;

/**
 * What is in the packed scripts and may not be in a till: server, tools, tests, packages for
 * development. `shipped`: folders of the packages that may be.
 */
export function sourceFaults(
  bundles: ReadonlyMap<string, readonly BundleSource[]>,
  scripts: readonly string[],
  shipped: readonly string[],
): string[] {
  const ships = (file: string): boolean =>
    file.includes('node_modules/')
      ? shipped.some((folder) => file.startsWith(`${folder}/`))
      : OWN.test(file) && !TEST.test(file);
  return scripts.flatMap((bundle) => {
    const sources = bundles.get(bundle) ?? [];
    if (sources.length === 0) return [`${bundle} has no source map to tell what it was made from`];
    const strange = sources.map(({ file }) => file).filter((file) => !ships(file));
    if (strange.length === 0) return [];
    return [`${bundle} was made from ${strange.length} that may not ship: ${named(strange)}`];
  });
}

function named(files: readonly string[]): string {
  const more = files.length > MOST_NAMED ? ', …' : '';
  return `${files.slice(0, MOST_NAMED).join(', ')}${more}`;
}
