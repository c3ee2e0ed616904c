import type { DiskResult, Journal, JournalHeadRow, OpRow, StreamRow } from '../core/ports.ts';

export type JournalDisk = Map<string, { salt: string; series: string; lines: OpRow[] }>;

/** Reference journal: a line is durable when `append` resolves. */
export class MemoryJournal implements Journal {
  private readonly disk: JournalDisk;
  /** Set by tests: the disk is full. */
  full = false;

  constructor(disk: JournalDisk = new Map()) {
    this.disk = disk;
  }

  async open(): Promise<DiskResult<{ heads: JournalHeadRow[]; tornBytesCut: number }>> {
    const heads = [...this.disk.entries()].flatMap(([stream, f]) => {
      const first = f.lines[0];
      const last = f.lines.at(-1);
      if (first === undefined || last === undefined) return [];
      return [
        {
          stream,
          salt: f.salt,
          series: f.series,
          firstSeq: first.seq,
          headSeq: last.seq,
          headOpId: last.opId,
        },
      ];
    });
    return { ok: true, value: { heads, tornBytesCut: 0 } };
  }

  async append(stream: StreamRow, ops: readonly OpRow[]): Promise<DiskResult<string[]>> {
    if (this.full) return { ok: false, kind: 'disk-full', next: 'Free disk space.' };
    for (const op of ops) {
      const file = this.disk.get(op.stream) ?? {
        salt: stream.salt,
        series: stream.series,
        lines: [],
      };
      const head = file.lines.at(-1);
      if (head !== undefined && op.seq <= head.seq) continue;
      if (head !== undefined && op.prev !== head.opId)
        return { ok: false, kind: 'out-of-order', next: 'Restart the till.' };
      file.lines.push({ ...op });
      this.disk.set(op.stream, file);
    }
    return { ok: true, value: ops.map((op) => `sig-${op.opId}`) };
  }

  async read(stream: string, fromSeq: number, limit: number): Promise<OpRow[]> {
    const lines = this.disk.get(stream)?.lines ?? [];
    return lines.filter((l) => l.seq >= fromSeq).slice(0, limit);
  }
}
