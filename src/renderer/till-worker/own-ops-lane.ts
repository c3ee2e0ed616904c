import { sha256 } from '@noble/hashes/sha2.js';
import { sameEnrolment } from '../../domain/oplog/series.ts';
import { OwnOpLine, OwnStreamsAnswer } from '../../contracts/wire.ts';
import { parseJson } from '../../contracts/parse.ts';
import { isSeriesTaken, recoverOwnOps } from '../../sync/core/own-ops.ts';
import type { Journal, LocalStore, OpRow, StreamRow } from '../../sync/core/ports.ts';
import { keyOfHost, keysToldBy, ownSignature, type OwnKey } from './own-keys.ts';
import type { WireClient } from './wire-client.ts';

const text = new TextDecoder();

export type OwnOpsLanePorts = {
  store: LocalStore;
  journal: Journal;
  wire: WireClient;
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
  /** Opens a stream behind `old` with a series that is none of `used`. */
  openStream: (old: string, used: readonly string[]) => Promise<void>;
};

/** What a site learns of this till from its peer may come later: it is asked now and then, ms. */
const ASK_AGAIN_MS = 3_600_000;
/** The site that knows an older machine's key may only be away for a moment, ms. */
const KEY_AGAIN_MS = 60_000;

/** Asks each site at start, after a fork and every hour for ops of this till that it no longer has (D12). */
export class OwnOpsLane {
  private readonly p: OwnOpsLanePorts;
  /** Site -> when to ask it next, by `now`. */
  private readonly askAt = new Map<string, number>();
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
      signature: async (series, op) => {
        const word = await ownSignature(keys, series, op);
        missesKey ||= word === 'unknown';
        return word;
      },
      setAside: (ops) => this.p.setAside(site, ops),
      sha256,
      text: (bytes) => text.decode(bytes),
      current: () => this.p.current().id,
      streams: async () => {
        const told = await this.ownStreams(site);
        if (told !== undefined) await this.learnKeys(keys, site, told);
        return told?.streams;
      },
      ops: async (stream, from) => {
        const body = await this.get(site, `/v1/sync/own-ops?stream=${stream}&from=${from}`);
        return body?.split('\n').flatMap((line) => parseJson(OwnOpLine, line) ?? []);
      },
    });
    if (!done.ok) return;
    this.askAt.set(site, now + (missesKey ? KEY_AGAIN_MS : ASK_AGAIN_MS));
    const { id, series } = this.p.current();
    if (isSeriesTaken(series, done.series)) await this.p.openStream(id, done.series);
  }

  /** Keys of machines this till had before; the site that enrolled one of them may be another. */
  private async learnKeys(keys: OwnKey[], site: string, told: OwnStreamsAnswer): Promise<void> {
    keys.push(...(await keysToldBy(told.credentials ?? [], this.p)));
    const isKnown = ({ series }: { series: string }): boolean =>
      keys.some((key) => sameEnrolment(key.series, series));
    if (told.streams.every(isKnown)) return;
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
