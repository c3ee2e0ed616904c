import { inOrder, readJournalFileName, type JournalFiles } from './journal-files.ts';
import { walkJournalFile, type JournalHeader } from './journal-lines.ts';
import type { Sha256 } from './op-id.ts';

/** End of one stream's journal: where the next line goes and what it must follow. */
export type JournalTail = {
  /** Of the newest file. */
  header: JournalHeader;
  name: string;
  day: string;
  /** Length up to which the newest file is known good. */
  size: number;
  firstSeq: number;
  headSeq: number;
  headOpId: string;
};

type Ports = { files: JournalFiles; sha256: Sha256 };

/**
 * Finds the end of a stream's journal and cuts what a power cut left behind it. A newest file
 * without a single good line goes aside whole, and the file before it is the newest.
 */
export async function recoverTail(
  { files, sha256 }: Ports,
  stream: string,
): Promise<{ tail: JournalTail | undefined; cutBytes: number }> {
  const names = inOrder(await files.names(stream));
  const firstSeq = readJournalFileName(names[0] ?? '')?.fromSeq ?? 0;
  let cutBytes = 0;
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    const bytes = await files.read(stream, name);
    const { header, ops, goodBytes } = walkJournalFile(bytes, sha256);
    const head = ops.at(-1);
    const isOurs = header?.stream === stream;
    const keep = isOurs && head !== undefined ? goodBytes : 0;
    if (keep < bytes.length || keep === 0) {
      await files.setAside(stream, name, keep);
      cutBytes += bytes.length - keep;
    }
    if (keep === 0 || header === undefined || head === undefined) continue;
    // Readable is not yet durable: a process may have died between a write and its sync, and lines
    // counted as held are never written again.
    await files.settle(stream, name);
    const day = readJournalFileName(name)?.day ?? '';
    const end = { size: keep, headSeq: head.seq, headOpId: head.op_id };
    return { tail: { header, name, day, firstSeq, ...end }, cutBytes };
  }
  return { tail: undefined, cutBytes };
}
