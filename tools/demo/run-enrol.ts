import { commandArgs } from './command-args.ts';
import { askDemo, runningDemo } from './control-client.ts';
import { runCommand } from './demo-error.ts';
import { demoHome } from './demo-home.ts';

const USAGE = 'npm run enrol -- STORE TILL [--region eu|na], e.g. 0417 02';

await runCommand(demoHome(), async () => {
  const { words, region } = commandArgs(process.argv.slice(2), 2, USAGE);
  const [store = '', till = ''] = words;
  // The code alone, so that a script can take it.
  console.log(await askDemo<string>(runningDemo(region), 'enrol', { store, till }));
});
