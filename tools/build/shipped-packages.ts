import { readFileSync } from 'node:fs';
import path from 'node:path';

type Locked = {
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  version?: string;
  license?: string;
};
/** A package that a till carries inside its bundles: name, and its folder under the root. */
export type ShippedPackage = { name: string; folder: string; version: string; license: string };

/** All that the till depends on at run time, and what those depend on, by the lock file. */
export function shippedPackages(root: string): readonly ShippedPackage[] {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const found = new Map<string, ShippedPackage>();
  const waiting: { from: string; name: string }[] = namesOf(lock.packages[''], '');
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const folder = resolved(lock.packages, next.from, next.name);
    const locked = folder === undefined ? undefined : lock.packages[folder];
    if (folder === undefined || locked === undefined || found.has(folder)) continue;
    const { version = '', license = 'no licence named' } = locked;
    found.set(folder, { name: next.name, folder, version, license });
    waiting.push(...namesOf(locked, folder));
  }
  return [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

function namesOf(locked: Locked | undefined, from: string): { from: string; name: string }[] {
  const peers = Object.keys(locked?.peerDependencies ?? {}).filter(
    (name) => locked?.peerDependenciesMeta?.[name]?.optional !== true,
  );
  return [...Object.keys(locked?.dependencies ?? {}), ...peers].map((name) => ({ from, name }));
}

/** Node's way: the nearest `node_modules` upwards that has it. */
function resolved(
  packages: Readonly<Record<string, Locked>>,
  from: string,
  name: string,
): string | undefined {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))
  ) {
    const tried = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[tried] !== undefined) return tried;
    if (folder === '') return undefined;
  }
}
