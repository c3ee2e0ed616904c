import type { KeyObject } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { inOrder } from '../../src/domain/oplog/journal-files.ts';
import type { JournalHeader } from '../../src/domain/oplog/journal-lines.ts';
import { GENESIS } from '../../src/domain/oplog/op-id.ts';
import { checkJournalFile } from './walk-entries.ts';

/** What a journal was found to be. */
export type JournalReport = {
  till: string;
  stream: string;
  files: number;
  entries: number;
  /** Id of the last good entry: what a Z or head office names. */
  head: string;
  /** The first bad entry, by file, line and number; undefined where all is good. */
  bad?: string;
};

/**
 * A journal file, or the folder of one stream with all its files in order. Nothing else is needed: not the
 * till, not its database, not head office. A journal that was cut at an entry's end is good: what is
 * missing behind its head only whoever knows a later head can tell.
 */
export function verifyJournal(place: string, key: KeyObject | undefined): JournalReport {
  const isFolder = statSync(place).isDirectory();
  const names = isFolder ? inOrder(readdirSync(place)) : [path.basename(place)];
  const folder = isFolder ? place : path.dirname(place);
  let report: JournalReport = { till: '', stream: '', files: 0, entries: 0, head: '' };
  if (names.length === 0) return { ...report, bad: `${place}: no journal file` };
  /** Ids by sequence. A failed write may have left entries that the next file holds again. */
  const ids = new Map<number, string>();
  for (const name of names) {
    const { header, good, bad } = checkJournalFile(readFileSync(path.join(folder, name)), key);
    const why = header && whyApart(header, report, ids);
    if (why !== undefined) return { ...report, bad: `${name}, line 1: ${why}` };
    if (header !== undefined) {
      const { till_id: till, stream, from_seq: from, prev_op_id: prev } = header;
      for (const [at, id] of good.entries()) ids.set(from + at, id);
      const head = good.at(-1) ?? prev;
      report = { till, stream, files: report.files + 1, entries: ids.size, head };
    }
    if (bad !== undefined) return { ...report, bad: `${name}, ${bad}` };
  }
  return report;
}

/** Why a file does not go on from those before it. The first may begin anywhere: older ones are pruned. */
function whyApart(
  { stream, from_seq: from, prev_op_id: prev }: JournalHeader,
  before: JournalReport,
  ids: ReadonlyMap<number, string>,
): string | undefined {
  if (from === 1) return prev === GENESIS ? undefined : 'it begins a stream that has begun';
  if (before.files === 0) return undefined;
  if (stream !== before.stream) return 'it is of another stream';
  return ids.get(from - 1) === prev ? undefined : 'it does not follow the file before it';
}
