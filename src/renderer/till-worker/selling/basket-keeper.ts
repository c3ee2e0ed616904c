import type { LocalStore } from '../../../sync/core/ports.ts';
import type { OpenBasket } from './open-basket.ts';

/** Writes the open basket behind the screen, in order: a scan never waits for the disk. */
export class BasketKeeper {
  private readonly store: LocalStore;
  private readonly failed: () => void;
  private last: Promise<void> = Promise.resolve();

  constructor(store: LocalStore, failed: () => void) {
    this.store = store;
    this.failed = failed;
  }

  save(open: OpenBasket): void {
    this.last = this.last.then(() => this.store.saveBasket(open)).catch(this.failed);
  }

  /** Everything given so far is written; a commit that clears the basket waits for it. */
  written(): Promise<void> {
    return this.last;
  }
}
