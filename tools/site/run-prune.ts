import { badInput, runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { siteProgram } from './site-program.ts';

/*
 * npm run site:prune -- --site a|b --before YYYY-MM-DD [--region eu|na | --dir FOLDER]
 * Drops op months that end before the date and that both sites hold alike; reports keep what they
 * added. Each site prunes for itself. EVERTILL_RETENTION_DAYS makes the service do it daily.
 */

const USAGE =
  'npm run site:prune -- --site a|b --before YYYY-MM-DD [--region eu|na | --dir FOLDER]';

await runCommand(demoHome(), async () => {
  const argv = process.argv.slice(2);
  const at = argv.indexOf('--before');
  const [, before = ''] = at < 0 ? [] : argv.splice(at, 2);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(before)) throw badInput(`usage: ${USAGE}`);
  await siteProgram('prune', argv, USAGE, { EVERTILL_PRUNE_BEFORE: before });
});
