import type { RegionFile } from '../../contracts/region.ts';
import { setUrls } from '../../contracts/site-request.ts';

/** Which back end a till is told to use: `set` undefined is the champion, the sites' own addresses. */
export type BackEndChoice = {
  set: string | undefined;
  /** Stamp of the signed row that says so; a choice that is older than the one held is refused. */
  epoch: number;
};

/** An address of a set that failed rests so long, twice as long each further time, ms. */
const REST_MS = 5000;
const LONGEST_REST_MS = 60_000;
/**
 * What steers a till: evidence and region file, the rows (flags among them) and what they are brought by,
 * its build. A set that could say "nothing new" there could keep its tills for ever.
 */
const STEERS = /^\/v1\/(sync\/(hello|changes|snapshots|segments)|store\/builds)([/?]|$)/;

/** `isProven`: the champion answered what it did not, so it was the set and not the till's line. */
type Rest = { untilMs: number; restMs: number; isProven: boolean };

/**
 * Chooses where a request goes (BE): an address of the store's set where the region file names one and it
 * does not rest after a failure, else the champion. Pure but for what it remembers.
 */
export class BackEndSets {
  private choice: BackEndChoice = { set: undefined, epoch: 0 };
  private readonly resting = new Map<string, Rest>();
  private turns = 0;

  get chosen(): BackEndChoice {
    return this.choice;
  }

  /**
   * Takes a choice; false where it is older than the one held (BE2). The way home is never refused: the
   * champion is the safe path, and a lost stamp must keep nobody away from it.
   */
  choose(choice: BackEndChoice): boolean {
    const { set, epoch } = choice;
    if (set !== undefined && epoch < this.choice.epoch) return false;
    if (set !== this.choice.set) this.resting.clear();
    this.choice = { set, epoch: Math.max(epoch, this.choice.epoch) };
    return true;
  }

  /**
   * Where the set answers for this site and path; undefined: the champion is asked, as it always is for
   * what steers the till (BE7). An address that is none is passed over.
   */
  next(region: RegionFile, site: string, path: string, nowMs: number): URL | undefined {
    const awake = this.all(region, site, path).filter(
      ({ origin }) => (this.resting.get(origin)?.untilMs ?? 0) <= nowMs,
    );
    this.turns += 1;
    return awake[this.turns % Math.max(1, awake.length)];
  }

  /** Whether it is the set's own fault that `next` named none: each of its addresses failed, and the champion did not (BE8). */
  isSick(region: RegionFile, site: string, path: string): boolean {
    const all = this.all(region, site, path);
    return all.length > 0 && all.every(({ origin }) => this.resting.get(origin)?.isProven === true);
  }

  private all(region: RegionFile, site: string, path: string): URL[] {
    const { set } = this.choice;
    if (set === undefined || STEERS.test(path)) return [];
    return setUrls(region, site, set, path)
      .map((text) => URL.parse(text))
      .filter((at) => at !== null);
  }

  /** Rests an address: whoever asks meanwhile loses no time there. */
  failed({ origin }: URL, nowMs: number): void {
    const before = this.resting.get(origin)?.restMs ?? REST_MS / 2;
    const restMs = Math.min(LONGEST_REST_MS, before * 2);
    this.resting.set(origin, { untilMs: nowMs + restMs, restMs, isProven: false });
  }

  /** The champion answered where this address had just failed. */
  proven({ origin }: URL): void {
    const rest = this.resting.get(origin);
    if (rest !== undefined) this.resting.set(origin, { ...rest, isProven: true });
  }

  answered({ origin }: URL): void {
    this.resting.delete(origin);
  }
}
