import { inOrder, readJournalFileName, type JournalFiles } from './journal-files.ts';
import { walkJournalFile, type JournalOp } from './journal-lines.ts';
import type { Sha256 } from './op-id.ts';

export type JournalReader = {
  read(stream: string, fromSeq: number, limit: number): Promise<JournalOp[]>;
};

/** Reads verified lines across files. Keeps the file it read last: a rebuild reads in small steps. */
export function openJournalReader(ports: { files: JournalFiles; sha256: Sha256 }): JournalReader {
  let kept: { key: string; size: number; ops: JournalOp[] } | undefined;

  async function opsOf(stream: string, name: string): Promise<JournalOp[]> {
    const key = `${stream}/${name}`;
    const size = await ports.files.size(stream, name);
    if (kept?.key !== key || kept.size !== size) {
      const bytes = await ports.files.read(stream, name);
      const { header, ops } = walkJournalFile(bytes, ports.sha256);
      kept = { key, size: bytes.length, ops: header?.stream === stream ? ops : [] };
    }
    return kept.ops;
  }

  return {
    async read(stream, fromSeq, limit) {
      const names = inOrder(await ports.files.names(stream));
      const starts = names.map((name) => readJournalFileName(name)?.fromSeq ?? 0);
      let at = Math.max(
        starts.findLastIndex((start) => start <= fromSeq),
        0,
      );
      const found: JournalOp[] = [];
      for (let name = names[at]; name !== undefined; name = names[++at]) {
        for (const op of await opsOf(stream, name)) {
          const before = found.at(-1);
          // A failed write may have left lines that the next file holds again.
          if (op.seq < fromSeq || (before !== undefined && op.seq <= before.seq)) continue;
          // Files that do not join each other tell of damage; what lies behind proves nothing.
          if (before !== undefined && before.op_id !== op.prev_op_id) return found;
          found.push(op);
          if (found.length === limit) return found;
        }
      }
      return found;
    },
  };
}
