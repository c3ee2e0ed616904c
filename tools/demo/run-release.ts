import { userInfo } from 'node:os';
import { askDemo, runningDemo } from './control-client.ts';
import { runCommand } from './demo-error.ts';
import { demoHome } from './demo-home.ts';
import { readReleaseArgs } from './release-args.ts';
import { releaseLines } from './release-lines.ts';
import type { ReleaseView } from '../../src/contracts/release.ts';

/*
 * npm run release -- list
 * npm run release -- start ID --flag KEY [--variant on] [--stages 10,25,50,100] [--soak HOURS] …
 * npm run release -- show|widen|hold|resume|rollback|finish ID, approve|force ID --stage N
 * Asks a site of the running demo. Exit 1: refused, with the reason in one line. 2: bad input.
 */

await runCommand(demoHome(), async () => {
  const { region, asks } = readReleaseArgs(process.argv.slice(2), userInfo().username, Date.now());
  const demo = runningDemo(region);
  let answer: unknown;
  for (const { path, body } of asks) {
    const args = { path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    answer = await askDemo(demo, 'release', args);
  }
  const said = answer as ReleaseView | { releases: ReleaseView[] };
  for (const line of releaseLines('releases' in said ? said.releases : [said])) console.log(line);
});
