import type { ArchiveFiles } from './archive-files.ts';
import { SIZE_BUDGET, type SizedPart } from './size-budget.ts';
import type { BundleSource } from './source-faults.ts';

export type PartSizes = Readonly<Record<SizedPart, number>>;

/** Bytes of each part that has a budget; a part that is not there counts 0. */
export function partSizes(files: ArchiveFiles): PartSizes {
  const sum = (wanted: (name: string) => boolean): number =>
    [...files].reduce((total, [name, { length }]) => total + (wanted(name) ? length : 0), 0);
  const first = firstScripts(files.get('dist/renderer/index.html')?.toString('utf8') ?? '');
  return {
    main: sum((name) => name.startsWith('dist/main/')),
    preload: sum((name) => name.startsWith('dist/preload/')),
    'first script of the page': sum((name) => first.includes(name)),
    worker: sum((name) => /^dist\/renderer\/assets\/main-.*\.js$/.test(name)),
    'renderer, all of it': sum((name) => name.startsWith('dist/renderer/')),
    archive: sum(() => true),
  };
}

/** What the page loads before it can show anything: its scripts, and those it loads ahead. */
function firstScripts(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(
    ([, name]) => `dist/renderer/${name}`,
  );
}

/** Parts over their budget, each with how much it grew and what is heaviest in it. */
export function sizeFaults(
  sizes: PartSizes,
  bundles: ReadonlyMap<string, readonly BundleSource[]>,
): string[] {
  return parts().flatMap((part) => {
    const { was, most } = SIZE_BUDGET[part];
    const size = sizes[part];
    if (size === 0) return [`nothing of "${part}" was found to measure`];
    if (size <= most) return [];
    const grown = `${kb(size)}, ${kb(size - most)} over its budget of ${kb(most)}; it was ${kb(was)}`;
    return [`"${part}" is ${grown}. Heaviest in the bundles: ${heaviest(bundles)}`];
  });
}

/** One line a part, for people. */
export function sizeLines(sizes: PartSizes): string[] {
  return parts().map((part) => {
    const { most } = SIZE_BUDGET[part];
    const used = Math.round((sizes[part] / most) * 100);
    return `${part.padEnd(26)} ${kb(sizes[part]).padStart(10)} of ${kb(most)} (${used} %)`;
  });
}

const MOST_NAMED = 8;

/** Packages and own boxes by the bytes of their sources, before the bundler shakes and shortens. */
function heaviest(bundles: ReadonlyMap<string, readonly BundleSource[]>): string {
  const totals = new Map<string, number>();
  for (const { file, bytes } of [...bundles.values()].flat())
    totals.set(ownerOf(file), (totals.get(ownerOf(file)) ?? 0) + bytes);
  return [...totals]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_NAMED)
    .map(([owner, bytes]) => `${owner} ${kb(bytes)}`)
    .join(', ');
}

function ownerOf(file: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return name ?? file.split('/').slice(0, 3).join('/');
}

const parts = (): SizedPart[] => Object.keys(SIZE_BUDGET) as SizedPart[];
const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
