import type { Moved } from '../../contracts/wire.ts';
import type { Get } from './head-office/fetch-snapshots.ts';
import { pullChanges, type PullSink } from './head-office/pull-changes.ts';

export type PullLanePorts = {
  get: (site: string) => Get;
  /** In the order in which they are pulled; where the first does not come, the others wait for it. */
  sinks: readonly PullSink[];
  /** A clock that only runs forward, ms. */
  now: () => number;
  /** All that the site serves is held. */
  current: () => void;
};

/** Longer than from poll to poll; pokes that come more often put the poll off. */
const ALL_EVERY_MS = 90_000;

/** What pokes named since the last pull, up to where; `all` where they do not join on to what is held. */
type Poked = { datasets: ReadonlySet<string>; upTo: string } | 'all';

/**
 * Head-office data for this till, set after set. A poke that says what moved saves the questions for
 * all else; whoever misses one, or cannot join it on, pulls everything, and so does the next poll.
 */
export class PullLane {
  private readonly p: PullLanePorts;
  /** What the site could serve at the last finished pull; anything else means: pull again. */
  private served = '';
  private offered = '';
  private news: Poked | undefined;
  /** Where the pull that is under way ends, if it ends well. */
  private reaching: string | undefined;
  private allAt = -Infinity;

  constructor(p: PullLanePorts) {
    this.p = p;
  }

  behind(vec: Moved['vec']): boolean {
    this.offered = textOf(vec);
    const isBehind = this.offered !== this.served;
    if (!isBehind) this.p.current();
    return isBehind;
  }

  /** Before the pull that the poke asks for. */
  poked(moved: Moved | undefined): void {
    const { news } = this;
    if (news === 'all') return;
    const held = news?.upTo ?? this.reaching ?? this.served;
    if (moved === undefined || textOf(moved.after) !== held) {
      this.news = 'all';
      return;
    }
    const before = news?.datasets ?? [];
    this.news = { datasets: new Set([...before, ...moved.ds]), upTo: textOf(moved.vec) };
  }

  async pull(site: string): Promise<boolean> {
    const { news } = this;
    const isDue = this.p.now() - this.allAt > ALL_EVERY_MS;
    const named = typeof news === 'object' && !isDue ? news : undefined;
    if (named === undefined) this.allAt = this.p.now();
    const sinks = this.p.sinks.filter(
      ({ datasets }) => named === undefined || datasets.some((ds) => named.datasets.has(ds)),
    );
    this.news = undefined;
    const upTo = typeof news === 'object' ? news.upTo : this.offered;
    this.reaching = upTo;
    const ok = await this.pullAll(this.p.get(site), sinks);
    this.reaching = undefined;
    if (!ok) {
      this.news = 'all';
      return false;
    }
    this.served = upTo;
    if (upTo === this.offered) this.p.current();
    return true;
  }

  /** One set alone, e.g. the store's line drill: in one, a till asks for nothing else (LD3). */
  async pullOnly(site: string, dataset: string): Promise<boolean> {
    const sinks = this.p.sinks.filter(({ datasets }) => datasets.includes(dataset));
    return this.pullAll(this.p.get(site), sinks);
  }

  /** An older head office does not know every set: prices do not wait for what it does not know. */
  private async pullAll(get: Get, [first, ...others]: readonly PullSink[]): Promise<boolean> {
    if (first === undefined) return true;
    let ok = await pullChanges(get, first);
    if (!ok) return false;
    for (const sink of others) ok = (await pullChanges(get, sink)) && ok;
    return ok;
  }
}

const textOf = (vec: Moved['vec']): string =>
  JSON.stringify(Object.entries(vec).sort(([a], [b]) => (a < b ? -1 : 1)));
