import type { ExportAnswer, ImportAnswer } from '../shared/hand-over-api.ts';
import type { Refusal } from '../shared/till-api.ts';
import { handIn } from './hand-in.ts';
import { exportWaiting } from './hand-over.ts';
import type { HostLink } from './host-link.ts';
import type { TillCore } from './till-core.ts';
import type { ViewFeed } from './view-feed.ts';
import { later } from '../shared/words/say.ts';

const UNDER_WAY: Refusal = {
  ok: false,
  kind: 'busy',
  next: later('A file is being made or handed in. Wait until it is done.'),
};

/** Export and import of files, one at a time; selling and sending go on beside them. */
export class HandOverDesk {
  private readonly host: HostLink;
  private readonly core: TillCore;
  private readonly feed: ViewFeed;
  private isBusy = false;

  constructor(host: HostLink, core: TillCore, feed: ViewFeed) {
    this.host = host;
    this.core = core;
    this.feed = feed;
  }

  exportWaiting(): Promise<ExportAnswer | Refusal> {
    const { store, identity, wire, runner } = this.core;
    const total = runner.state.streams.reduce((n, s) => n + s.headSeq - s.released, 0);
    return this.alone(() =>
      exportWaiting({
        host: this.host,
        store,
        identity,
        nowMs: () => wire.correctedMs(),
        total,
        show: (handOver) => this.feed.show({ handOver }),
      }),
    );
  }

  importFile(bytes: Uint8Array, code: string): Promise<ImportAnswer | Refusal> {
    const { identity, wire, runner, committer } = this.core;
    const { current, sites } = runner.state;
    const others = sites.map(({ id }) => id).filter((id) => id !== current);
    return this.alone(() =>
      handIn(
        {
          region: identity.region,
          sites: [current, ...others],
          stream: () => committer.head,
          send: (site, stream, body) => wire.handIn(site, stream, body),
          show: (handOver) => this.feed.show({ handOver }),
        },
        bytes,
        code,
      ),
    );
  }

  private async alone<T>(run: () => Promise<T>): Promise<T | Refusal> {
    if (this.isBusy) return UNDER_WAY;
    this.isBusy = true;
    try {
      return await run();
    } finally {
      this.isBusy = false;
    }
  }
}
