import { COMMIT_CRASH_POINTS, type CrashPoint } from '../core/commit.ts';
import { nothingReached, type RunResult } from './reached.ts';
import { pickOne, seededRandom } from './seeded-random.ts';
import { sharedNumbers } from './shared-numbers.ts';
import { FAULTS, SimTransport, type Line } from './sim-net.ts';
import { antiEntropy, SimSite } from './sim-site.ts';
import { ASK_AGAIN_MS, SimTill } from './sim-till.ts';
import { TillMisfortunes } from './till-misfortunes.ts';
import { settled, VirtualClock } from './virtual-clock.ts';

const STEPS = 60;

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
  private readonly sites = new Map([this.a, this.b].map((site) => [site.id, site]));
  private readonly lines = new Map<string, Line>();
  private linkUp = true;
  private restoredOnce = false;
  private dieAt: CrashPoint | undefined;
  private quiet = false;
  private readonly machine: TillMisfortunes;
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
    this.machine = new TillMisfortunes(this.till, this.random, this.reached, this.known);
  }

  private maybeDie(point: CrashPoint): Promise<void> {
    if (this.dieAt !== point) return Promise.resolve();
    this.dieAt = undefined;
    this.crashTill();
    return new Promise(() => undefined);
  }

  async randomStep(): Promise<void> {
    const r = this.random();
    if (r < 0.45) this.sell();
    else if (r < 0.53) this.dieAt = pickOne(this.random, COMMIT_CRASH_POINTS);
    else if (r < 0.58) this.crashTill();
    else if (r < 0.7)
      this.lines.set(
        pickOne(this.random, ['A', 'B']),
        this.random() < 0.5 ? 'pass' : pickOne(this.random, FAULTS),
      );
    else if (r < 0.76) this.killSite(pickOne(this.random, [this.a, this.b]));
    else if (r < 0.79) this.restoreSite(pickOne(this.random, [this.a, this.b]));
    else if (r < 0.83) this.linkUp = !this.linkUp;
    else if (r < 0.86) drain(pickOne(this.random, [this.a, this.b]));
    else if (r < 0.885) this.machine.takeImage();
    else if (r < 0.92) this.putImageBack();
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
    const kind = this.random() < 0.5 ? 'refused' : 'silent';
    if (kind === 'silent') this.reached.silenced++;
    for (const s of this.sites.values()) s.flaws.push({ opId, kind });
  }

  private crashTill(): void {
    this.reached.crashes++;
    this.till.crash();
  }

  private putImageBack(): void {
    const done = this.machine.putImageBack(this.allAtHeadOffice(), soundSites(this.a, this.b));
    if (done === 'nothing') return;
    this.crashTill();
    if (done === 'all-lost') this.forgetWhatOnlyTheTillHeld();
  }

  /** What the lost copies alone held is lost with them: no two failures at once are promised. */
  private forgetWhatOnlyTheTillHeld(): void {
    const isThere = (id: string): boolean => this.a.holdsOriginal(id) || this.b.holdsOriginal(id);
    this.till.told.splice(0, this.till.told.length, ...this.till.told.filter(isThere));
    this.restoredOnce = true;
  }

  private async restartTill(): Promise<void> {
    if (this.machine.misfortune(soundSites(this.a, this.b)) === 'replaced')
      this.forgetWhatOnlyTheTillHeld();
    await this.till.start();
    this.dieAt = undefined;
    if (!this.till.running) await this.till.start();
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
    this.lines.set(left.id, 'pass').set(gone.id, pickOne(this.random, FAULTS));
    for (let i = 0; i < 60; i++) await this.clock.advance(this.clock.now() + 15_000);
    // A void needs the refusal of both sites (D9): the refused op itself waits for the other, nothing else.
    const flaws = left.flaws.map((f) => f.opId);
    for (const op of this.till.allOps())
      if (!left.durable(op.opId) && !flaws.includes(op.opId))
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
    // Whether an op or the line is to blame shows only where another op stands behind it (RF6).
    await this.till.sell('');
    await this.settle();
    // I8: an op that no site takes is parked by now, and nothing behind it has waited.
    if (!this.allReleased()) this.violations.push(`I8 or I14 not converged: ${this.describe()}`);
    // A till that forgot what was parked hears of it when it next asks for what is its own.
    if (this.reached.databasesLost > 0)
      await this.clock.advance(this.clock.now() + ASK_AGAIN_MS * 1.5);
    for (const s of this.sites.values()) s.flaws.length = 0;
    this.till.sendParkedAgain();
    await this.settle();
  }

  private async settle(): Promise<void> {
    // Each op that draws silence is tried five times in two forms at two sites before it is set aside.
    const silent = this.a.flaws.filter((flaw) => flaw.kind === 'silent').length;
    for (let i = 0; i < 80 + 25 * silent; i++) {
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

  /** Nothing waits, and no sale is there as a stand-in alone. */
  private allAtHeadOffice(): boolean {
    const isThere = (id: string): boolean => this.a.holdsOriginal(id) && this.b.holdsOriginal(id);
    return this.converged() && this.till.told.every(isThere);
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
      for (const opId of told)
        if (!site.holdsOriginal(opId))
          this.violations.push(`I1 only a stand-in of a told sale is at ${site.id}`);
      if (site.applyStuck) this.violations.push('I12 apply stuck');
    }
    // Unless the whole machine went back in time, or its database did while nothing beside it could be read.
    if (!this.machine.rolledBack && !this.machine.wentApart)
      for (const no of sharedNumbers([...this.a.own.rows, ...this.a.copy.rows]))
        this.violations.push(`D13 number ${no} stands on two sales`);
    const held = new Set(this.till.allOps().map((o) => o.opId));
    for (const opId of this.machine.rolledBack || this.machine.replaced ? [] : told)
      if (!held.has(opId)) this.violations.push('I1 a told sale is in no copy of the till');
  }

  private describe(): string {
    const s = this.till.runner?.state;
    return JSON.stringify(
      s?.streams.map((x) => ({ h: x.headSeq, r: x.released, e: x.evidence, t: x.trouble })),
    );
  }
}

const drain = (site: SimSite): unknown => (site.draining = !site.draining);

const soundSites = (a: SimSite, b: SimSite): boolean => !a.recovering && !b.recovering;
