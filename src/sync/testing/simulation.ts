import { Type } from 'typebox';
import { Op } from '../../contracts/op.ts';
import { parse, parseJson } from '../../contracts/parse.ts';
import { COMMIT_CRASH_POINTS, type CrashPoint } from '../core/commit.ts';
import { nothingReached, type RunResult } from './reached.ts';
import { seededRandom } from './seeded-random.ts';
import { FAULTS, SimTransport, type Line } from './sim-net.ts';
import { antiEntropy, SimSite } from './sim-site.ts';
import { SimTill } from './sim-till.ts';
import { settled, VirtualClock } from './virtual-clock.ts';

const STEPS = 60;
const text = new TextDecoder();
const Numbered = Type.Object({ doc_no: Type.String() });

/** One seeded life of a till and two sites: sales, faults, then quiet, then every invariant. */
export async function simulate(seed: number): Promise<RunResult> {
  const world = new World(seed);
  try {
    await world.till.start();
    for (let i = 0; i < STEPS; i++) await world.randomStep();
    await world.quiesce();
    world.checkEnd();
  } catch (error) {
    world.violations.push(String(error));
  }
  return { seed, reached: world.reached, violations: world.violations };
}

class World {
  readonly reached = nothingReached();
  readonly violations: string[] = [];
  readonly random: () => number;
  readonly clock = new VirtualClock(1_790_000_000_000);
  readonly a = new SimSite('A');
  readonly b = new SimSite('B');
  readonly till: SimTill;
  private readonly sites = new Map([
    ['A', this.a],
    ['B', this.b],
  ]);
  private readonly lines = new Map<string, Line>([
    ['A', 'pass'],
    ['B', 'pass'],
  ]);
  private linkUp = true;
  private restoredOnce = false;
  private dieAt: CrashPoint | undefined;
  private quiet = false;
  private image: ReturnType<SimTill['image']> | undefined;
  private rolledBack = false;
  private replaced = false;
  private justPutBack = false;
  private wentApart = false;
  /** The journal holds ops that the database lost, and could not be read since. */
  private onlyInJournal = false;
  private forgotParked = false;
  private readonly releasedUpTo = new Map<string, number>();
  private readonly known = new Map<string, string>();
  private replicating = false;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    const net = (): SimTransport =>
      new SimTransport({
        clock: this.clock,
        random: this.random,
        sites: this.sites,
        line: (s) => this.lines.get(s) ?? 'pass',
        touched: () => this.replicateSoon(),
        count: (what) => this.reached[what]++,
        heard: (site, incarnation) => this.known.set(site, incarnation),
      });
    this.till = new SimTill({
      clock: this.clock,
      random: this.random,
      transport: net,
      home: this.random() < 0.5 ? 'A' : 'B',
      reached: (point) => this.maybeDie(point),
      switched: () => this.reached.switches++,
      released: (stream, upTo) => this.checkRelease(stream, upTo),
      alarm: (kind) => {
        if (kind === 'op-parked') this.reached.parked++;
        if (kind === 'forked') this.reached.forks++;
      },
      ownOps: (id) => {
        const site = this.sites.get(id);
        if (site?.up !== true || this.lines.get(id) !== 'pass') return undefined;
        return {
          streams: () => site.ownStreams(),
          ops: (stream, from) => site.ownOps(stream, from),
        };
      },
    });
  }

  private maybeDie(point: CrashPoint): Promise<void> {
    if (this.dieAt !== point) return Promise.resolve();
    this.dieAt = undefined;
    this.crashTill();
    return new Promise(() => undefined);
  }

  private pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick');
    return item;
  }

  async randomStep(): Promise<void> {
    const r = this.random();
    if (r < 0.45) this.sell();
    else if (r < 0.53) this.dieAt = this.pick(COMMIT_CRASH_POINTS);
    else if (r < 0.58) this.crashTill();
    else if (r < 0.7)
      this.lines.set(this.pick(['A', 'B']), this.random() < 0.5 ? 'pass' : this.pick(FAULTS));
    else if (r < 0.76) this.killSite(this.pick([this.a, this.b]));
    else if (r < 0.79) this.restoreSite(this.pick([this.a, this.b]));
    else if (r < 0.83) this.linkUp = !this.linkUp;
    else if (r < 0.86) this.drain(this.pick([this.a, this.b]));
    else if (r < 0.885) this.image ??= this.till.image();
    else if (r < 0.92) this.rollBackTill();
    await this.clock.advance(this.clock.now() + this.random() ** 3 * 20_000);
    if (!this.till.running) await this.restartTill();
    if (this.random() < 0.5) this.reviveSites();
    this.replicate();
  }

  private sell(): void {
    if (!this.till.running) return;
    this.reached.sales++;
    const poisoned = this.random() < 0.02;
    void this.sellOne('x'.repeat(Math.floor(this.random() * 40)), poisoned);
  }

  private async sellOne(pad: string, poisoned: boolean): Promise<void> {
    const opId = await this.till.sell(pad);
    if (opId === undefined || !poisoned || this.quiet) return;
    for (const s of this.sites.values()) s.flaws.push({ opId, kind: 'refused' });
  }

  /**
   * An image of the database alone may be put back at any time: journal and marker know better. Only
   * what both sites hold may be forgotten by an image of the whole machine; then a fork is survivable.
   */
  private rollBackTill(): void {
    if (this.image === undefined) return;
    const what = this.random() < 0.5 ? 'database' : 'machine';
    const onlyHere = this.till.journalBroken || this.wentApart || this.onlyInJournal;
    if (onlyHere || (what === 'machine' && !this.converged())) return;
    this.crashTill();
    this.till.putBack(this.image, what);
    this.forgotParked = true;
    this.known.clear();
    this.image = undefined;
    if (what === 'machine') this.rolledBack = true;
    else this.reached.databasesLost++;
    this.justPutBack = true;
  }

  private drain(site: SimSite): void {
    site.draining = !site.draining;
  }

  private crashTill(): void {
    this.reached.crashes++;
    this.till.crash();
  }

  private async restartTill(): Promise<void> {
    const r = this.justPutBack ? 1 : this.random();
    const wasBroken = this.till.journalBroken;
    this.till.journalBroken = this.random() < 0.08;
    // What only one copy holds is lost with it: that is a second failure, which nobody promises to survive.
    const onlyInDatabase = wasBroken || this.wentApart;
    if (r < 0.15) {
      if (!onlyInDatabase && !this.onlyInJournal) this.loseDatabase();
    } else if (r < 0.23) {
      if (!this.onlyInJournal) this.till.loseJournal();
    } else if (r < 0.26 && !this.a.recovering && !this.b.recovering) this.replaceMachine();
    // Old database, unreadable journal: the till goes its own way until the journal can be read.
    if (this.justPutBack && this.till.journalBroken) this.wentApart = true;
    this.onlyInJournal =
      this.till.journalBroken && (this.onlyInJournal || this.justPutBack || r < 0.15);
    this.justPutBack = false;
    await this.till.start();
    this.dieAt = undefined;
    if (!this.till.running) await this.till.start();
  }

  private loseDatabase(): void {
    this.reached.databasesLost++;
    this.till.loseDatabase();
    this.forgotParked = true;
    // Which lives it met is gone with it; that no till can know.
    this.known.clear();
  }

  /** What the lost machine alone held is lost with it: no two failures at once are promised. */
  private replaceMachine(): void {
    this.reached.machinesReplaced++;
    this.till.replaceMachine();
    const told = this.till.told.filter((id) => this.a.durable(id) || this.b.durable(id));
    this.till.told.splice(0, this.till.told.length, ...told);
    this.forgotParked = true;
    this.replaced = true;
    this.restoredOnce = true;
    this.image = undefined;
    this.known.clear();
  }

  private killSite(site: SimSite): void {
    if (!site.up) return;
    this.reached.losses++;
    site.crash();
  }

  private reviveSites(): void {
    for (const s of this.sites.values()) if (!s.up) s.up = true;
    this.reconcile();
  }

  /** At most one restore a run: losing one site loses nothing; losing both is another promise. */
  private restoreSite(site: SimSite): void {
    const peer = site === this.a ? this.b : this.a;
    if (this.restoredOnce || !peer.up || peer.recovering) return;
    this.restoredOnce = true;
    this.reached.restores++;
    site.restore(
      Math.floor(this.random() * (site.own.rows.length + 1)),
      Math.floor(this.random() * (site.copy.rows.length + 1)),
    );
  }

  private reconcile(): void {
    if (!this.linkUp || !this.a.up || !this.b.up) return;
    if (this.a.recovering) antiEntropy(this.a, this.b);
    if (this.b.recovering) antiEntropy(this.b, this.a);
  }

  private replicateSoon(): void {
    if (this.replicating) return;
    this.replicating = true;
    this.clock.wakeAt(this.clock.now() + 5 + this.random() * 60, () => {
      this.replicating = false;
      this.replicate();
    });
  }

  /** Logical replication and the exchange of claims, while the link is up. */
  private replicate(): void {
    if (!this.linkUp || !this.a.up || !this.b.up) return;
    for (const [from, to] of [
      [this.a, this.b],
      [this.b, this.a],
    ] as const) {
      while (to.applied < from.own.flushed && !to.applyStuck) {
        const row = from.own.rows[to.applied];
        if (row === undefined) break;
        // Visible and flushed are two moments; a claim may use only the second (H2).
        to.apply(row, this.quiet || this.random() < 0.7);
      }
      if (this.random() < 0.5 || this.quiet) to.copy.flushed = to.copy.rows.length;
    }
    for (const [from, to] of [
      [this.a, this.b],
      [this.b, this.a],
    ] as const) {
      if (from.recovering) continue;
      for (const stream of new Set([...from.own.rows, ...from.copy.rows].map((r) => r.stream))) {
        const [head] = from.heads(stream);
        if (head !== undefined)
          to.peerClaims.set(stream, {
            incarnation: from.incarnation,
            contiguous: head.seq,
            contiguous_op_id: head.opId,
            observed_ms: this.clock.now(),
          });
      }
    }
  }

  /**
   * I1, I2, promise 3, at the moment of forgetting: every required site holds the op
   * durably. A site restored since the till last heard of it is the one thing no till can know.
   */
  private checkRelease(stream: string, upTo: number): void {
    const before = this.releasedUpTo.get(stream) ?? 0;
    this.releasedUpTo.set(stream, Math.max(before, upTo));
    for (const op of this.till.disk.ops.get(stream) ?? []) {
      if (op.seq <= before || op.seq > upTo) continue;
      for (const site of this.sites.values())
        if (this.known.get(site.id) === site.incarnation && !site.durable(op.opId))
          this.violations.push(`I1 seq ${op.seq} is forgotten but not durable at ${site.id}`);
    }
  }

  /** I2: with one site gone for good, what was told is still there and still reaches the other. */
  private async oneSiteGone(): Promise<void> {
    const [gone, left] = this.random() < 0.5 ? [this.a, this.b] : [this.b, this.a];
    if (left.recovering) return;
    gone.up = false;
    left.up = true;
    left.draining = false;
    // Gone is gone: nothing answers in its place, not even with a 429 that asks to be waited for.
    this.lines.set(left.id, 'pass').set(gone.id, 'refuse');
    for (let i = 0; i < 30; i++) await this.clock.advance(this.clock.now() + 15_000);
    // A void needs the refusal of both sites (D9), so behind a refused op the queue waits for the other.
    const flaws = new Set(left.flaws.map((f) => f.opId));
    const flawed = this.till.allOps().filter((op) => flaws.has(op.opId));
    for (const op of this.till.allOps())
      if (!left.durable(op.opId) && !flawed.some((f) => f.stream === op.stream && f.seq <= op.seq))
        this.violations.push(
          `I2 seq ${op.seq} does not reach ${left.id} while ${gone.id} is gone: ${this.describe()}`,
        );
  }

  /** Everything heals; then time passes until nothing waits. */
  async quiesce(): Promise<void> {
    this.dieAt = undefined;
    if (this.till.journalBroken) this.crashTill();
    this.till.journalBroken = false;
    if (!this.till.running) await this.till.start();
    if (this.random() < 0.3) await this.oneSiteGone();
    this.quiet = true;
    this.linkUp = true;
    this.lines.set('A', 'pass').set('B', 'pass');
    for (const s of this.sites.values()) {
      s.up = true;
      s.draining = false;
    }
    await this.settle();
    // I8: an op that no site takes is parked by now, and nothing behind it has waited.
    if (!this.allReleased()) this.violations.push(`I8 or I14 not converged: ${this.describe()}`);
    for (const s of this.sites.values()) s.flaws.length = 0;
    this.till.sendParkedAgain();
    await this.settle();
  }

  private async settle(): Promise<void> {
    for (let i = 0; i < 80; i++) {
      this.reconcile();
      this.replicate();
      await this.clock.advance(this.clock.now() + 15_000);
      await settled();
      if (this.converged()) break;
    }
  }

  private allReleased(): boolean {
    const streams = this.till.runner?.state.streams ?? [];
    return (
      this.till.running && streams.length > 0 && streams.every((s) => s.released === s.headSeq)
    );
  }

  private converged(): boolean {
    return this.allReleased() && this.till.disk.parked.size === 0;
  }

  checkEnd(): void {
    this.reached.regressions += this.a.regressions + this.b.regressions;
    if (!this.converged()) this.violations.push(`I14 not converged: ${this.describe()}`);
    const told = new Set(this.till.told);
    for (const site of this.sites.values()) {
      for (const opId of told)
        if (!site.durable(opId)) this.violations.push(`I1 a told sale is missing at ${site.id}`);
      for (const op of this.till.allOps())
        if (!site.durable(op.opId))
          this.violations.push(`I1 seq ${op.seq} is missing at ${site.id}`);
      // A stand-in holds a sale's place, never its money: by now the sale itself was sent again.
      // A till that lost its database lost the list of what was parked with it (known limit).
      for (const opId of this.forgotParked ? [] : told)
        if (!site.holdsOriginal(opId))
          this.violations.push(`I1 only a stand-in of a told sale is at ${site.id}`);
      if (site.applyStuck) this.violations.push('I12 apply stuck');
    }
    this.checkNumbers();
    const held = new Set(this.till.allOps().map((o) => o.opId));
    for (const opId of this.rolledBack || this.replaced ? [] : told)
      if (!held.has(opId)) this.violations.push('I1 a told sale is in no copy of the till');
  }

  /**
   * D13: no two sales that head office holds have one number, unless the whole machine went back in
   * time, or its database did while nothing beside it could be read.
   */
  private checkNumbers(): void {
    const numbers = new Map<string, string>();
    for (const row of this.rolledBack || this.wentApart
      ? []
      : this.a.own.rows.concat(this.a.copy.rows)) {
      const op = parseJson(Op, text.decode(row.raw));
      const no = parse(Numbered, op?.body)?.doc_no;
      if (no === undefined || row.standsFor !== undefined) continue;
      if ((numbers.get(no) ?? row.opId) !== row.opId)
        this.violations.push(`D13 number ${no} stands on two sales`);
      numbers.set(no, row.opId);
    }
  }

  private describe(): string {
    const s = this.till.runner?.state;
    return JSON.stringify(
      s?.streams.map((x) => ({ h: x.headSeq, r: x.released, e: x.evidence, t: x.trouble })),
    );
  }
}
