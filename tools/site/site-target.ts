import path from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { badInput, DemoError } from '../demo/demo-error.ts';
import { demoHome, REGIONS } from '../demo/demo-home.ts';
import { readPair, type PairSiteId, type SavedPair } from '../region/pair-settings.ts';

/** A pair on this machine: its folder, and what every start of it keeps. */
export type Target = { dir: string; saved: SavedPair };

/**
 * The pair a command means: `--dir FOLDER`, else the demo's region (`--region`, or the only one
 * that was ever started). Throws one line where there is none or it could be two.
 */
export function findTarget(values: { dir?: string; region?: string }): Target {
  if (values.dir !== undefined) return targetIn(path.resolve(values.dir));
  const names = values.region === undefined ? REGIONS : [values.region];
  const found = names
    .map((name) => path.join(demoHome(), name))
    .filter((dir) => readPair(dir) !== undefined);
  const [first, second] = found;
  if (first === undefined) throw new DemoError('no pair of sites found: npm start, or give --dir');
  if (second !== undefined)
    throw badInput(`two regions are here: add --region ${REGIONS.join('|')}`);
  return targetIn(first);
}

function targetIn(dir: string): Target {
  const saved = readPair(dir);
  if (saved === undefined) throw badInput(`${dir} holds no pair of sites`);
  return { dir, saved };
}

/** `a` or `b`, as the site's letter. */
export function siteIdOf(text: string | undefined, usage: string): PairSiteId {
  if (text === 'a' || text === 'A') return 'A';
  if (text === 'b' || text === 'B') return 'B';
  throw badInput(`usage: ${usage}`);
}

/** Options of a command about one site of a pair. */
export const OF_A_SITE = {
  site: { type: 'string' },
  region: { type: 'string' },
  dir: { type: 'string' },
} as const;

/** What a command is told that is about one site of a pair: `--site a|b [--region R | --dir FOLDER]`. */
export function namedSite(usage: string): Target & { id: PairSiteId } {
  const values = optionsOf(process.argv.slice(2), OF_A_SITE, usage);
  return { ...findTarget(values), id: siteIdOf(values.site, usage) };
}

/** Options of a command; anything unknown is the usage, exit 2. */
export function optionsOf<T extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: T,
  usage: string,
) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: false }).values;
  } catch {
    throw badInput(`usage: ${usage}`);
  }
}

/** Whole seconds, as ms. */
export function secondsOf(text: string, usage: string): number {
  if (!/^\d{1,6}$/.test(text)) throw badInput(`usage: ${usage}`);
  return Number(text) * 1000;
}
