import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import type { OwnOpLine, OwnStreamsAnswer } from '../../contracts/wire.ts';
import { Committer, type CrashPoint } from '../core/commit.ts';
import type { StreamRow } from '../core/ports.ts';
import { DEFAULT_SETTINGS } from '../core/settings.ts';
import { seriesOfEnrolment } from '../../domain/doc-number.ts';
import { openStreamBehind, streamOpenedFact, type OpenStream } from '../core/open-stream.ts';
import { isSeriesTaken, recoverOwnOps } from '../core/own-ops.ts';
import { startUp, type StartUpPorts } from '../core/start-up.ts';
import { SyncRunner } from '../core/sync-runner.ts';
import { newSyncState } from '../core/sync-state.ts';
import { emptyDisk, MemoryStore, type MemoryDisk } from './memory-store.ts';
import { emptyJournal, MemoryJournal, type JournalDisk } from './memory-journal.ts';
import type { SimTransport } from './sim-net.ts';
import { saleFact } from './sale-fact.ts';
import type { VirtualClock } from './virtual-clock.ts';

const TILL_ID = 'eu-0417-01';
const BUSINESS_DATE = '2026-11-21';
/** Shorter than a real till waits: a run lasts less than an hour. */
export const ASK_AGAIN_MS = 300_000;
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
  /** What a site gives back of this till's own ops; undefined while it cannot be reached. */
  ownOps: (site: string) => OwnOpsSource | undefined;
};

export type TillImage = { disk: MemoryDisk; journalDisk: JournalDisk };
/** A machine that is switched off: its disks, and who head office said it is. */
export type SimMachine = TillImage & { enrolment: number };

export type OwnOpsSource = {
  streams: () => OwnStreamsAnswer['streams'];
  ops: (stream: string, from: number) => OwnOpLine[];
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
  journalDisk: JournalDisk = emptyJournal();
  /** The journal's disk answers nothing but errors in this life. */
  journalBroken = false;
  private enrolment = 1;
  private enrolments = 1;
  /** Op ids the person was told are done. */
  readonly told: string[] = [];
  runner: SyncRunner | undefined;
  private committer: Committer | undefined;
  private readonly p: SimTillPorts;
  private life = 0;
  private onCrash: () => void = () => undefined;
  private readonly asked = new Map<string, number>();

  constructor(p: SimTillPorts) {
    this.p = p;
  }

  get running(): boolean {
    return this.committer !== undefined;
  }

  /** Resolves when the till runs, or died while it started. */
  async start(): Promise<void> {
    const died = new Promise<void>((resolve) => (this.onCrash = resolve));
    await Promise.race([this.startLife(++this.life), died]);
  }

  private async startLife(life: number): Promise<void> {
    this.asked.clear();
    const ports = this.startUpPorts();
    const started = await startUp(ports);
    const committer = this.newCommitter(started.current, life, ports);
    const streams = started.fresh === undefined ? started.streams : started.streams.slice(0, -1);
    this.runner = this.newRunner(streams, ports, committer, life);
    if (started.fresh !== undefined)
      await committer.commit(
        streamOpenedFact(
          { tillId: TILL_ID, businessDate: BUSINESS_DATE },
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
      journal: this.openJournal(),
      tillId: TILL_ID,
      enrolmentSeries: seriesOfEnrolment(this.enrolment),
      sha256,
      randomId: () =>
        toBase64url(Uint8Array.from({ length: 16 }, () => Math.floor(this.p.random() * 256))),
      text: (b) => text.decode(b),
    };
  }

  private openJournal(): MemoryJournal {
    const journal = new MemoryJournal(this.journalDisk);
    journal.broken = this.journalBroken;
    return journal;
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
      (row, op) => {
        if (life === this.life) this.runner?.committed(row, op);
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
      pull: async (site) => {
        if (life === this.life) await this.askForOwnOps(site, p, committer, life);
        return true;
      },
      behind: () => false,
      openStream: (reason, old) => this.openStream({ reason, old }, p, committer, life),
      onState: (s) => {
        for (; switches < s.switches.length; switches++) this.p.switched();
      },
      alarm: (kind) => this.p.alarm(kind),
    });
  }

  private async openStream(
    asked: OpenStream,
    p: ReturnType<SimTill['startUpPorts']>,
    committer: Committer,
    life: number,
  ): Promise<void> {
    if (life !== this.life) return;
    await openStreamBehind({ ...p, committer, businessDate: () => BUSINESS_DATE }, asked);
    this.asked.clear();
  }

  /** As the till's own lane does: at start, after a fork, and now and then (D12). */
  private async askForOwnOps(
    site: string,
    p: ReturnType<SimTill['startUpPorts']>,
    committer: Committer,
    life: number,
  ): Promise<void> {
    const source = this.p.ownOps(site);
    const now = this.p.clock.now();
    if (source === undefined || now - (this.asked.get(site) ?? -ASK_AGAIN_MS) < ASK_AGAIN_MS)
      return;
    this.asked.set(site, now);
    const done = await recoverOwnOps({
      ...p,
      current: () => committer.head.id,
      streams: async () => source.streams(),
      ops: async (stream, from) => source.ops(stream, from),
      signature: async (_series, { sig, opId }) => (sig === `sig-${opId}` ? 'holds' : 'fails'),
      setAside: async () => undefined,
      recovered: (row) => {
        if (life === this.life) this.runner?.recovered(row);
      },
      shiftIs: () => undefined,
    });
    const { id, series } = committer.head;
    if (!done.ok || !isSeriesTaken(series, done.series)) return;
    const asked: OpenStream = { reason: 'behind-server', old: id, used: done.series };
    await this.openStream(asked, p, committer, life);
  }

  /** Sells; the person is told only when the commit answered. */
  /** Resolves with the op id once the person was told that the sale is done. */
  async sell(pad: string): Promise<string | undefined> {
    const { committer, life } = this;
    const r = await committer?.commit(saleFact(`doc-${this.p.random()}`, pad));
    if (r?.ok !== true || life !== this.life) return undefined;
    this.told.push(r.op.opId);
    return r.op.opId;
  }

  crash(): void {
    this.onCrash();
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
  image(): TillImage {
    return structuredClone({ disk: this.disk, journalDisk: this.journalDisk });
  }

  /** The image of the machine, or of the database alone, is put back: what was done since is forgotten. */
  putBack(image: TillImage, what: 'machine' | 'database'): void {
    const copy = structuredClone(image);
    this.disk = copy.disk;
    if (what === 'machine') this.journalDisk = copy.journalDisk;
  }

  /** The machine is replaced: head office enrols the new one, which has nothing of the old. */
  replaceMachine(): SimMachine {
    const old = this.machine();
    this.enrolments += 1;
    this.enrolment = this.enrolments;
    this.disk = emptyDisk();
    this.journalDisk = emptyJournal();
    return old;
  }

  /** Another machine of this till is switched on in the place of this one, which is kept. */
  changeMachine(on: SimMachine): SimMachine {
    const off = this.machine();
    ({ disk: this.disk, journalDisk: this.journalDisk, enrolment: this.enrolment } = on);
    return off;
  }

  private machine(): SimMachine {
    const { disk, journalDisk, enrolment } = this;
    return { disk, journalDisk, enrolment };
  }

  sendParkedAgain(): void {
    for (const row of this.disk.parked.values())
      this.runner?.dispatch({ type: 'send-again', stream: row.stream, seq: row.seq });
  }

  /** The journal's files are gone, the marker beside them is not. */
  loseJournal(): void {
    this.journalDisk = { ...emptyJournal(), marker: this.journalDisk.marker };
  }

  allOps(): { opId: string; stream: string; seq: number }[] {
    const ops = [
      ...this.disk.ops.values(),
      ...[...this.journalDisk.files.values()].map((f) => f.lines),
    ].flat();
    return [...new Map(ops.map((o) => [o.opId, o])).values()];
  }
}

function forever(): Promise<void> {
  return new Promise(() => undefined);
}
