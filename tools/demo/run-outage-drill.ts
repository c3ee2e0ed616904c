import { userInfo } from 'node:os';
import type { DrillList, DrillView } from '../../src/contracts/outage-drill.ts';
import { askDemo, runningDemo } from './control-client.ts';
import { runCommand } from './demo-error.ts';
import { demoHome } from './demo-home.ts';
import { drillLines, readDrillArgs } from './outage-drill-args.ts';

/*
 * npm run outage-drill -- list | start --stores 0417,0418 [--minutes 15] | stop ID
 * Asks a site of the running demo. Exit 1: refused, with the reason in one line. 2: bad input.
 */

await runCommand(demoHome(), async () => {
  const { region, ask } = readDrillArgs(process.argv.slice(2), userInfo().username);
  const { path, body } = ask;
  const args = { path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const said = (await askDemo(runningDemo(region), 'release', args)) as DrillList | DrillView;
  const drills = 'drills' in said ? said.drills : [said];
  for (const line of drills.flatMap(drillLines)) console.log(line);
});
