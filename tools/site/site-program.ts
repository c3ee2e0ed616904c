import { DemoError } from '../demo/demo-error.ts';
import { regionFiles } from '../region/keys.ts';
import { SITE_IDS, siteOptions } from '../region/pair-settings.ts';
import { runSiteProgram, type SiteOptions } from '../region/site-process.ts';
import { findTarget, OF_A_SITE, optionsOf, siteIdOf } from './site-target.ts';

/** Settings of one site of a pair on this machine, as its service is started with. */
export function optionsOfSite(values: {
  dir?: string;
  region?: string;
  site?: string;
  usage: string;
}): SiteOptions {
  const { dir, saved } = findTarget(values);
  const id = siteIdOf(values.site, values.usage);
  return siteOptions(dir, saved, id, regionFiles(dir, SITE_IDS));
}

/** Runs a program of a site named on the command line and prints what it says for people. */
export async function siteProgram(
  name: Parameters<typeof runSiteProgram>[0],
  argv: readonly string[],
  usage: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const site = optionsOfSite({ ...optionsOf(argv, OF_A_SITE, usage), usage });
  const said = await runSiteProgram(name, { ...site, env });
  const last = said.trim().split('\n').at(-1);
  if (last === undefined || last === '') throw new DemoError('the program said nothing');
  const {
    msg,
    pid: _p,
    hostname: _h,
    level: _l,
    time: _t,
    role: _r,
    ...facts
  } = JSON.parse(last) as Record<string, unknown>;
  console.log(`${String(msg)}: ${JSON.stringify(facts)}`);
}
