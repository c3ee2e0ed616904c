import { parseArgs } from 'node:util';
import { runningDemo } from './control-client.ts';
import { badInput, DemoError, runCommand } from './demo-error.ts';
import { demoHome } from './demo-home.ts';
import { verifyClose, type VerifiedZ } from './verify-close.ts';

const USAGE = 'npm run close:verify -- STORE DAY [--region eu|na], as in 0417 2026-11-22';

/*
 * npm run close:verify -- STORE DAY [--region eu|na]
 * Exit 0: the logs of both sites add up to every Z of the day. 1: they do not, or there is none, or a site
 * cannot be read. 2: bad arguments.
 */
await runCommand(demoHome(), async () => {
  const { store, day, region } = readArgs();
  const demo = runningDemo(region);
  print(await verified({ region: demo.region, store, day, sites: demo.sites }));
});

function readArgs(): { store: string; day: string; region: string | undefined } {
  try {
    const options = { region: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    const [store = '', day = ''] = positionals;
    if (!/^\d{4}$/.test(store) || !/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error('no store');
    return { store, day, region: values.region };
  } catch {
    throw badInput(`usage: ${USAGE}`);
  }
}

async function verified(input: Parameters<typeof verifyClose>[0]): Promise<VerifiedZ[]> {
  try {
    return await verifyClose(input);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new DemoError(
      `a site cannot be read: bring both up with npm run site -- start a|b (${said})`,
    );
  }
}

function print(zs: readonly VerifiedZ[]): void {
  for (const { till, z_no: no, documents, net, currency, wrong } of zs) {
    const said = wrong.length === 0 ? 'equal at both sites' : 'DIFFERENT';
    console.log(
      `till ${till} Z ${no}: ${documents} documents, net ${net} ${currency} (minor units): ${said}`,
    );
    for (const what of wrong) console.log(`  ${what}`);
  }
  if (zs.length === 0) console.log('no till of this store told a Z of that day');
  if (zs.length === 0 || zs.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
}
