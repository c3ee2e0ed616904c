import { isNewer } from '../../domain/oplog/series.ts';
import type {
  DiskResult,
  Journal,
  JournalOpened,
  MarkerRow,
  OpRow,
  StreamRow,
} from '../core/ports.ts';

/** Journal files and the marker beside them; they survive a crash. */
export type JournalDisk = {
  files: Map<string, { salt: string; series: string; lines: OpRow[] }>;
  marker: MarkerRow | undefined;
};

export function emptyJournal(): JournalDisk {
  return { files: new Map(), marker: undefined };
}

const BROKEN = { ok: false, kind: 'io', next: 'Check the disk.' } as const;

/** Reference journal: a line is durable when `append` resolves. */
export class MemoryJournal implements Journal {
  private readonly disk: JournalDisk;
  /** Set by tests: the disk is full. */
  full = false;
  /** Set by tests: the disk answers nothing but errors. */
  broken = false;

  constructor(disk: JournalDisk = emptyJournal()) {
    this.disk = disk;
  }

  async open(): Promise<DiskResult<JournalOpened>> {
    if (this.broken) return BROKEN;
    const heads = [...this.disk.files.entries()].flatMap(([stream, f]) => {
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
    return { ok: true, value: { heads, tornBytesCut: 0, marker: this.disk.marker } };
  }

  async append(stream: StreamRow, ops: readonly OpRow[]): Promise<DiskResult<string[]>> {
    if (this.full) return { ok: false, kind: 'disk-full', next: 'Free disk space.' };
    if (this.broken) return BROKEN;
    for (const op of ops) {
      const file = this.disk.files.get(op.stream) ?? {
        salt: stream.salt,
        series: stream.series,
        lines: [],
      };
      const head = file.lines.at(-1);
      if (file.lines.some((l) => l.opId === op.opId)) continue;
      if (head !== undefined && op.prev !== head.opId)
        return { ok: false, kind: 'out-of-order', next: 'Restart the till.' };
      file.lines.push({ ...op });
      this.disk.files.set(op.stream, file);
      const { series } = file;
      const { marker } = this.disk;
      const known = marker && { ...marker, head_seq: marker.headSeq };
      if (!stream.closed && isNewer({ stream: op.stream, series, head_seq: op.seq }, known))
        this.disk.marker = { stream: op.stream, series, headSeq: op.seq, otherMachine: false };
    }
    return { ok: true, value: ops.map((op) => `sig-${op.opId}`) };
  }

  async read(stream: string, fromSeq: number, limit: number): Promise<OpRow[]> {
    const lines = this.disk.files.get(stream)?.lines ?? [];
    return lines.filter((l) => l.seq >= fromSeq).slice(0, limit);
  }

  /** Line by line here; a real journal drops whole files. */
  async prune(stream: string, below: number): Promise<void> {
    const file = this.disk.files.get(stream);
    if (file !== undefined)
      file.lines = file.lines.filter((l, i, all) => l.seq >= below || i === all.length - 1);
  }
}
