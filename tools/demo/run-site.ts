import { commandArgs } from './command-args.ts';
import { askDemo, runningDemo } from './control-client.ts';
import { badInput, runCommand } from './demo-error.ts';
import { demoHome } from './demo-home.ts';
import { SITE_VERBS, type SiteRow } from './site-desk.ts';

const USAGE = 'npm run site -- status | stop|start|kill a|b [--region eu|na]';

await runCommand(demoHome(), async () => {
  const argv = process.argv.slice(2);
  const isStatus = argv[0] === 'status';
  const { words, region } = commandArgs(argv, isStatus ? 1 : 2, USAGE);
  const [verb = '', site = ''] = words;
  if (isStatus) {
    const rows = await askDemo<SiteRow[]>(runningDemo(region), 'status');
    for (const row of rows) console.log(described(row));
    return;
  }
  if (!SITE_VERBS.some((known) => known === verb)) throw badInput(`usage: ${USAGE}`);
  console.log(await askDemo<string>(runningDemo(region), verb, { site }));
});

function described(row: SiteRow): string {
  const lag = row.lagBytes === undefined ? 'peer not connected' : `${row.lagBytes} bytes`;
  const parts: [string, string | number | undefined][] = [
    ['address', `${row.url}/`],
    ['system identifier', row.systemId],
    ['data folder', row.dataDir],
    ['postmaster pid', row.postmasterPid],
    ['app servers pid', row.appServersPid],
    ['incarnation', row.incarnation],
    ['replication lag', row.state === 'running' ? lag : undefined],
    ['documents', row.documents],
  ];
  const lines = parts.map(([name, value]) => `  ${name.padEnd(18)} ${value ?? '-'}`);
  return `site ${row.site}: ${row.state}\n${lines.join('\n')}`;
}
