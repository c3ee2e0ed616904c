import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { deriveStreamId } from '../../domain/oplog/op-id.ts';
import { Committer, type Fact } from '../core/commit.ts';
import { streamOpenedFact } from '../core/open-stream.ts';
import { startUp } from '../core/start-up.ts';
import { emptyJournal, MemoryJournal } from './memory-journal.ts';
import { emptyDisk, MemoryStore } from './memory-store.ts';
import { VirtualClock } from './virtual-clock.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();
const TILL = { tillId: 'eu-0417-01', businessDate: '2026-11-21' };
let salt = 0;

/** Database and journal of one till, over many lives of it. */
export class Disks {
  disk = emptyDisk();
  journalDisk = emptyJournal();
  journal = new MemoryJournal(this.journalDisk);
  enrolmentSeries = 'A';
  tillId = TILL.tillId;

  start() {
    const ports = {
      store: new MemoryStore(this.disk),
      journal: this.journal,
      tillId: this.tillId,
      enrolmentSeries: this.enrolmentSeries,
      sha256,
      randomId: () => toBase64url(new Uint8Array(16).fill(++salt)),
      text: (b: Uint8Array) => text.decode(b),
    };
    return startUp(ports);
  }

  async live(sales: number, facts: readonly Fact[] = []) {
    const started = await this.start();
    const committer = new Committer(
      started.current,
      {
        store: new MemoryStore(this.disk),
        journal: this.journal,
        clock: new VirtualClock(++salt * 1000),
        sha256,
        utf8: (t) => utf8.encode(t),
        print: async () => undefined,
        reached: async () => undefined,
        alarm: () => undefined,
      },
      () => undefined,
    );
    if (started.fresh !== undefined)
      await committer.commit(streamOpenedFact(TILL, started.current, started.fresh));
    for (let i = 0; i < sales; i++) await committer.commit(fact());
    for (const one of facts) await committer.commit(one);
    return started;
  }

  /**
   * Two sales, then the database is put back to where it was before the last `lost` ones and sells one
   * on its own, while the journal, which has them, cannot be read. Ids of the journal's lines.
   */
  async goApart(lost = 1) {
    const { current } = await this.live(2);
    const image = structuredClone(this.disk);
    await this.live(lost);
    const journalled = await this.journalled(current.id);
    this.disk = image;
    this.journal.broken = true;
    await this.live(1);
    this.journal.broken = false;
    return { stream: current.id, journalled };
  }

  async journalled(stream: string) {
    return (await this.journal.read(stream, 1, 99)).map((l) => l.opId);
  }

  /** The files go, the marker beside them stays. */
  loseJournalFiles() {
    this.journalDisk.files.clear();
  }

  opIds() {
    return [...this.disk.ops.values()].flat().map((o) => o.opId);
  }
}

function fact(): Fact {
  return {
    kind: 'signed-on',
    businessDate: TILL.businessDate,
    body: () => ({}),
    document: undefined,
    clearBasket: false,
    shift: undefined,
  };
}

/** Id and salt of a stream of this till. */
export function streamOf(word: string) {
  const own = word.padEnd(22, 'A');
  return { id: deriveStreamId(sha256, TILL.tillId, own), salt: own };
}
