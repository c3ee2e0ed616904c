import { commandArgs } from './command-args.ts';
import { askDemo, runningDemo } from './control-client.ts';
import { runCommand } from './demo-error.ts';
import { demoHome } from './demo-home.ts';

const USAGE = 'npm run price -- GTIN AMOUNT [--who NAME] [--region eu|na], e.g. 5414258000012 1.99';

await runCommand(demoHome(), async () => {
  const { words, region, who } = commandArgs(process.argv.slice(2), 2, USAGE);
  const [gtin = '', amount = ''] = words;
  console.log(await askDemo<string>(runningDemo(region), 'price', { gtin, amount, who }));
});
