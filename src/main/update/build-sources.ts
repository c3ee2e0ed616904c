import type { BuildFile } from '../../contracts/build-feed.ts';
import type { LanBuilds } from './lan-builds.ts';

export type SourcesPorts = {
  /** The sites of the region. */
  sites: () => readonly string[];
  /** A piece of a file from one of them. */
  fromSite: (
    site: string,
    file: BuildFile,
    from: number,
    to: number,
  ) => Promise<Uint8Array | undefined>;
  /** The other tills of the store; absent: there is no network to them. */
  lan?: Pick<LanBuilds, 'begin' | 'end' | 'piece' | 'wrong'>;
};

/**
 * Where pieces of a build come from: another till of the store, else a site, else the other site (UPD9).
 * A piece has no hash of its own: where the whole turned out wrong, the tills that gave of it are left, or
 * if none did the sites, and the next fetch goes elsewhere.
 */
export class BuildSources {
  private readonly p: SourcesPorts;
  private gave = new Set<string>();
  /** This fetch went on with bytes that lay on disk, from whomever; undefined: it asked for no piece yet. */
  private wentOn: boolean | undefined;
  /** Files that were wrong once with nobody blamed. */
  private readonly pardoned = new Set<string>();
  /** Sites whose bytes were wrong, by file. */
  private readonly left = new Map<string, Set<string>>();

  constructor(p: SourcesPorts) {
    this.p = p;
  }

  begin({ hash }: Pick<BuildFile, 'hash'>): void {
    this.gave = new Set();
    this.wentOn = undefined;
    this.p.lan?.begin(hash);
  }

  /** All of it came; or not, and it is fetched on later. */
  end(didCome: boolean): void {
    this.p.lan?.end(didCome);
  }

  async piece(
    file: BuildFile,
    from: number,
    to: number,
    isStale: () => boolean,
  ): Promise<Uint8Array | undefined> {
    this.wentOn ??= from > 0;
    const near = await this.p.lan?.piece(from, to - from + 1, isStale);
    if (near !== undefined || isStale()) return near;
    for (const site of this.inTurn(file.hash)) {
      const bytes = await this.p.fromSite(site, file, from, to);
      if (bytes === undefined) continue;
      this.gave.add(site);
      return bytes;
    }
    return undefined;
  }

  /** The whole is not what its hash says. True: it is worth fetching anew at once, from elsewhere. */
  wrong({ hash }: Pick<BuildFile, 'hash'>): boolean {
    // Torn by a power cut, or from a fetch before: who gave the rest is not to blame, and it begins anew. Not
    // twice in a row, or a wrong site would never be left by a till that each price pokes.
    if (this.wentOn !== false && !this.pardoned.has(hash)) {
      this.pardoned.add(hash);
      return true;
    }
    this.pardoned.delete(hash);
    if ((this.p.lan?.wrong(hash) ?? 0) > 0) return true;
    const left = this.left.get(hash) ?? new Set();
    const isNews = [...this.gave].some((site) => !left.has(site));
    for (const site of this.gave) left.add(site);
    this.left.set(hash, left);
    // The other site is away, and this one was wrong before: later.
    if (!isNews) return false;
    if (this.p.sites().some((site) => !left.has(site))) return true;
    // All of them were wrong: whoever was put right since is found by asking each again, later.
    this.left.delete(hash);
    return false;
  }

  /**
   * The site that gave last goes on giving: a whole of one source says who is to blame. One that was wrong
   * comes last, not never: it may be the only one that is there.
   */
  private inTurn(hash: string): string[] {
    const rank = (site: string): number =>
      this.gave.has(site) ? 0 : this.left.get(hash)?.has(site) === true ? 2 : 1;
    return this.p.sites().toSorted((one, other) => rank(one) - rank(other));
  }
}
