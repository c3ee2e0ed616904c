import path from 'node:path';
import { readFileSync } from 'node:fs';
import { openPool } from '../../server/src/db/pool.ts';
import { lacksOf } from '../../server/src/features/archive/archive-lacks.ts';
import { FolderTaken, writeArchive } from '../../server/src/features/archive/write-archive.ts';
import { privateKeyFromPem } from '../../server/src/keys/ed25519.ts';
import { badInput, runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { regionFiles } from '../region/keys.ts';
import { databaseUrl } from '../region/pair-settings.ts';
import { findTarget, OF_A_SITE, optionsOf, siteIdOf } from './site-target.ts';

/*
 * npm run archive -- --site a|b --store 0417 --from YYYY-MM-DD --until YYYY-MM-DD --to FOLDER
 *                    [--region eu|na | --dir FOLDER]
 * Writes the journals of a store's days out of the site's log, signed by the site. npm run journal:verify
 * checks the folder. Exit 1 where something of these days is not in it; the rest is written all the same.
 */

const USAGE =
  'npm run archive -- --site a|b --store 0417 --from YYYY-MM-DD --until YYYY-MM-DD --to FOLDER [--region eu|na | --dir FOLDER]';

await runCommand(demoHome(), async () => {
  const { databaseUrl: url, keyFile, ...order } = askedFor(process.argv.slice(2));
  const pool = openPool(url, 1, () => undefined);
  try {
    const key = privateKeyFromPem(readFileSync(keyFile, 'utf8'));
    const made = await writeArchive(pool, { ...order, key, nowMs: Date.now() });
    const entries = made.streams.reduce((sum, stream) => sum + stream.entries, 0);
    console.log(
      `${entries} entries of ${made.streams.length} streams, ${made.zs.count} Zs in ${order.folder}, signed by site ${made.site}`,
    );
    console.log(`its key: ${made.site_key}`);
    const lacks = lacksOf(made);
    for (const line of lacks) console.log(line);
    if (lacks.length > 0) process.exitCode = 1;
  } catch (error) {
    if (error instanceof FolderTaken) throw badInput(`${error.message}: name another folder`);
    throw error;
  } finally {
    await pool.end();
  }
});

function askedFor(argv: readonly string[]) {
  const options = {
    ...OF_A_SITE,
    store: { type: 'string' },
    from: { type: 'string' },
    until: { type: 'string' },
    to: { type: 'string' },
  } as const;
  const values = optionsOf(argv, options, USAGE);
  const { store = '', from = '', until = '', to } = values;
  if (!/^\d{4}$/.test(store) || !isDay(from) || !isDay(until) || until < from || to === undefined)
    throw badInput(`usage: ${USAGE}`);
  const site = siteIdOf(values.site, USAGE);
  const { dir, saved } = findTarget(values);
  return {
    store,
    from,
    until,
    folder: path.resolve(to),
    keyFile: regionFiles(dir, [site]).siteKeyFiles[site] ?? '',
    databaseUrl: databaseUrl(saved, site, 'replicator'),
  };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
