/** How often a page is asked whether it lives, ms. */
const ASK_MS = 1_000;
/** Electron calls a window unresponsive after 30 s without an answer to an input event. */
const HANG_MS = Number(process.env['TILL_STANDIN_HANG_MS'] ?? 30_000);

/**
 * Tells when a page's main thread stops answering and when it answers again. Electron notices by
 * input events; a headless page may get none, so it is asked instead.
 */
export class HangWatch {
  private timer: NodeJS.Timeout | undefined;
  private readonly ask: () => Promise<unknown>;

  constructor(ask: () => Promise<unknown>) {
    this.ask = ask;
  }

  start(onHang: () => void, onBack: () => void): void {
    let askedAt: number | undefined;
    let isHung = false;
    this.timer = setInterval(() => {
      if (askedAt !== undefined) {
        if (isHung || performance.now() - askedAt < HANG_MS) return;
        isHung = true;
        onHang();
        return;
      }
      askedAt = performance.now();
      const answered = (): void => {
        askedAt = undefined;
        if (isHung) onBack();
        isHung = false;
      };
      this.ask().then(answered, answered);
    }, ASK_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
