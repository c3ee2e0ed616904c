import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openPool } from '../../server/src/db/pool.ts';
import { dayCsv } from '../../server/src/features/books/day-csv.ts';
import { posLog } from '../../server/src/features/books/poslog.ts';
import { readBooksDay } from '../../server/src/features/books/read-books-day.ts';
import type { LeftOutOp, ToldOp } from '../../server/src/features/books/told-op.ts';
import { storeProfile } from '../../server/src/features/enrol/redeem-code.ts';
import { badInput, DemoError, runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { databaseUrl } from '../region/pair-settings.ts';
import { findTarget, OF_A_SITE, optionsOf, siteIdOf } from './site-target.ts';

/*
 * npm run books -- --site a|b --store 0417 --day YYYY-MM-DD --format poslog|csv [--to FOLDER]
 *                  [--region eu|na | --dir FOLDER]
 * Writes a store's business day as files, read from the site's logs. Exit 1 where something of the day
 * is not in them yet; the files are written all the same.
 */

const USAGE =
  'npm run books -- --site a|b --store 0417 --day YYYY-MM-DD --format poslog|csv [--to FOLDER] [--region eu|na | --dir FOLDER]';

await runCommand(demoHome(), async () => {
  const asked = askedFor(process.argv.slice(2));
  const pool = openPool(asked.databaseUrl, 1, () => undefined);
  try {
    const { store, day, folder } = asked;
    const profile = await storeProfile(pool, store);
    if (profile === undefined)
      throw new DemoError(`head office knows no store ${store}: look at the number`);
    const { ops, waiting, aside } = await readBooksDay(pool, store, day);
    const files = written(asked.format, `${store}-${day}`, profile.time_zone, ops, [
      ...waiting,
      ...aside,
    ]);
    await mkdir(folder, { recursive: true });
    for (const [name, text] of files) await writeFile(path.join(folder, name), text);
    console.log(`${[...files.keys()].join(', ')} in ${folder}: ${ops.length} ops of ${day}`);
    if (waiting.length > 0)
      console.log(`${waiting.length} ops stand above a gap: they follow once it is filled`);
    if (aside.length > 0) console.log(`${aside.length} ops are set aside: the file says which`);
    if (waiting.length + aside.length > 0) process.exitCode = 1;
  } finally {
    await pool.end();
  }
});

function askedFor(argv: readonly string[]) {
  const options = {
    ...OF_A_SITE,
    store: { type: 'string' },
    day: { type: 'string' },
    format: { type: 'string' },
    to: { type: 'string', default: '.' },
  } as const;
  const values = optionsOf(argv, options, USAGE);
  const { store = '', day = '', format } = values;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  if (!/^\d{4}$/.test(store) || !isDay || (format !== 'poslog' && format !== 'csv'))
    throw badInput(`usage: ${USAGE}`);
  const site = siteIdOf(values.site, USAGE);
  const { saved } = findTarget(values);
  return {
    store,
    day,
    format,
    folder: path.resolve(values.to),
    databaseUrl: databaseUrl(saved, site, 'replicator'),
  } as const;
}

function written(
  format: 'poslog' | 'csv',
  name: string,
  timeZone: string,
  ...[ops, left]: [ops: readonly ToldOp[], left: readonly LeftOutOp[]]
): Map<string, string> {
  if (format === 'poslog')
    return new Map([[`${name}.poslog.xml`, posLog(ops, { timeZone }, left)]]);
  const tables = [...dayCsv(ops, { timeZone }, left)];
  return new Map(tables.map(([file, text]) => [`${name}-${file}`, text]));
}
