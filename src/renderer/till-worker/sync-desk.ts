import { clockText } from '../shared/format/time-words.ts';
import type { Done } from '../shared/till-api.ts';
import { DONE } from './desk-answers.ts';
import { syncView } from './sync-view.ts';
import type { TillCore } from './till-core.ts';
import type { ViewFeed } from './view-feed.ts';
import { workerClock } from './worker-clock.ts';

type SyncCore = Pick<TillCore, 'runner' | 'store' | 'backEnd' | 'lineDrill' | 'identity'>;

/** What a person sees and asks of the line to head office. */
export class SyncDesk {
  private readonly core: SyncCore;
  private readonly feed: ViewFeed;

  constructor(core: SyncCore, feed: ViewFeed) {
    this.core = core;
    this.feed = feed;
  }

  show(): void {
    const { runner, store, backEnd } = this.core;
    // What waits for the till to be drained may begin now.
    backEnd.look();
    this.feed.show({
      sync: syncView({
        state: runner.state,
        parked: store.parkedRows,
        sales: store.unconfirmed,
        now: workerClock.now(),
        wallMs: workerClock.wallMs(),
        drillUntil: this.drillUntil(),
      }),
    });
  }

  /** By the store's own clock. */
  private drillUntil(): string | undefined {
    const { untilMs } = this.core.lineDrill;
    const { locale, time_zone: timeZone } = this.core.identity.profile;
    return untilMs === undefined ? undefined : clockText(untilMs, { locale, timeZone });
  }

  sendAgain(stream: string, seq: number): Done {
    this.core.runner.dispatch({ type: 'send-again', stream, seq });
    return DONE;
  }

  checkLine(): Done {
    this.core.runner.dispatch({ type: 'wake' });
    return DONE;
  }
}
