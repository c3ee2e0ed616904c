import { runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { databaseUrl, SITE_IDS } from '../region/pair-settings.ts';
import { compareSites, type Comparison } from './compare-sites.ts';
import { findTarget, optionsOf, secondsOf } from './site-target.ts';

/*
 * npm run site:compare -- [--region eu|na | --dir FOLDER] [--wait SECONDS] [--json]
 * What both sites hold of every stream and change log. Exit 0: the same. 1: a difference, or a site
 * does not answer. Only databases are read, so it also works while app servers are down. With
 * EVERTILL_DATABASE_URL and EVERTILL_PEER_DATABASE_URL set it compares those, on any machine.
 */

const USAGE = 'npm run site:compare -- [--region eu|na | --dir FOLDER] [--wait SECONDS] [--json]';

await runCommand(demoHome(), async () => {
  const options = {
    region: { type: 'string' },
    dir: { type: 'string' },
    wait: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  } as const;
  const values = optionsOf(process.argv.slice(2), options, USAGE);
  const found = await compareSites(databases(values), secondsOf(values.wait, USAGE));
  console.log(values.json ? JSON.stringify(found, null, 2) : described(found));
  if (found.differences.length > 0) process.exitCode = 1;
});

function databases(values: { dir?: string; region?: string }) {
  const { EVERTILL_DATABASE_URL: own, EVERTILL_PEER_DATABASE_URL: peer } = process.env;
  if (own !== undefined && peer !== undefined)
    return [
      { id: process.env['EVERTILL_SITE'] ?? 'own', databaseUrl: own },
      { id: process.env['EVERTILL_PEER_ID'] ?? 'peer', databaseUrl: peer },
    ] as const;
  const { saved } = findTarget(values);
  const [a, b] = SITE_IDS;
  return [
    { id: a, databaseUrl: databaseUrl(saved, a, 'replicator') },
    { id: b, databaseUrl: databaseUrl(saved, b, 'replicator') },
  ] as const;
}

function described({ streams, logs, differences }: Comparison): string {
  const lines = streams.map(({ stream, till, at }) => {
    const sites = Object.entries(at).map(
      ([id, s]) => `${id}: ${s.ops} ops, gap-free to ${s.contiguous} ${s.opId.slice(0, 8)}`,
    );
    return `${till.padEnd(12)} ${stream}  ${sites.join('   ')}`;
  });
  for (const { log, rows } of logs)
    lines.push(
      `changes ${log}  ${Object.entries(rows)
        .map(([id, n]) => `${id}: ${n} rows`)
        .join('   ')}`,
    );
  const verdict =
    differences.length === 0
      ? 'equal: both sites hold the same'
      : `DIFFERENT:\n${differences.map((line) => `  ${line}`).join('\n')}`;
  return [...lines, verdict].join('\n');
}
