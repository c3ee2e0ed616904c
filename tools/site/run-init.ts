import { runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { initSite } from './restore-site.ts';
import { namedSite } from './site-target.ts';

/*
 * npm run site:init -- --site a|b [--region eu|na | --dir FOLDER]
 * An empty site in the place of one that is down for good and has no backup, or that is new.
 */

const USAGE = 'npm run site:init -- --site a|b [--region eu|na | --dir FOLDER]';

await runCommand(demoHome(), async () => {
  const { id, ...target } = namedSite(USAGE);
  const aside = await initSite(target, id);
  console.log(
    `site ${id} is empty, under a new incarnation${aside === undefined ? '' : `; what it had lies in ${aside}`}`,
  );
  console.log(
    `start it now (npm run site -- start ${id.toLowerCase()}): it fetches everything from its peer, then releases`,
  );
});
