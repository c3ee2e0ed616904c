/** Two tills on one database would fork its chain: the first tab holds this lock while it lives. */
const LOCK = 'evertill-till';

/** A reloaded tab may ask before its former self has let go, ms. */
const PATIENCE_MS = 1000;

/** True for the only tab of this till. */
export function claimOnlyTab(locks: LockManager = navigator.locks): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  // Never settles while the lock is held: it goes when the tab does.
  const hold = (): Promise<void> => {
    resolve(true);
    return new Promise(() => {});
  };
  void locks
    .request(LOCK, { signal: AbortSignal.timeout(PATIENCE_MS) }, hold)
    .catch(() => resolve(false));
  return promise;
}
