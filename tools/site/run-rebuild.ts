import { runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { siteProgram } from './site-program.ts';

/*
 * npm run projections:rebuild -- --site a|b [--region eu|na | --dir FOLDER]
 * Empties a site's read models and projects both logs anew. Safe while the site serves.
 */

const USAGE = 'npm run projections:rebuild -- --site a|b [--region eu|na | --dir FOLDER]';

await runCommand(demoHome(), () => siteProgram('rebuild', process.argv.slice(2), USAGE));
