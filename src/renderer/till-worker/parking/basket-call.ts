import { ASK_LIVES_MS } from '../../../contracts/parked-baskets.ts';
import type { AskedBasket } from './asked-baskets.ts';
import type { ParkedLine } from './parked-line.ts';

export type BasketCallPorts = {
  line: Pick<ParkedLine, 'ask'>;
  sites: readonly string[];
  /** Whether the basket is on this till's shelf by what that site tells. */
  arrives: (site: string) => Promise<boolean>;
  /** Monotonic, ms. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
};

/** `gone`: no till has it to give; `silent`: the till that has it says nothing. */
export type CallEnd = 'here' | 'gone' | 'silent' | 'line-down';

/** A little longer than an ask stands at head office: a yes of the last moment still has to arrive, ms. */
const WAIT_MS = ASK_LIVES_MS + 2000;
const LOOK_AGAIN_MS = 500;
/** A poke may be lost, and a till may come back meanwhile. */
const ASK_AGAIN_MS = 3000;

/** One basket asked for at every site that is reached, each at its own pace: the first answer ends it. */
export class BasketCall {
  private readonly p: BasketCallPorts;
  private readonly ask: AskedBasket;
  private readonly beganMs: number;
  private readonly said = new Map<string, 'asked' | 'unknown' | 'silent'>();
  private isOver = false;

  constructor(p: BasketCallPorts, ask: AskedBasket) {
    this.p = p;
    this.ask = ask;
    this.beganMs = p.now();
  }

  run(): Promise<CallEnd> {
    return new Promise((resolve, reject) => {
      const end = (how: CallEnd): void => {
        this.isOver = true;
        resolve(how);
      };
      const all = Promise.all(this.p.sites.map((site) => this.at(site, end)));
      all
        .then(() => end(this.isHeard ? 'silent' : 'line-down'))
        .catch((error: unknown) => {
          this.isOver = true;
          reject(error instanceof Error ? error : new Error(String(error)));
        });
    });
  }

  private get isHeard(): boolean {
    return [...this.said.values()].some((one) => one !== 'silent');
  }

  private async at(site: string, end: (how: CallEnd) => void): Promise<void> {
    const { p } = this;
    const until = this.beganMs + WAIT_MS;
    for (let askAt = this.beganMs; !this.isOver;) {
      let isGone = false;
      if (p.now() >= askAt) {
        askAt = p.now() + ASK_AGAIN_MS;
        isGone = await this.askAt(site);
      }
      // Looked for after the question: what is there no more and was handed to this till is told by now.
      if (await p.arrives(site)) return end('here');
      const early = isGone ? 'gone' : this.nobodyAsked();
      if (early !== undefined) return end(early);
      if (p.now() >= until) return;
      await p.sleep(LOOK_AGAIN_MS);
    }
  }

  /** Whether a site that knew of it knows it no more. One that never did may be behind. */
  private async askAt(site: string): Promise<boolean> {
    const leftMs = ASK_LIVES_MS - (this.p.now() - this.beganMs);
    if (leftMs <= 0) return false;
    const { till, parkId, handId } = this.ask;
    const ask = { till, park_id: parkId, hand_id: handId, left_ms: Math.floor(leftMs) };
    const said = await this.p.line.ask(site, ask);
    const before = this.said.get(site);
    if (said === 'unknown' && before === 'asked') return true;
    if (said !== undefined || before === undefined) this.said.set(site, said ?? 'silent');
    return false;
  }

  /** Every site has answered or not, and none passes it on. */
  private nobodyAsked(): CallEnd | undefined {
    const said = [...this.said.values()];
    if (said.length < this.p.sites.length || said.includes('asked')) return undefined;
    return this.isHeard ? 'gone' : 'line-down';
  }
}
