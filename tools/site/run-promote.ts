import { runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { promoteSite } from './standby/promote-site.ts';
import { namedSite } from './site-target.ts';

/*
 * npm run site:promote -- --site a|b [--region eu|na | --dir FOLDER]
 * The standby in the place of a primary that is dead. What it had not received comes from the peer
 * and from tills.
 */

const USAGE = 'npm run site:promote -- --site a|b [--region eu|na | --dir FOLDER]';

await runCommand(demoHome(), async () => {
  const { id, ...target } = namedSite(USAGE);
  const aside = await promoteSite(target, id);
  console.log(
    `the standby is site ${id} now, under a new incarnation${aside === undefined ? '' : `; the old primary lies in ${aside} and can only be read`}`,
  );
  console.log(
    `start it now (npm run site -- start ${id.toLowerCase()}): it takes sales at once, fetches what it lacks, then releases again`,
  );
});
