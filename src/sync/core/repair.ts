import type { DocRow, JournalHeadRow, OpRow, StreamRow } from './ports.ts';

/** What start-up must do so that database and journal tell the same story (D12). */
export type RepairAction =
  /** The journal lacks lines the database has: append them. */
  | { type: 'append-to-journal'; stream: StreamRow; fromSeq: number }
  /** The database lacks ops the journal has: take them back in. */
  | {
      type: 'import-from-journal';
      head: JournalHeadRow;
      fromSeq: number;
      known: StreamRow | undefined;
    };

/**
 * Compares both copies. The longer verified chain wins; nothing is ever dropped.
 * Divergence below equal seqs shows when the lines are chained together again (`joins`).
 */
export function planRepair(
  streams: readonly StreamRow[],
  journal: readonly JournalHeadRow[],
): RepairAction[] {
  const actions: RepairAction[] = [];
  for (const stream of streams) {
    const head = journal.find((j) => j.stream === stream.id);
    const journalled = head?.headSeq ?? 0;
    if (journalled < stream.headSeq)
      actions.push({ type: 'append-to-journal', stream, fromSeq: journalled + 1 });
    else if (head !== undefined && head.headSeq > stream.headSeq)
      actions.push({
        type: 'import-from-journal',
        head,
        fromSeq: stream.headSeq + 1,
        known: stream,
      });
  }
  for (const head of journal)
    if (!streams.some((s) => s.id === head.stream))
      actions.push({ type: 'import-from-journal', head, fromSeq: head.firstSeq, known: undefined });
  return actions;
}

/** Do these ops continue the chain at `prev`, gap-free? */
export function joins(prev: string, fromSeq: number, ops: readonly OpRow[]): boolean {
  let last = prev;
  let seq = fromSeq;
  for (const op of ops) {
    if (op.seq !== seq || op.prev !== last) return false;
    last = op.opId;
    seq += 1;
  }
  return ops.length > 0;
}

/** The stream row after taking `ops` back in; numbering goes on after the highest document found. */
export function streamAfterImport(
  head: JournalHeadRow,
  known: StreamRow | undefined,
  ops: readonly OpRow[],
  docs: readonly DocRow[],
  numberOf: (doc: DocRow) => number,
): StreamRow {
  const last = ops.at(-1);
  const highest = Math.max(0, ...docs.map(numberOf));
  return {
    id: head.stream,
    salt: head.salt,
    series: head.series,
    prevStream: known?.prevStream,
    headSeq: last?.seq ?? known?.headSeq ?? 0,
    headOpId: last?.opId ?? known?.headOpId ?? '',
    nextDocNo: Math.max(known?.nextDocNo ?? 1, highest + 1),
    released: known?.released ?? 0,
    firstAvailable: known?.firstAvailable ?? head.firstSeq,
    closed: known?.closed ?? false,
  };
}
