import { readBackEnd } from '../../../domain/release/back-end-flag.ts';
import type { SyncState } from '../../../sync/core/sync-state.ts';
import type { FlagSet } from '../flags/flag-set.ts';
import type { HostLink } from '../host-link.ts';

type Ports = {
  host: Pick<HostLink, 'invoke'>;
  flags: Pick<FlagSet, 'backEnd'>;
  /** The host took it: head office is told with the till's health which set it uses (BE8). */
  uses: (set: string | undefined) => void;
  streams: () => readonly Pick<SyncState['streams'][number], 'headSeq' | 'released'>[];
};

/**
 * Tells the host which back end the store's signed rows name. A set that wants the till drained is taken
 * once every op is confirmed by every required site under the old one; the way home never waits (BE4).
 */
export class BackEndDesk {
  private readonly p: Ports;
  private told = '';
  private set: string | undefined;

  constructor(p: Ports) {
    this.p = p;
  }

  /** At the start, with new rows, and when ops were confirmed. */
  look(): void {
    const { value, hlc } = this.p.flags.backEnd();
    const { set, drains } = readBackEnd(value);
    const word = `${set} ${hlc}`;
    if (word === this.told) return;
    const isOther = set !== undefined && set !== this.set;
    if (isOther && drains && !this.isDrained()) return;
    this.told = word;
    this.set = set;
    void this.tell(set, hlc, word);
  }

  private async tell(set: string | undefined, epoch: number, word: string): Promise<void> {
    try {
      const { took } = await this.p.host.invoke('transport.backend', { set: set ?? null, epoch });
      if (took) this.p.uses(set);
    } catch {
      // A host that is older than this page, or busy dying, asks the champion.
      this.notHeard(word);
    }
  }

  /** Nobody knows which set the host is at: it is told at the next look, and a swap drains again. */
  private notHeard(word: string): void {
    if (this.told !== word) return;
    this.told = '';
    this.set = undefined;
  }

  private isDrained(): boolean {
    return this.p.streams().every(({ headSeq, released }) => released >= headSeq);
  }
}
