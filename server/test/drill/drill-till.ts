import { setTimeout as sleep } from 'node:timers/promises';
import type { HelloAnswer, OpsAnswer } from '../../../src/contracts/wire.ts';
import type { Site } from '../../../tools/region/site-pair.ts';
import { saleLine } from '../test-sales.ts';
import type { TestTill } from '../test-till.ts';

type SiteId = 'A' | 'B';
/** What a site last said of itself. `confirmed`: how far it frees us; `holds`: where to send from. */
type Said = { incarnation: string; confirmed: number; holds: number };
type Word = Pick<OpsAnswer | HelloAnswer, 'incarnation' | 'recovering' | 'stream' | 'peers'>;

const PAUSE_MS = 60;
const STANDBY_HELLO_MS = 500;
const ANSWER_MS = 3000;
const MOST_A_BATCH = 400;
const GONE = new Uint8Array();
const otherOf = (id: SiteId): SiteId => (id === 'A' ? 'B' : 'A');

/**
 * A till that sells without a pause and sends to its home site, or to the other one while that fails.
 * It forgets an op the moment both sites confirmed it on its chain (RL1 to RL6) and keeps nothing for
 * later: harsher than a real till, which keeps released ops.
 */
export class DrillTill {
  /** Ids of everything it ever sold, in order: what must be at both sites in the end. */
  readonly sold: string[] = [];
  /** Ops both sites confirmed; it no longer has them. */
  released = 0;
  /** Longest time between two acknowledgements while it was selling, ms. */
  longestWaitMs = 0;
  readonly #till: TestTill;
  readonly #sites: Readonly<Record<SiteId, Site>>;
  readonly #home: SiteId;
  readonly #said = new Map<SiteId, Said>();
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #current: SiteId;
  #isSelling = true;
  #ackedAt = performance.now();
  #standbyAt = 0;

  constructor(till: TestTill, sites: Readonly<Record<SiteId, Site>>, home: SiteId) {
    this.#till = till;
    this.#sites = sites;
    this.#home = home;
    this.#current = home;
    this.#running = this.#run();
  }

  stopSelling(): void {
    this.#isSelling = false;
  }

  /** Resolves when both sites confirmed everything. */
  async settled(): Promise<void> {
    while (!this.#stop.signal.aborted && this.released < this.sold.length) await sleep(PAUSE_MS);
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      if (this.#isSelling) this.sold.push(this.#till.add(saleLine(this.#till, 600)).opId);
      try {
        await this.#push();
      } catch {
        this.#said.delete(this.#current);
        this.#current = otherOf(this.#current);
      }
      if (performance.now() - this.#standbyAt > STANDBY_HELLO_MS) await this.#askStandby();
      await sleep(PAUSE_MS);
    }
  }

  /** The other site is asked now and then; home is gone back to as soon as it answers. */
  async #askStandby(): Promise<void> {
    this.#standbyAt = performance.now();
    try {
      await this.#ask(otherOf(this.#current));
      this.#current = this.#home;
    } catch {
      // Away: what it said before still names the life it is in.
    }
  }

  async #ask(id: SiteId): Promise<void> {
    const { body, status } = await within(this.#till.hello(this.#sites[id].url));
    if (status !== 200) throw new Error(`hello was answered ${status}`);
    this.#hear(id, body);
  }

  /** Everything the current site lacks and we still have. */
  async #push(): Promise<void> {
    const id = this.#current;
    if (!this.#said.has(id) || !this.#isSelling) await this.#ask(id);
    const from = Math.max(this.#said.get(id)?.holds ?? 0, this.released);
    const waiting = this.#till.ops.slice(from, from + MOST_A_BATCH);
    if (waiting.length > 0) {
      const { status, body } = await within(this.#till.push(this.#sites[id].url, waiting));
      if (status !== 200) throw new Error(`a push was answered ${status}`);
      this.#hear(id, body);
    }
    const now = performance.now();
    if (this.#isSelling) this.longestWaitMs = Math.max(this.longestWaitMs, now - this.#ackedAt);
    this.#ackedAt = now;
  }

  /** A site's own word always counts, also when it is lower; a recovering one frees nothing (RL6). */
  #hear(id: SiteId, { incarnation, recovering, stream, peers }: Word): void {
    const holds = stream.contiguous;
    const isOurs = this.#isOurs(holds, stream.contiguous_op_id);
    this.#said.set(id, { incarnation, holds, confirmed: recovering || !isOurs ? 0 : holds });
    const peer = peers[otherOf(id)];
    const known = this.#said.get(otherOf(id));
    // What it says of the other one counts only under the life that one named itself (RL3).
    if (
      peer !== undefined &&
      known?.incarnation === peer.incarnation &&
      this.#isOurs(peer.contiguous, peer.contiguous_op_id)
    )
      known.confirmed = Math.max(known.confirmed, peer.contiguous);
    this.#release();
  }

  #isOurs(seq: number, opId: string): boolean {
    return seq === 0 || this.sold[seq - 1] === opId;
  }

  #release(): void {
    const [a, b] = [this.#said.get('A'), this.#said.get('B')];
    const upTo = Math.min(a?.confirmed ?? 0, b?.confirmed ?? 0);
    // The last one stays: the chain goes on from its id.
    for (const op of this.#till.ops.slice(this.released, Math.min(upTo, this.sold.length - 1)))
      op.raw = GONE;
    this.released = Math.max(this.released, upTo);
  }
}

/** Without a deadline a site that dies in the middle would hold the till for ever. */
async function within<T>(work: Promise<T>): Promise<T> {
  const late = sleep(ANSWER_MS, undefined, { ref: false }).then((): never => {
    throw new Error('no answer in time');
  });
  late.catch(() => undefined);
  return Promise.race([work, late]);
}
