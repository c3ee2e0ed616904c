import { runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { siteProgram } from './site-program.ts';

/*
 * npm run site:reseed -- --site a|b [--region eu|na | --dir FOLDER]
 * Makes the site's subscriptions anew and fetches what its copies lack, without a gap and without
 * stopping it. The peer's app servers and both databases must run.
 */

const USAGE = 'npm run site:reseed -- --site a|b [--region eu|na | --dir FOLDER]';

await runCommand(demoHome(), () => siteProgram('reseed', process.argv.slice(2), USAGE));
