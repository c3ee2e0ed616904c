import { EXPORT_BATCH_BYTES, EXPORT_BATCH_OPS } from '../../contracts/export-file.ts';
import { wireStream } from './branch-key.ts';
import type { LocalStore, OpRow, StreamRow } from './ports.ts';

/** Consecutive ops of one stream (of a branch, under its stream's own name), and the stream's salt. */
export type ExportBatch = { stream: string; salt: string; ops: readonly ExportedOp[] };
export type ExportedOp = Pick<OpRow, 'seq' | 'prev' | 'opId' | 'raw'>;

type Store = Pick<LocalStore, 'load' | 'readOps'>;

/**
 * Everything that some required site has not confirmed: of each stream and branch what lies above
 * `released`, and what is parked, also below it: a void may have been confirmed in its place. `read` hears how many ops there are so far.
 */
export async function waitingBatches(
  store: Store,
  read: (ops: number) => void = () => undefined,
): Promise<ExportBatch[]> {
  const { streams, parked } = await store.load();
  const batches: ExportBatch[] = [];
  const take = (batch: ExportBatch): void => {
    batches.push(batch);
    read(batches.reduce((sum, { ops }) => sum + ops.length, 0));
  };
  for (const row of streams) {
    const passed = parked.filter((p) => p.stream === row.id && p.seq <= row.released);
    for (const { seq } of passed.sort((a, b) => a.seq - b.seq)) {
      const ops = await store.readOps(row.id, seq, 1, 1);
      if (ops[0]?.seq === seq) take(batchOf(row, ops));
    }
    await aboveReleased(store, row, take);
  }
  return batches;
}

async function aboveReleased(
  store: Store,
  row: StreamRow,
  take: (batch: ExportBatch) => void,
): Promise<void> {
  for (let from = Math.max(row.released + 1, row.firstAvailable); from <= row.headSeq;) {
    const ops = await store.readOps(row.id, from, EXPORT_BATCH_OPS, EXPORT_BATCH_BYTES);
    if (ops.length === 0) break;
    take(batchOf(row, ops));
    from += ops.length;
  }
}

function batchOf({ id, salt }: StreamRow, ops: readonly OpRow[]): ExportBatch {
  return { stream: wireStream(id), salt, ops };
}
