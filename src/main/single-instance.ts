import type { App } from 'electron';

/**
 * True for the only till on this profile. A second start tells the first, which comes to the front,
 * and must quit: two tills on one database would fork its chain.
 */
export function claimSingleInstance(app: App, comeToFront: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', comeToFront);
  return true;
}
