import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { journalKey } from './journal-key.ts';
import { verifyExport } from './verify-export.ts';
import { verifyJournal, type JournalReport } from './verify-journal.ts';

const USAGE =
  'usage: npm run journal:verify -- FILE|FOLDER [--key KEY|CREDENTIAL]\n' +
  '       npm run journal:verify -- FILE.evertill --code CODE';
const EXIT_BAD = 1;
const EXIT_UNREADABLE = 2;

/*
 * npm run journal:verify -- FILE|FOLDER [--key KEY|CREDENTIAL]
 * npm run journal:verify -- FILE.evertill --code CODE
 * Exit 0: every entry follows from the one before it and is signed by the till. 1: one is not; the first
 * is named. 2: nothing to read, or bad arguments.
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
  const key = journalKey(args.key, place);
  if (args.key !== undefined && key === undefined) {
    console.error('--key is neither a public key nor a credential');
    return EXIT_UNREADABLE;
  }
  if (key === undefined) console.log('Signatures are not checked: name the till’s key with --key.');
  return say(verifyJournal(place, key));
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
