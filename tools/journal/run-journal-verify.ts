import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { journalKey } from './journal-key.ts';
import { isArchive, verifyArchive } from './verify-archive.ts';
import { verifyExport } from './verify-export.ts';
import { verifyJournal, type JournalReport } from './verify-journal.ts';

const USAGE =
  'usage: npm run journal:verify -- FILE|FOLDER [--key KEY|CREDENTIAL]\n' +
  '       npm run journal:verify -- FILE.evertill --code CODE\n' +
  '       npm run journal:verify -- ARCHIVE-FOLDER [--key KEY-OF-THE-SITE]';
const EXIT_BAD = 1;
const EXIT_UNREADABLE = 2;
const EXIT_NOT_WHOLE = 3;

/*
 * npm run journal:verify -- FILE|FOLDER [--key KEY|CREDENTIAL]
 * npm run journal:verify -- FILE.evertill --code CODE
 * npm run journal:verify -- ARCHIVE-FOLDER [--key KEY-OF-THE-SITE]
 * Exit 0: every entry follows from the one before it and is signed by the till. 1: one is not; the first
 * is named. 2: nothing to read, or bad arguments. 3: of an archive, all that is there is good, but
 * something of its days is not in it or signed by no till.
 */
process.exitCode = await main();

async function main(): Promise<number> {
  const args = readArgs();
  if (args === undefined || !existsSync(args.place)) {
    console.error(args === undefined ? USAGE : `there is no ${args.place}`);
    return EXIT_UNREADABLE;
  }
  const { place, code } = args;
  if (code !== undefined) return say(await verifyExport(readFileSync(place), code));
  // A till's identity beside an archive says nothing of the site that signed it.
  const archive = isArchive(place);
  const key = archive && args.key === undefined ? undefined : journalKey(args.key, place);
  if (args.key !== undefined && key === undefined) {
    console.error('--key is neither a public key nor a credential');
    return EXIT_UNREADABLE;
  }
  if (archive) return sayArchive(place, key);
  if (key === undefined) console.log('Signatures are not checked: name the till’s key with --key.');
  return say(verifyJournal(place, key));
}

function sayArchive(place: string, key: KeyObject | undefined): number {
  if (key === undefined)
    console.log('Who wrote the archive is not checked: name the site’s key with --key.');
  const { site, store, days, streams, entries, zs, signed, unchecked, lacks, bad } = verifyArchive(
    place,
    key,
  );
  console.log(
    `store ${store}, ${days}, by site ${site}: ${entries} entries of ${streams} streams, ${zs} Zs`,
  );
  console.log(`${signed} signatures of tills hold`);
  if (unchecked > 0)
    console.log(`${unchecked} could not be checked: the site enrolled no such till itself`);
  for (const line of lacks) console.log(line);
  if (bad === undefined && lacks.length > 0) {
    console.log('good, but not whole');
    return EXIT_NOT_WHOLE;
  }
  console.log(bad === undefined ? 'good' : `BAD ${bad}`);
  return bad === undefined ? 0 : EXIT_BAD;
}

function say({ till, stream, files, entries, head, bad }: JournalReport): number {
  console.log(
    `till ${till}, stream ${stream}: ${entries} entries in ${files} file(s), head ${head}`,
  );
  console.log(bad === undefined ? 'good' : `BAD ${bad}`);
  return bad === undefined ? 0 : EXIT_BAD;
}

type Args = { place: string; key: string | undefined; code: string | undefined };

function readArgs(): Args | undefined {
  try {
    const options = { key: { type: 'string' }, code: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    const [place, ...more] = positionals;
    if (place === undefined || more.length > 0) return undefined;
    return { place, key: values.key, code: values.code };
  } catch {
    return undefined;
  }
}
