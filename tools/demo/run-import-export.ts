import path from 'node:path';
import { commandArgs } from './command-args.ts';
import { askDemo, runningDemo } from './control-client.ts';
import { runCommand } from './demo-error.ts';
import { demoHome } from './demo-home.ts';

const USAGE = 'npm run import-export -- FILE CODE [--region eu|na]';

/*
 * npm run import-export -- FILE CODE
 * Head office takes what a till exported. Exit 0: it is there, once. 1: some of it was not taken.
 * 2: bad arguments, a wrong code, a damaged file or another region's.
 */
await runCommand(demoHome(), async () => {
  const { words, region } = commandArgs(process.argv.slice(2), 2, USAGE);
  const [given = '', code = ''] = words;
  // npm runs commands in the project's folder and tells where the person was.
  const file = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), given);
  console.log(await askDemo<string>(runningDemo(region), 'import', { file, code }));
});
