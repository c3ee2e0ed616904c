import type { CommitTx } from '../../src/sync/core/ports.ts';
import { emptyDisk, MemoryStore } from '../../src/sync/testing/memory-store.ts';

/** What a till says it told, to be compared with what the sites hold. */
export type Told = { stream: string; opId: string; seq: number; kind: string };

/** The reference store without documents: nobody prints here, and thousands of tills share one process. */
export class FleetStore extends MemoryStore {
  private readonly kept;
  private readonly onReleased: (upTo: number) => void;

  constructor(onReleased: (upTo: number) => void) {
    const kept = emptyDisk();
    super(kept);
    this.kept = kept;
    this.onReleased = onReleased;
  }

  override commit(tx: CommitTx): Promise<'committed' | 'moved' | 'gone'> {
    return super.commit({ ...tx, doc: undefined });
  }

  override async release(stream: string, upTo: number): Promise<void> {
    await super.release(stream, upTo);
    this.onReleased(upTo);
  }

  told(): Told[] {
    return [...this.kept.ops.values()].flatMap((ops) =>
      ops.map(({ stream, opId, seq, kind }) => ({ stream, opId, seq, kind })),
    );
  }
}
