import type { DiskResult, Journal, JournalHeadRow, OpRow, StreamRow } from '../core/ports.ts';
export type JournalDisk = Map<
  string,
  {
    salt: string;
    series: string;
    lines: OpRow[];
  }
>;
/** Reference journal: a line is durable when `append` resolves. */
export declare class MemoryJournal implements Journal {
  private readonly disk;
  /** Set by tests: the disk is full. */
  full: boolean;
  constructor(disk?: JournalDisk);
  open(): Promise<
    DiskResult<{
      heads: JournalHeadRow[];
      tornBytesCut: number;
    }>
  >;
  append(stream: StreamRow, ops: readonly OpRow[]): Promise<DiskResult<string[]>>;
  read(stream: string, fromSeq: number, limit: number): Promise<OpRow[]>;
}
