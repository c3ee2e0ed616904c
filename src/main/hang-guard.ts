import type { BrowserWindow } from 'electron';
import type { Log } from './log.ts';

/** How long a hung page may recover before it is ended, ms. */
export const HANG_GRACE_MS = 10_000;

/** The part of a window that tells of hangs and can end them. */
export type Hangable = {
  on(event: 'unresponsive' | 'responsive' | 'closed', listener: () => void): unknown;
  isDestroyed: BrowserWindow['isDestroyed'];
  webContents: Pick<BrowserWindow['webContents'], 'forcefullyCrashRenderer'>;
};

/** A hung page is given its grace, then ended, so that crash recovery brings it back. */
export function endHangs(window: Hangable, log: Log): void {
  let timer: NodeJS.Timeout | undefined;
  window.on('unresponsive', () => {
    log.warn('renderer.unresponsive');
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    }, HANG_GRACE_MS);
  });
  window.on('responsive', () => clearTimeout(timer));
  window.on('closed', () => clearTimeout(timer));
}
