import path from 'node:path';
import { badInput, runCommand } from '../demo/demo-error.ts';
import { nameSet } from './name-set.ts';
import { optionsOf } from './site-target.ts';

/*
 * npm run site:sets -- --to FOLDER --set blue --site A=https://…,https://… [--site B=https://…]
 * Where the issuer's key is: names a set of app servers in the region file, or with `--site A=` no longer.
 */

const USAGE =
  'npm run site:sets -- --to FOLDER --set NAME --site A=https://…,https://… [--site B=…]';

const options = {
  to: { type: 'string' },
  set: { type: 'string' },
  site: { type: 'string', multiple: true },
} as const;

await runCommand('the folder', async () => {
  const { to, set, site = [] } = optionsOf(process.argv.slice(2), options, USAGE);
  if (to === undefined || set === undefined) throw badInput(`usage: ${USAGE}`);
  const dir = path.resolve(to);
  const number = nameSet(dir, set, site, Date.now());
  console.log(`region file ${number}: bring ${path.join(dir, 'region-trust.json')} to every site`);
});
