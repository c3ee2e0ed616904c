import { totalLine } from '../test/outcome.ts';
import { checkDeploy } from './deploy-checks.ts';

/*
 * npm run deploy:check
 * Parses and checks everything in deploy/. Last line: `N passed, N failed, N skipped`. Exit 1: some did
 * fail. HAProxy and promtool are taken from the machine, else unpacked from Debian's packages.
 */

const outcome = await checkDeploy();
for (const skip of outcome.skips) console.log(`skipped ${skip}`);
for (const failure of outcome.failures) console.log(`FAILED ${failure}`);
console.log(totalLine([outcome]));
if (outcome.failures.length > 0) process.exitCode = 1;
