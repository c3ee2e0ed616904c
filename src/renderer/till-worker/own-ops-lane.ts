import { sha256 } from '@noble/hashes/sha2.js';
import { OwnOpLine, OwnStreamsAnswer } from '../../contracts/wire.ts';
import { parseJson } from '../../contracts/parse.ts';
import { isSeriesTaken, recoverOwnOps } from '../../sync/core/own-ops.ts';
import type { Journal, LocalStore, StreamRow } from '../../sync/core/ports.ts';
import type { WireClient } from './wire-client.ts';

const text = new TextDecoder();

export type OwnOpsLanePorts = {
  store: LocalStore;
  journal: Journal;
  wire: WireClient;
  tillId: string;
  /** Monotonic, ms. */
  now: () => number;
  current: () => StreamRow;
  recovered: (row: StreamRow) => void;
  /** Opens a stream behind `old` with a series that is none of `used`. */
  openStream: (old: string, used: readonly string[]) => Promise<void>;
};

/** What a site learns of this till from its peer may come later: it is asked now and then, ms. */
const ASK_AGAIN_MS = 3_600_000;

/** Asks each site at start, after a fork and every hour for ops of this till that it no longer has (D12). */
export class OwnOpsLane {
  private readonly p: OwnOpsLanePorts;
  private readonly asked = new Map<string, number>();
  private isUnderWay = false;

  constructor(p: OwnOpsLanePorts) {
    this.p = p;
  }

  askAgain(): void {
    this.asked.clear();
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
    if (now - (this.asked.get(site) ?? -ASK_AGAIN_MS) < ASK_AGAIN_MS) return;
    const get = async (path: string): Promise<string | undefined> => {
      const body = await this.p.wire.get(site, path, this.p.current());
      return body && text.decode(body);
    };
    const done = await recoverOwnOps({
      ...this.p,
      sha256,
      text: (bytes) => text.decode(bytes),
      current: () => this.p.current().id,
      streams: async () => {
        const body = await get('/v1/sync/own-streams');
        return body === undefined ? undefined : parseJson(OwnStreamsAnswer, body)?.streams;
      },
      ops: async (stream, from) => {
        const body = await get(`/v1/sync/own-ops?stream=${stream}&from=${from}`);
        return body?.split('\n').flatMap((line) => parseJson(OwnOpLine, line) ?? []);
      },
    });
    if (!done.ok) return;
    this.asked.set(site, now);
    const { id, series } = this.p.current();
    if (isSeriesTaken(series, done.series)) await this.p.openStream(id, done.series);
  }
}
