import { commandArgs } from './command-args.ts';
import { askDemo, runningDemo } from './control-client.ts';
import { runCommand } from './demo-error.ts';
import { demoHome } from './demo-home.ts';

const USAGE = 'npm run flag -- KEY VARIANT [--who NAME] [--region eu|na], e.g. sell-quick-cash on';

await runCommand(demoHome(), async () => {
  const { words, region, who } = commandArgs(process.argv.slice(2), 2, USAGE);
  const [key = '', variant = ''] = words;
  console.log(await askDemo<string>(runningDemo(region), 'flag', { key, variant, who }));
});
