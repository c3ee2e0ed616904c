import { commandArgs } from './command-args.ts';
import { askDemo, runningDemo } from './control-client.ts';
import { runCommand } from './demo-error.ts';
import { demoHome } from './demo-home.ts';

const USAGE = 'npm run console:code -- USER [--region eu|na], e.g. it';

await runCommand(demoHome(), async () => {
  const { words, region } = commandArgs(process.argv.slice(2), 1, USAGE);
  // The code alone, so that a script can take it.
  console.log(await askDemo<string>(runningDemo(region), 'console-code', { user: words[0] ?? '' }));
});
