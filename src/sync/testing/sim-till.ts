import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { Committer, type CrashPoint, type Fact } from '../core/commit.ts';
import type { StreamRow } from '../core/ports.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { newStreamRow, startUp, streamOpenedFact, type StartUpPorts } from '../core/start-up.ts';
import { SyncRunner } from '../core/sync-runner.ts';
import { newSyncState } from '../core/sync-state.ts';
import { emptyDisk, MemoryStore, type MemoryDisk } from './memory-store.ts';
import { MemoryJournal, type JournalDisk } from './memory-journal.ts';
import type { SimTransport } from './sim-net.ts';
import type { VirtualClock } from './virtual-clock.ts';

const TILL_ID = 'eu-0417-01';
const utf8 = new TextEncoder();
const text = new TextDecoder();

export type SimTillPorts = {
  clock: VirtualClock;
  random: () => number;
  transport: () => SimTransport;
  home: string;
  /** Resolves, or never: the till dies there. */
  reached: (point: CrashPoint) => Promise<void>;
  switched: () => void;
  /** The till is about to forget everything of the stream up to here. */
  released: (stream: string, upTo: number) => void;
  alarm: (kind: string) => void;
};

class WatchedStore extends MemoryStore {
  private readonly watch: (stream: string, upTo: number) => void;

  constructor(disk: MemoryDisk, watch: (stream: string, upTo: number) => void) {
    super(disk);
    this.watch = watch;
  }

  override release(stream: string, upTo: number): Promise<void> {
    this.watch(stream, upTo);
    return super.release(stream, upTo);
  }
}

/** The real client core on simulated disks. `disk` and `journal` survive a crash, the rest does not. */
export class SimTill {
  disk: MemoryDisk = emptyDisk();
  journalDisk: JournalDisk = new Map();
  /** Op ids the person was told are done. */
  readonly told: string[] = [];
  runner: SyncRunner | undefined;
  private committer: Committer | undefined;
  private readonly p: SimTillPorts;
  private life = 0;

  constructor(p: SimTillPorts) {
    this.p = p;
  }

  get running(): boolean {
    return this.committer !== undefined;
  }

  async start(): Promise<void> {
    const life = ++this.life;
    const ports = this.startUpPorts();
    const started = await startUp(ports);
    const committer = this.newCommitter(started.current, life, ports);
    const streams = started.fresh === undefined ? started.streams : started.streams.slice(0, -1);
    this.runner = this.newRunner(streams, ports, committer, life);
    if (started.fresh !== undefined)
      await committer.commit(
        streamOpenedFact(
          { tillId: TILL_ID, businessDate: '2026-11-21' },
          started.current,
          started.fresh,
        ),
      );
    if (life !== this.life) return;
    await committer.resume(started.snapshot.pending);
    if (life !== this.life) return;
    this.committer = committer;
    this.runner.start();
  }

  private startUpPorts(): StartUpPorts & { store: MemoryStore; journal: MemoryJournal } {
    return {
      store: new WatchedStore(this.disk, this.p.released),
      journal: new MemoryJournal(this.journalDisk),
      tillId: TILL_ID,
      sha256,
      randomId: () =>
        toBase64url(Uint8Array.from({ length: 16 }, () => Math.floor(this.p.random() * 256))),
      text: (b) => text.decode(b),
    };
  }

  private newCommitter(
    current: StreamRow,
    life: number,
    p: ReturnType<SimTill['startUpPorts']>,
  ): Committer {
    return new Committer(
      current,
      {
        store: p.store,
        journal: p.journal,
        clock: this.p.clock,
        sha256,
        utf8: (t) => utf8.encode(t),
        print: async () => undefined,
        reached: (point) => (life === this.life ? this.p.reached(point) : forever()),
        alarm: (kind) => this.p.alarm(kind),
      },
      (row) => {
        if (life === this.life) this.runner?.committed(row);
      },
    );
  }

  private newRunner(
    streams: readonly StreamRow[],
    p: ReturnType<SimTill['startUpPorts']>,
    committer: Committer,
    life: number,
  ): SyncRunner {
    const { clock, random } = this.p;
    const sites = [
      { id: 'A', required: true },
      { id: 'B', required: true },
    ];
    const state = newSyncState({
      now: clock.now(),
      met: [...this.disk.sites.values()],
      sites,
      home: this.p.home,
      streams,
      settings: DEFAULT_SETTINGS,
      random,
    });
    let switches = 0;
    return new SyncRunner(state, streams, {
      store: p.store,
      transport: this.p.transport(),
      clock,
      random,
      utf8: (t) => utf8.encode(t),
      base64: (b) => toBase64url(b),
      pull: async () => true,
      behind: () => false,
      openStream: async (reason, old) => {
        if (life !== this.life) return;
        const tillAndDay = { tillId: TILL_ID, businessDate: '2026-11-21' };
        await committer.openBehind(old, (last) => {
          const row = newStreamRow(p, last);
          return { row, first: streamOpenedFact(tillAndDay, row, reason) };
        });
      },
      onState: (s) => {
        for (; switches < s.switches.length; switches++) this.p.switched();
      },
      alarm: (kind) => this.p.alarm(kind),
    });
  }

  /** Sells; the person is told only when the commit answered. */
  /** Resolves with the op id once the person was told that the sale is done. */
  async sell(pad: string): Promise<string | undefined> {
    const { committer, life } = this;
    const r = await committer?.commit(saleFact(pad));
    if (r?.ok !== true || life !== this.life) return undefined;
    this.told.push(r.op.opId);
    return r.op.opId;
  }

  crash(): void {
    this.life += 1;
    this.runner?.stop();
    this.runner = undefined;
    this.committer = undefined;
  }

  /** Chromium deleted the database (H6); the journal file is another disk structure. */
  loseDatabase(): void {
    this.disk = emptyDisk();
  }

  /** An image of the whole machine, as a backup tool would keep it. */
  image(): { disk: MemoryDisk; journalDisk: JournalDisk } {
    return structuredClone({ disk: this.disk, journalDisk: this.journalDisk });
  }

  /** The image is put back: the till no longer knows what it did since. */
  putBack(image: { disk: MemoryDisk; journalDisk: JournalDisk }): void {
    const copy = structuredClone(image);
    this.disk = copy.disk;
    this.journalDisk = copy.journalDisk;
  }

  sendParkedAgain(): void {
    for (const row of this.disk.parked.values())
      this.runner?.dispatch({ type: 'send-again', stream: row.stream, seq: row.seq });
  }

  loseJournal(): void {
    this.journalDisk = new Map();
  }

  allOps(): { opId: string; stream: string; seq: number }[] {
    const ops = [
      ...this.disk.ops.values(),
      ...[...this.journalDisk.values()].map((f) => f.lines),
    ].flat();
    return [...new Map(ops.map((o) => [o.opId, o])).values()];
  }
}

function saleFact(pad: string): Fact {
  return {
    kind: 'sale',
    businessDate: '2026-11-21',
    body: (n) => ({ doc_no: `${n.series}-${n.number}`, pad }),
    document: undefined,
    clearBasket: true,
    shift: undefined,
  };
}

function forever(): Promise<void> {
  return new Promise(() => undefined);
}
