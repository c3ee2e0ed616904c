import { sha256 } from '@noble/hashes/sha2.js';
import { OwnOpLine, OwnStreamsAnswer } from '../../contracts/wire.ts';
import { parseJson } from '../../contracts/parse.ts';
import { recoverOwnOps } from '../../sync/core/own-ops.ts';
import type { Journal, LocalStore, StreamRow } from '../../sync/core/ports.ts';
import type { WireClient } from './wire-client.ts';

const text = new TextDecoder();

export type OwnOpsLanePorts = {
  store: LocalStore;
  journal: Journal;
  wire: WireClient;
  tillId: string;
  current: () => StreamRow;
  recovered: (row: StreamRow) => void;
  /** Streams of these series exist: ours must be none of them (D13). */
  seriesUsed: (series: readonly string[]) => Promise<void>;
};

/** Asks each site once a start, and again after a fork, for ops of this till that it no longer has (D12). */
export class OwnOpsLane {
  private readonly p: OwnOpsLanePorts;
  private readonly asked = new Set<string>();

  constructor(p: OwnOpsLanePorts) {
    this.p = p;
  }

  askAgain(): void {
    this.asked.clear();
  }

  async attempt(site: string): Promise<void> {
    if (this.asked.has(site)) return;
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
    this.asked.add(site);
    await this.p.seriesUsed(done.series);
  }
}
