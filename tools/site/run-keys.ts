import path from 'node:path';
import { badInput, runCommand } from '../demo/demo-error.ts';
import { makeRegion } from './make-region.ts';
import { optionsOf } from './site-target.ts';

/*
 * npm run site:keys -- --to FOLDER --region NAME --site A=https://… [--site B=https://…]
 * Once for a region, on a machine of neither site: the issuer's key, each site's key and the trust file.
 */

const USAGE =
  'npm run site:keys -- --to FOLDER --region NAME --site A=https://address-for-tills [--site B=https://…]';

const options = {
  to: { type: 'string' },
  region: { type: 'string' },
  site: { type: 'string', multiple: true },
} as const;

await runCommand('the folder', async () => {
  const { to, region, site = [] } = optionsOf(process.argv.slice(2), options, USAGE);
  if (to === undefined || region === undefined) throw badInput(`usage: ${USAGE}`);
  const dir = path.resolve(to);
  const { trustFile, siteKeyFiles } = makeRegion(dir, region, site);
  console.log(`for sites and tills: ${trustFile}`);
  for (const [id, file] of Object.entries(siteKeyFiles))
    console.log(`for site ${id} alone: ${file}`);
  console.log(`for nobody, offline: ${path.join(dir, 'issuer')}`);
});
