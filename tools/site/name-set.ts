import path from 'node:path';
import { Value } from 'typebox/value';
import { BackEndSetName } from '../../src/contracts/region.ts';
import { badInput, DemoError } from '../demo/demo-error.ts';
import { reissueRegion } from '../region/keys.ts';
import { readPair } from '../region/pair-settings.ts';
import { regionFileOf } from './require-site.ts';

/** `A=https://blue-1.example,https://blue-2.example`: the site's letter and the set's addresses there. */
function readUrls(text: string): [site: string, urls: string[]] {
  const at = text.indexOf('=');
  const urls = text
    .slice(at + 1)
    .split(',')
    .filter((url) => url !== '');
  if (at < 1 || !urls.every((url) => url.startsWith('https://') && URL.canParse(url)))
    throw badInput(`--site ${text}: give it as A=https://first,https://second, or A= for none`);
  return [text.slice(0, at), urls];
}

/**
 * Signs the next region file of a folder that `site:keys` made, in which the named sites have this
 * back-end set at these addresses (no address: no longer), and answers its number. Throws one line where
 * something cannot be, before anything is written.
 */
export function nameSet(
  dir: string,
  name: string,
  sites: readonly string[],
  nowMs: number,
): number {
  const isName: boolean = Value.Check(BackEndSetName, name);
  if (!isName) throw badInput(`--set ${name}: no name of a set`);
  if (readPair(dir) !== undefined)
    throw new DemoError(`${dir} is a pair on one machine, which signs its own file at each start`);
  const named = new Map(sites.map(readUrls));
  if (named.size === 0 || named.size !== sites.length)
    throw badInput('name each site of the set once: --site A=… --site B=…');
  const file = regionFileOf(dir);
  const stranger = [...named.keys()].find((id) => !file.sites.some((site) => site.id === id));
  if (stranger !== undefined)
    throw badInput(`site ${stranger} is not in ${path.join(dir, 'region-trust.json')}`);
  const number = file.number + 1;
  reissueRegion(dir, {
    ...file,
    number,
    issued_ms: nowMs,
    sites: file.sites.map((site) => {
      const urls = named.get(site.id);
      if (urls === undefined) return site;
      const others = (site.sets ?? []).filter((set) => set.name !== name);
      return { ...site, sets: urls.length === 0 ? others : [...others, { name, urls }] };
    }),
  });
  return number;
}
