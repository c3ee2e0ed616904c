import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openPool, type Db } from '../../server/src/db/pool.ts';
import { dayCsv } from '../../server/src/features/books/day-csv.ts';
import { posLog } from '../../server/src/features/books/poslog.ts';
import { readBooksDay, type BooksDay } from '../../server/src/features/books/read-books-day.ts';
import { storeProfile } from '../../server/src/features/changes/store-profile.ts';
import { GERMANY } from '../../server/src/features/fiscal/germany.ts';
import type { StoreProfile } from '../../src/contracts/store-profile.ts';
import { badInput, DemoError, runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { databaseUrl } from '../region/pair-settings.ts';
import { findTarget, OF_A_SITE, optionsOf, siteIdOf } from './site-target.ts';

/*
 * npm run books -- --site a|b --store 0417 --day YYYY-MM-DD --format poslog|csv|dsfinvk [--to FOLDER]
 *                  [--region eu|na | --dir FOLDER]
 * Writes a store's business day as files, read from the site's logs; `dsfinvk`: its closings, in a folder
 * of their own. Exit 1 where something of the day is not in them; the files are written all the same.
 */

const FORMATS = ['poslog', 'csv', GERMANY.format] as const;
const USAGE = `npm run books -- --site a|b --store 0417 --day YYYY-MM-DD --format ${FORMATS.join('|')} [--to FOLDER] [--region eu|na | --dir FOLDER]`;

await runCommand(demoHome(), async () => {
  const asked = askedFor(process.argv.slice(2));
  const pool = openPool(asked.databaseUrl, 1, () => undefined);
  try {
    const { store, day, folder } = asked;
    const profile = await storeProfile(pool, store);
    if (profile === undefined)
      throw new DemoError(`head office knows no store ${store}: look at the number`);
    const books = await readBooksDay(pool, store, day);
    const { ops, waiting, aside } = books;
    const { files, notes, faults } = await written(pool, asked, books, profile);
    for (const [name, text] of files) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    console.log(`${[...files.keys()].join(', ')} in ${folder}: ${ops.length} ops of ${day}`);
    for (const note of notes) console.log(note);
    for (const fault of faults) console.log(fault);
    if (waiting.length > 0)
      console.log(`${waiting.length} ops stand above a gap: they follow once it is filled`);
    if (aside.length > 0) console.log(`${aside.length} ops are set aside: the file says which`);
    if (waiting.length + aside.length + faults.length > 0) process.exitCode = 1;
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
  const { store = '', day = '', format = '' } = values;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  if (!/^\d{4}$/.test(store) || !isDay || !FORMATS.includes(format))
    throw badInput(`usage: ${USAGE}`);
  const site = siteIdOf(values.site, USAGE);
  const { saved } = findTarget(values);
  return {
    store,
    day,
    format,
    folder: path.resolve(values.to),
    databaseUrl: databaseUrl(saved, site, 'replicator'),
  };
}

type Written = {
  files: Map<string, string>;
  notes: readonly string[];
  faults: readonly string[];
};

async function written(
  db: Db,
  { store, day, format }: ReturnType<typeof askedFor>,
  books: BooksDay,
  profile: StoreProfile,
): Promise<Written> {
  const name = `${store}-${day}`;
  const left = [...books.waiting, ...books.aside];
  const clock = { timeZone: profile.time_zone };
  if (format === 'poslog')
    return {
      files: new Map([[`${name}.poslog.xml`, posLog(books.ops, clock, left)]]),
      notes: [],
      faults: [],
    };
  if (format === 'csv')
    return { files: prefixed(`${name}-`, dayCsv(books.ops, clock, left)), notes: [], faults: [] };
  // What a store's profile lacks is said and is no fault of the day.
  for (const words of GERMANY.selfCheck(profile)) console.log(words);
  const { files, notes, faults } = await GERMANY.exportDay(db, books, profile);
  return { files: prefixed(`${name}-${format}/`, files), notes, faults };
}

function prefixed(prefix: string, files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].map(([file, text]) => [prefix + file, text]));
}
