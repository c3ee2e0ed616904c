import { runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { startStandby } from './standby/start-standby.ts';
import { namedSite } from './site-target.ts';

/*
 * npm run site:standby -- --site a|b [--region eu|na | --dir FOLDER]
 * A second PostgreSQL inside the site that follows its primary. Made where there is none, started
 * where it stands still; says how far behind it is. It goes on when the command has ended.
 */

const USAGE = 'npm run site:standby -- --site a|b [--region eu|na | --dir FOLDER]';

await runCommand(demoHome(), async () => {
  const { id, ...target } = namedSite(USAGE);
  const { port, made, behindBytes } = await startStandby(target, id);
  console.log(
    `the standby of site ${id} ${made ? 'was made and follows' : 'follows'} on port ${port}, ${behindBytes} bytes behind`,
  );
});
