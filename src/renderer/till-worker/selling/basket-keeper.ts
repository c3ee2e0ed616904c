import type { LocalStore } from '../../../sync/core/ports.ts';
import type { OpenBasket } from './open-basket.ts';

/**
 * Writes the open basket behind the screen: a scan never waits for the disk. A basket that a newer one
 * has overtaken while it waited is not written: only the newest counts.
 */
export class BasketKeeper {
  private readonly store: Pick<LocalStore, 'saveBasket'>;
  private readonly failed: () => void;
  private last: Promise<void> = Promise.resolve();
  private newest: OpenBasket | undefined;

  constructor(store: Pick<LocalStore, 'saveBasket'>, failed: () => void) {
    this.store = store;
    this.failed = failed;
  }

  save(open: OpenBasket): void {
    this.newest = open;
    this.last = this.last
      .then(() => (this.newest === open ? this.store.saveBasket(open) : undefined))
      .catch(this.failed);
  }

  /** Everything given so far is written; a commit that clears the basket waits for it. */
  written(): Promise<void> {
    return this.last;
  }
}
