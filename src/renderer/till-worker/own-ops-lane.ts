import { sha256 } from '@noble/hashes/sha2.js';
import { sameEnrolment } from '../../domain/oplog/series.ts';
import { OwnOpLine, OwnStreamsAnswer } from '../../contracts/wire.ts';
import { parseJson } from '../../contracts/parse.ts';
import { isSeriesTaken, recoverOwnOps } from '../../sync/core/own-ops.ts';
import type { Journal, LocalStore, OpRow, ShiftRow, StreamRow } from '../../sync/core/ports.ts';
import { keyOfHost, keysToldBy, ownSignature, type OwnKey } from './own-keys.ts';
import type { WireClient } from './wire-client.ts';

const text = new TextDecoder();

export type OwnOpsLanePorts = {
  store: LocalStore;
  journal: Journal;
  wire: Pick<WireClient, 'get'>;
  tillId: string;
  /** Site -> its public key: only such a site can vouch for a key of this till. */
  siteKeys: ReadonlyMap<string, string>;
  /** This machine's own credential. */
  credential: () => Promise<string | undefined>;
  /** Kept as evidence, told, never used: ops that a site calls this till's and this till never signed. */
  setAside: (site: string, ops: readonly OpRow[]) => Promise<void>;
  /** Monotonic, ms. */
  now: () => number;
  current: () => StreamRow;
  recovered: (row: StreamRow) => void;
  /** A shift came back with its ops, or its Z did. */
  shiftIs: (shift: ShiftRow | { closed: string }) => void;
  /** Opens a stream behind `old` with a series that is none of `used`. */
  openStream: (old: string, used: readonly string[]) => Promise<void>;
};

/** What a site learns of this till from its peer may come later: it is asked now and then, ms. */
const ASK_AGAIN_MS = 3_600_000;
/** The site that knows an older machine's key may only be away for a moment, ms; each time twice as long. */
const KEY_AGAIN_MS = 60_000;

/** Is the key of the machine known that wrote this series? */
const isProvable = (keys: readonly OwnKey[], series: string): boolean =>
  keys.some((key) => sameEnrolment(key.series, series));

/** Asks each site at start, after a fork and every hour for ops of this till that it no longer has (D12). */
export class OwnOpsLane {
  private readonly p: OwnOpsLanePorts;
  /** Site -> when to ask it next, by `now`. */
  private readonly askAt = new Map<string, number>();
  /** Site -> how often in a row a key was missing. */
  private readonly misses = new Map<string, number>();
  private isUnderWay = false;

  constructor(p: OwnOpsLanePorts) {
    this.p = p;
  }

  askAgain(): void {
    this.askAt.clear();
  }

  /** One at a time: two recoveries of one stream would set its head back. */
  async attempt(site: string): Promise<void> {
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    try {
      await this.ask(site);
    } finally {
      this.isUnderWay = false;
    }
  }

  private async ask(site: string): Promise<void> {
    const now = this.p.now();
    if (now < (this.askAt.get(site) ?? 0)) return;
    const mine = await this.p.credential();
    const keys = [mine === undefined ? undefined : keyOfHost(mine)].filter((k) => k !== undefined);
    let missesKey = false;
    const done = await recoverOwnOps({
      ...this.p,
      signature: (series, op) => ownSignature(keys, series, op),
      setAside: (ops) => this.p.setAside(site, ops),
      sha256,
      text: (bytes) => text.decode(bytes),
      current: () => this.p.current().id,
      streams: async () => {
        const told = await this.ownStreams(site);
        if (told === undefined) return undefined;
        await this.learnKeys(keys, site, told);
        // Without its machine's key nothing of a stream could be believed: it is not even fetched.
        const provable = told.streams.filter(({ series }) => isProvable(keys, series));
        missesKey = provable.length < told.streams.length;
        return provable;
      },
      ops: async (stream, from) => {
        const body = await this.get(site, `/v1/sync/own-ops?stream=${stream}&from=${from}`);
        return body?.split('\n').flatMap((line) => parseJson(OwnOpLine, line) ?? []);
      },
    });
    if (!done.ok) return;
    const missed = missesKey ? (this.misses.get(site) ?? 0) + 1 : 0;
    this.misses.set(site, missed);
    const wait = missesKey ? KEY_AGAIN_MS * 2 ** (missed - 1) : ASK_AGAIN_MS;
    this.askAt.set(site, now + Math.min(wait, ASK_AGAIN_MS));
    const { id, series } = this.p.current();
    if (isSeriesTaken(series, done.series)) await this.p.openStream(id, done.series);
  }

  /** Keys of machines this till had before; the site that enrolled one of them may be another. */
  private async learnKeys(keys: OwnKey[], site: string, told: OwnStreamsAnswer): Promise<void> {
    keys.push(...(await keysToldBy(told.credentials ?? [], this.p)));
    if (told.streams.every(({ series }) => isProvable(keys, series))) return;
    for (const other of this.p.siteKeys.keys()) {
      if (other === site) continue;
      const answer = await this.ownStreams(other);
      keys.push(...(await keysToldBy(answer?.credentials ?? [], this.p)));
    }
  }

  private async ownStreams(site: string): Promise<OwnStreamsAnswer | undefined> {
    const body = await this.get(site, '/v1/sync/own-streams');
    return body === undefined ? undefined : parseJson(OwnStreamsAnswer, body);
  }

  private async get(site: string, path: string): Promise<string | undefined> {
    const body = await this.p.wire.get(site, path, this.p.current());
    return body && text.decode(body);
  }
}
